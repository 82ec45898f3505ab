"""Readers' comments below the text, whatever their elements are called: behind their anchor."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page

_STORY = 3  # sentences above the anchor
_MOST = 5  # anchors of a page that are looked at
_ANCHORS = ("a", "h2", "h3", "h4")
_LINES = ("p", *_ANCHORS)  # what an anchor may be the beginning of
# Not "comment", which a newspaper's columns are called, too.
_NAME = re.compile(r"comments|comments?[-_]?(?:section|list|area|block|top|anchor|start)", re.I)


def threads(page: Page, blocks: Sequence[PageBlock], kept: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the kept blocks behind an anchor that is called after comments.

    `<a name="comments">` stands where links to them lead: above them, or in their first line, be
    that a link to where one writes them. They end where the element around it does.
    """
    anchors = chain.from_iterable(page.elements(tag) for tag in _ANCHORS)
    for anchor in islice(filter(_is_one, anchors), _MOST):
        first = _line_of(anchor)
        below = {first, *first.iter()}
        for following in first.itersiblings():
            below.update(following.iter())
        found = [n for n in kept if blocks[n].element in below]
        above = [n for n in kept if found and n < found[0] and is_sentence(blocks[n])]
        if len(above) >= _STORY:
            yield from found


def _is_one(anchor: HtmlElement) -> bool:
    name = anchor.get("name") or anchor.get("id")
    if not name or not _NAME.fullmatch(name):
        return False
    return not (anchor.get("href") or "").startswith("#")  # they stand elsewhere


def _line_of(anchor: HtmlElement) -> HtmlElement:
    """Return the line that an anchor begins, and what holds nothing but that."""
    line = anchor
    around = line.getparent()
    while around is not None and (around.tag in _LINES or len(around) == 1):
        if around.index(line) or (around.text or "").strip():
            break  # something stands above it
        line, around = around, around.getparent()
    return line
