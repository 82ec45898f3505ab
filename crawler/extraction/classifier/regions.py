"""The elements around the blocks, each with what it holds: the page as a tree of regions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.surroundings import groups_of


@dataclass(slots=True, eq=False)
class Region:
    """An element with the blocks in it; the block's own element is its innermost region."""

    element: HtmlElement
    parent: Optional["Region"]
    depth: int  # elements around it
    groups: int  # of its names, as bits: see surroundings
    around: int  # the same of all elements around it too
    blocks: int = 0
    length: int = 0  # characters of text
    links: int = 0  # characters of text in links
    good: int = 0  # characters of running text

    @property
    def near(self) -> int:
        """The groups of it and of the two elements around it."""
        outer = self.outer(1)
        return self.groups | outer.groups | outer.outer(1).groups

    def outer(self, count: int) -> "Region":
        """Return the region so many elements further out, the outermost where there are less."""
        region = self
        while count and region.parent is not None:
            region, count = region.parent, count - 1
        return region


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a page's blocks."""

    innermost: Sequence[Region]  # of each block
    all: Sequence[Region]  # each once, the outer ones first

    def depths_shared_with_next(self) -> list[int]:
        """Return of each block but the last how deep that stands which holds it and the next.

        What holds two blocks further apart is as deep as the least deep between them: blocks are in
        the order of the page.
        """
        return [
            _shared_depth(one, other)
            for one, other in zip(self.innermost, self.innermost[1:], strict=False)
        ]

    def depths_shared_with(self, region: Region) -> Mapping[Region, int]:
        """Return of each region how deep that stands which holds it and this one."""
        around = {region}
        while region.parent is not None:
            region = region.parent
            around.add(region)
        shared: dict[Region, int] = {}
        for each in self.all:
            outer = each.parent
            shared[each] = each.depth if each in around or outer is None else shared[outer]
        return shared


def regions(blocks: Sequence[PageBlock], good: Sequence[bool]) -> Regions:
    """Return the regions of the blocks; good says which of these are running text."""
    known: dict[HtmlElement, Region] = {}
    found = [_region(block.element, known) for block in blocks]
    for block, is_good, region in zip(blocks, good, found, strict=True):
        length = len(block.text)
        region.blocks += 1
        region.length += length
        region.links += block.link_length
        region.good += length if is_good else 0
    everywhere = sorted(known.values(), key=_depth)
    for region in reversed(everywhere):
        if (parent := region.parent) is not None:
            parent.blocks += region.blocks
            parent.length += region.length
            parent.links += region.links
            parent.good += region.good
    return Regions(found, everywhere)


def kind_of(region: Region) -> str:
    """Return the names by which a template would know the region and the one around it."""
    inner, outer = region.element, region.outer(1).element
    return f"{inner.tag}.{inner.get('class', '')} {outer.tag}.{outer.get('class', '')}"


def _depth(region: Region) -> int:
    return region.depth


def _region(element: HtmlElement, known: dict[HtmlElement, Region]) -> Region:
    """Return the element's region, those around it made first."""
    missing = []
    at: HtmlElement | None = element
    while at is not None and at not in known:
        missing.append(at)
        at = at.getparent()
    region = known[at] if at is not None else None
    for inner in reversed(missing):
        groups = groups_of(inner)
        region = known[inner] = Region(
            inner,
            region,
            region.depth + 1 if region else 0,
            groups,
            groups | region.around if region else groups,
        )
    assert region is not None
    return region


def _shared_depth(one: Region, other: Region) -> int:
    while one is not other:
        if one.depth >= other.depth and one.parent is not None:
            one = one.parent
        elif other.parent is not None:
            other = other.parent
    return one.depth
