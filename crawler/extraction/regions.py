"""The elements around the blocks, each with what it holds: the page as a tree of regions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

from lxml.html import HtmlElement

from crawler.extraction.blocks import PageBlock
from crawler.extraction.surroundings import groups_of

# Elements that are climbed from a block: news pages are 60 deep at most, hostile ones 2048.
MOST_STEPS = 60


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

    @property
    def outermost(self) -> "Region":
        """The region that all others are in."""
        return self.outer(self.depth)

    def steps_to(self, other: "Region") -> int:
        """Return how many elements lie between this one and what holds both."""
        region, count = self, 0
        for _ in range(2 * MOST_STEPS):
            if region is other:
                break
            if region.depth >= other.depth and region.parent is not None:
                region, count = region.parent, count + 1
            elif other.parent is not None:
                other = other.parent
        return count

    def is_within(self, other: "Region") -> bool:
        """Say whether other is this region or around it."""
        away = self.depth - other.depth
        return 0 <= away <= MOST_STEPS and self.outer(away) is other


def regions(blocks: Sequence[PageBlock], good: Sequence[bool]) -> list[Region]:
    """Return each block's innermost region; good says which blocks are running text."""
    known: dict[HtmlElement, Region] = {}
    found = [_region(block.element, known) for block in blocks]
    for block, is_good, region in zip(blocks, good, found, strict=True):
        length = len(block.text)
        region.blocks += 1
        region.length += length
        region.links += block.link_length
        region.good += length if is_good else 0
    for region in sorted(known.values(), key=_depth, reverse=True):
        if (parent := region.parent) is not None:
            parent.blocks += region.blocks
            parent.length += region.length
            parent.links += region.links
            parent.good += region.good
    return found


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


def all_regions(found: Iterable[Region]) -> list[Region]:
    """Return these regions and all around them, each once."""
    known: dict[Region, None] = {}
    for region in found:
        at: Region | None = region
        while at is not None and at not in known:
            known[at] = None
            at = at.parent
    return list(known)
