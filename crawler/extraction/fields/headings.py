"""The headings that may be a page's headline, and their texts."""

import re
from collections.abc import Mapping
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.fields.site_names import is_sites
from crawler.extraction.inline.visibility import is_invisible
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import declared_line, letters, line_of

_HIDDEN_CLASSES = frozenset(
    "hidden hide d-none is-hidden u-hidden invisible aural element-invisible visually-hidden "
    "visuallyhidden sr-only screen-reader-text".split()
)
_SHOWN_AGAIN = re.compile(r":(?:block|flex|inline|grid|visible)")  # hidden md:block
_AROUND = 4  # elements around a heading that may hide it
_ELSEWHERE = frozenset(("aside", "nav", "footer", "li"))
_UNFILLED = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$?\{[^{}]*\}|<%.*%>|%%?[\w-]+%%?|\[\[.*\]\]|"
    r"undefined|null|none|nan|\[object Object\]",
    re.I | re.S,
)
_MOST_PARTS = 3  # of a heading
_SHORTEST_PART = 4  # letters: what is shorter may be part of a word
_MOST_HEADINGS = 60  # lower than h1 that are looked at


def top_headings(page: Page) -> Mapping[HtmlElement, str]:
    """Return the texts of the h1 elements that may be headlines."""
    return {
        h1: text
        for h1 in page.elements("h1")
        if "crumb" not in h1.get("class", "")
        and not _is_hidden(h1)
        and not is_sites(page, h1)
        and says_something(text := heading_text(h1))
    }


def lower_headings(page: Page) -> Mapping[HtmlElement, str]:
    """Return the texts of the h2 to h4 elements that may be headlines."""
    return {
        heading: text
        for heading in page.elements("h2", "h3", "h4")[:_MOST_HEADINGS]
        if not _is_hidden(heading)
        and not any(outer.tag in _ELSEWHERE for outer in islice(heading.iterancestors(), _AROUND))
        and says_something(text := heading_text(heading))
    }


def says_something(text: str) -> bool:
    """Return whether a headline has a letter or digit, and is no template that nobody filled in."""
    return any(map(str.isalnum, text)) and not _UNFILLED.fullmatch(text)


def _is_hidden(heading: HtmlElement) -> bool:
    """Return whether a heading is not shown, by its own names or by what is around it."""
    names = (heading.get("class") or "").lower()
    if not _HIDDEN_CLASSES.isdisjoint(names.split()) and not _SHOWN_AGAIN.search(names):
        return True
    return any(map(is_invisible, (heading, *islice(heading.iterancestors(), _AROUND))))


def heading_text(element: HtmlElement) -> str:
    """Return a heading's text; the parts that it is made of, such as a kicker, stand apart."""
    parts = list(element)
    is_of_parts = 1 < len(parts) <= _MOST_PARTS and not any(
        text and text.strip() for text in (element.text, *(part.tail for part in parts))
    )
    if is_of_parts:
        texts = [line_of(part) for part in parts]
        if all(len(letters(text)) >= _SHORTEST_PART for text in texts):
            return declared_line(" ".join(texts))
    return declared_line(line_of(element))
