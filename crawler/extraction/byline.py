"""The short texts around the headline, where pages print the author and the date."""

from collections.abc import Callable, Iterable
from itertools import islice
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


class Line(NamedTuple):
    """A text and the element that holds it."""

    text: str
    element: HtmlElement


def lines_around_headline(page: Page) -> list[Line]:
    """Return the short texts below the headline in their order, then those above, nearest first."""
    headline = headline_element(page)
    if headline is None:
        return []
    below = _lines(_after(headline), _BELOW)
    above = _lines(reversed(_before(headline)), _ABOVE)
    return [line for line in (*below, *above) if len(line.text) <= _SHORT]


def _lines(texts: Iterable[Any], most: int) -> list[Line]:
    lines = (Line(plain_line(text), text.getparent()) for text in texts)
    return list(islice((line for line in lines if line.text), most))
