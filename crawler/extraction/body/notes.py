"""The notes that a text refers to: each is the end of a link, and leads back to it.

The way back may stand in a line of its own, before the note or in a heading: what follows is the
note then, up to the next one or the end of what is around it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock

_AROUND = 2  # elements around a note, one of which its reference leads to
_MOST_AROUND = 20  # elements around a block, one of which holds its number
_MOST_WITHIN = 50  # elements of a line that are looked at
_LONGEST_NUMBER = 8  # characters of a line that is a note's number: (12), [xii], 3.


def notes(
    blocks: Sequence[PageBlock], is_kept: Sequence[bool], is_open: Sequence[bool]
) -> Iterator[int]:
    """Yield the places of the dropped blocks that are notes of the kept text, and their numbers."""
    links = {
        (span.url or "")[1:]
        for block, kept in zip(blocks, is_kept, strict=True)
        if kept
        for span in block.spans
        if (span.url or "").startswith("#")
    }
    if not links:
        return
    around: HtmlElement | None = None  # what holds the note whose number was read last
    for n, block in enumerate(blocks):
        if _is_note(block, links):
            around = None
            if _is_number(block):
                number = block.element
                around = number.getparent() if block.heading_level else number
                if around is number and len(number) < 2:  # the note stands beside it
                    around = number.getparent()
            elif is_open[n] and not block.heading_level:
                yield n
        elif around is None or block.heading_level or around not in _outer(block):
            around = None
        elif is_open[n]:
            yield n


def _outer(block: PageBlock) -> Iterator[HtmlElement]:
    return islice(block.element.iterancestors(), _MOST_AROUND)


def _is_note(block: PageBlock, links: set[str]) -> bool:
    """Return whether one of the links leads to a block, and the block has one that leads back."""
    inside = list(islice(block.element.iter(), _MOST_WITHIN))
    has_way_back = any((e.get("href") or "").startswith("#") for e in inside if e.tag == "a")
    near = (*inside, *islice(block.element.iterancestors(), _AROUND))
    return has_way_back and any(e.get("id") in links for e in near if e.get("id"))


def _is_number(block: PageBlock) -> bool:
    return block.link_length > 0 and len(block.text) <= _LONGEST_NUMBER
