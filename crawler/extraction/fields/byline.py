"""The short texts around the headline, where pages print the author and the date."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.fields.headline import headline_element, unmarked_headline
from crawler.extraction.languages.date_labels import is_called_changed, is_called_published
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import plain_line

_HIDDEN = frozenset(("script", "style", "noscript", "template"))
_BELOW = 40  # texts below the headline: author boxes and share bars come before the story
_ABOVE = 12
_SHORT = 80  # characters: a longer text is the story's or the standfirst
_SHORT_OF_TWO_DATES = 160  # of publication and of change
_STORY = 3  # so many long texts, and the story has begun
_HEADER = 5  # the same, where the date may stand behind a standfirst and a caption
_ELSEWHERE = frozenset(("aside", "nav", "footer"))  # where other stories have theirs


class Line(NamedTuple):
    """A text and the element that holds it."""

    text: str
    element: HtmlElement


def lines_around_headline(page: Page) -> list[Line]:
    """Return the short texts in and below the headline, then those above, nearest first."""
    return page.once(_lines_around_headline)


def header_text(page: Page) -> str:
    """Return the texts in, below and above the headline up to the story; all without a headline.

    Those in lists of links, in menus and in what stands aside are left out.
    """
    return page.once(_header_text)


def _header_text(page: Page) -> str:
    headline = _headline(page)
    if headline is None:
        return page.visible_text
    sides = (_texts(headline), _below(headline), _above(headline))
    parts = [_joined(_until_story(lines, _BELOW, _HEADER)) for lines in sides]
    return plain_line(" ".join(parts))


def _joined(lines: Iterable[Line]) -> str:
    return " ".join(line.text for line in lines if not _is_elsewhere(line.element))


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(
        holder.tag in _ELSEWHERE or (holder.tag == "li" and holder.find(".//a") is not None)
        for holder in (element, *element.iterancestors())
    )


def _headline(page: Page) -> HtmlElement | None:
    headline = headline_element(page)
    if headline is None:
        headline = next(page.tree.iter("h1", "article", "main"), None)
    return unmarked_headline(page) if headline is None else headline


def _lines_around_headline(page: Page) -> list[Line]:
    headline = _headline(page)
    if headline is None:
        return []
    within = _short_ones(_texts(headline), _BELOW)
    below = _short_ones(_below(headline), _BELOW)
    above = _short_ones(_above(headline), _ABOVE)
    return [*(within if len(within) > 1 else ()), *below, *above]


def _short_ones(lines: Iterable[Line], most: int) -> list[Line]:
    """Return the short ones of the first lines, up to where the story begins."""
    return [line for line in _until_story(lines, most, _STORY) if _is_short(line.text)]


def _until_story(lines: Iterable[Line], most: int, story: int) -> Iterator[Line]:
    """Yield the first lines, at most so many short ones, up to where the story begins."""
    short = long = 0
    for raw, element in lines:
        if raw.isspace():
            continue
        text = plain_line(raw)
        is_short = _is_short(text)
        long += not is_short
        if long == story or short == most:
            return
        if text:
            short += is_short
            yield Line(text, element)


def _is_short(text: str) -> bool:
    if len(text) <= _SHORT:
        return True
    return (
        len(text) <= _SHORT_OF_TWO_DATES and is_called_published(text) and is_called_changed(text)
    )


def _below(element: HtmlElement) -> Iterator[Line]:
    """Yield the texts behind an element, in the page's order."""
    for holder in (element, *element.iterancestors()):
        parent = holder.getparent()
        if parent is not None and holder.tail:
            yield Line(holder.tail, parent)
        for sibling in holder.itersiblings():
            yield from _texts(sibling)
            if sibling.tail:
                yield Line(sibling.tail, sibling.getparent())


def _above(element: HtmlElement) -> Iterator[Line]:
    """Yield the texts before an element, the nearest first."""
    for holder in (element, *element.iterancestors()):
        if holder.tag == "body":
            return
        for sibling in holder.itersiblings(preceding=True):
            if sibling.tail:
                yield Line(sibling.tail, sibling.getparent())
            yield from _texts_backwards(sibling)


def _texts(element: HtmlElement) -> Iterator[Line]:
    """Yield the visible texts in an element."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _HIDDEN or _is_quoted(inner):
                walk.skip_subtree()
            elif inner.text:
                yield Line(inner.text, inner)
        elif inner.tail and inner is not element:
            yield Line(inner.tail, inner.getparent())


def _is_quoted(element: HtmlElement) -> bool:
    """Return whether an element quotes another's post; a bare blockquote may indent the page."""
    return element.tag == "blockquote" and bool(element.get("class") or element.get("cite"))


def _texts_backwards(element: HtmlElement) -> Iterator[Line]:
    """Yield the visible texts in an element, the last first, without reading the others."""
    if element.tag in _HIDDEN or _is_quoted(element):
        return
    open_elements = [(element, element.iterchildren(reversed=True))]
    while open_elements:
        holder, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            if holder.text:
                yield Line(holder.text, holder)
            continue
        if child.tail:
            yield Line(child.tail, holder)
        if child.tag not in _HIDDEN and not _is_quoted(child):
            open_elements.append((child, child.iterchildren(reversed=True)))
