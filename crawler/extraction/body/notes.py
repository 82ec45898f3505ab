"""The notes that a text refers to: each is the end of a link, and leads back to where that stands.

The way back may stand in a line of its own, before the note or in a heading: what follows is the
note then, up to the next one or the end of what is around it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock

_AROUND = 2  # elements around a note, one of which its reference leads to
_MOST_AROUND = 20  # elements around a block, one of which holds its number
_MOST_WITHIN = 50  # elements of a line that are looked at
_MOST_IN_TEXT = 500  # the same of a paragraph, which may have a hundred references
_LONGEST_NUMBER = 8  # characters of a line that is a note's number: (12), [xii], 3.


def notes(
    blocks: Sequence[PageBlock], is_kept: Sequence[bool], is_open: Sequence[bool]
) -> Iterator[int]:
    """Yield the places of the dropped blocks that are notes of the kept text, and their numbers."""
    references = _references([block for block, kept in zip(blocks, is_kept, strict=True) if kept])
    if not references:
        return
    around: HtmlElement | None = None  # what holds the note whose number was read last
    for n, block in enumerate(blocks):
        if _is_note(block, references):
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


def _references(kept: Sequence[PageBlock]) -> Mapping[str, set[str]]:
    """Return where the links of a text lead on the page, and what names the place of each."""
    found: dict[str, set[str]] = {}
    names: dict[HtmlElement, set[str]] = {}
    for block in kept:
        ends = {span.url[1:] for span in block.spans if span.url and span.url.startswith("#")}
        if ends and block.element not in names:
            inside = islice(block.element.iter(), _MOST_IN_TEXT)
            names[block.element] = _names((*inside, *_near(block.element)))
        for end in ends:
            found.setdefault(end, set()).update(names[block.element])
    return found


def _is_note(block: PageBlock, references: Mapping[str, set[str]]) -> bool:
    """Return whether a reference leads to a block, and the block leads back to its place."""
    inside = list(islice(block.element.iter(), _MOST_WITHIN))
    own = _names((*inside, *_near(block.element))) & references.keys()
    back = {str(e.get("href"))[1:] for e in inside if e.tag == "a" and e.get("href", "")[:1] == "#"}
    return any(not back.isdisjoint(references[name]) for name in own)


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    return islice(element.iterancestors(), _AROUND)


def _names(elements: Iterable[HtmlElement]) -> set[str]:
    """Return what links may call these elements."""
    return {name for e in elements for key in ("id", "name") if (name := e.get(key))}


def _is_number(block: PageBlock) -> bool:
    return block.link_length > 0 and len(block.text) <= _LONGEST_NUMBER
