"""Readers' comments below the text, whatever they are called: behind their anchor or heading."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page

_STORY = 3  # sentences above the anchor
_MOST = 5  # anchors of a page that are looked at
_HEADINGS = ("h2", "h3", "h4")
_ANCHORS = ("a", *_HEADINGS)
_LINES = ("p", *_ANCHORS)  # what an anchor may be the beginning of
# Not "comment", which a newspaper's columns are called, too.
_NAME = re.compile(r"comments|comments?[-_]?(?:section|list|area|block|top|anchor|start)", re.I)
_WORDS = re.compile(rf"(?:^|\W)(?:{any_of('comments')})(?:\W|$)", re.I)
_LONGEST = 40  # characters of a heading of comments
_AROUND = 3  # elements that such a heading begins


def threads(page: Page, blocks: Sequence[PageBlock], kept: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the kept blocks behind an anchor or heading that names comments.

    `<a name="comments">` stands where links to them lead: above them, or in their first line, be
    that a link to where one writes them. A heading that says so is none of the text's: it was
    dropped. They end where the element around it does.
    """
    anchors = chain.from_iterable(page.elements(tag) for tag in _ANCHORS)
    for anchor in islice(filter(_is_one, anchors), _MOST):
        yield from _behind(_line_of(anchor), blocks, kept)
    texts = set(kept)
    called = (b for n, b in enumerate(blocks) if n not in texts and _is_called_so(b))
    for heading in islice(called, _MOST):
        lines = _begun_by(_line_of(heading.element))
        yield from next(filter(None, (_behind(line, blocks, kept) for line in lines)), [])


def _behind(line: HtmlElement, blocks: Sequence[PageBlock], kept: Sequence[int]) -> list[int]:
    """Return the kept blocks in a line and behind it, [] if no story stands above them."""
    below = {line, *line.iter()}
    for following in line.itersiblings():
        below.update(following.iter())
    found = [n for n in kept if blocks[n].element in below]
    above = [n for n in kept if found and n < found[0] and is_sentence(blocks[n])]
    return found if len(above) >= _STORY else []


def _is_one(anchor: HtmlElement) -> bool:
    name = anchor.get("name") or anchor.get("id")
    if not name or not _NAME.fullmatch(name):
        return False
    return not (anchor.get("href") or "").startswith("#")  # they stand elsewhere


def _is_called_so(block: PageBlock) -> bool:
    """Return whether a heading says that comments stand below it."""
    is_heading = block.element.tag in _HEADINGS and len(block.text) <= _LONGEST
    return is_heading and _WORDS.search(block.text) is not None


def _begun_by(line: HtmlElement) -> Iterator[HtmlElement]:
    """Yield a line, and the elements around it that it begins."""
    for _ in range(_AROUND):
        yield line
        around = line.getparent()
        if around is None or around.index(line) or (around.text or "").strip():
            return
        line = around


def _line_of(anchor: HtmlElement) -> HtmlElement:
    """Return the line that an anchor begins, and what holds nothing but that."""
    line = anchor
    around = line.getparent()
    while around is not None and (around.tag in _LINES or len(around) == 1):
        if around.index(line) or (around.text or "").strip():
            break  # something stands above it
        line, around = around, around.getparent()
    return line
