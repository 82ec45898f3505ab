"""The short texts around the headline, where pages print the author and the date."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.headline import headline_element
from crawler.extraction.page import Page
from crawler.extraction.text import plain_line

_HIDDEN = "[not(parent::script or parent::style or parent::noscript or parent::template)]"
_after: Callable[[HtmlElement], list[Any]] = etree.XPath(  # type: ignore[assignment]
    f"following::text(){_HIDDEN}"
)
_before: Callable[[HtmlElement], list[Any]] = etree.XPath(  # type: ignore[assignment]
    f"preceding::text(){_HIDDEN}"
)
_BELOW = 40  # texts below the headline: author boxes and share bars come before the story
_ABOVE = 12
_SHORT = 80  # characters: a longer text is the story's or the standfirst
_STORY = 3  # so many long texts, and the story has begun


class Line(NamedTuple):
    """A text and the element that holds it."""

    text: str
    element: HtmlElement


def lines_around_headline(page: Page) -> list[Line]:
    """Return the short texts below the headline in their order, then those above, nearest first."""
    return page.once(_lines_around_headline)


def _lines_around_headline(page: Page) -> list[Line]:
    headline = headline_element(page)
    if headline is None:
        headline = next(page.tree.iter("h1", "article", "main"), None)
    if headline is None:
        return []
    within = _lines(headline.xpath("descendant::text()"), _BELOW)
    below = _lines(_after(headline), _BELOW)
    above = _lines(reversed(_before(headline)), _ABOVE)
    return [*(within if len(within) > 1 else ()), *below, *above]


def _lines(texts: Iterable[Any], most: int) -> list[Line]:
    """Return the short ones of the first texts, up to where the story begins."""
    lines: list[Line] = []
    long = 0
    for text in texts:
        line = plain_line(text)
        long += len(line) > _SHORT
        if long == _STORY or len(lines) == most:
            break
        if 0 < len(line) <= _SHORT:
            lines.append(Line(line, text.getparent()))
    return lines
