"""Boxes in which readers are asked to consent to cookies, wherever on the page they stand."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.languages import any_of, words
from crawler.extraction.page.page import Page

_WORDS = re.compile(any_of("cookie", "consent_words"), re.I)
_COOKIES = words("cookie")  # what such a text names: plain words, in lower case
_EVERY = 120  # characters in which such a text speaks of consent once, at the least
_LONGEST = 6000  # characters of such a text
_FEWEST = 3  # words of consent in a box beside other text
_BOX = 2500  # characters of a box with a button
_MOST_BUTTONS = 40  # of a page
_AROUND = 6  # elements around a button that may be the box
_PARTS = frozenset(("article", "main", "body", "html"))  # no box
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:gdpr|ccpa|one-?trust|didomi|usercentrics|cookie-?bot|cookie-?yes|truste|consent)"
    r"(?:[\s_-]|$)|cookie[\s_-]?(?:banner|bar|box|categor|consent|container|dialog|info|law|layer|"
    r"list|message|notice|overlay|policy|pop-?up|preference|service|setting|table|wall)",
    re.I,
)


def speaks_of_consent(text: str) -> bool:
    """Return whether a text speaks of little else than cookies, partners and privacy."""
    if len(text) > _LONGEST or not _names_cookies(text):
        return False
    return len(_WORDS.findall(text)) * _EVERY > len(text)


def _names_cookies(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _COOKIES)


def is_named_consent(names: str) -> bool:
    """Return whether an element's class and id call it such a box."""
    return _NAMES.search(names) is not None


def consent_boxes(page: Page) -> Iterator[HtmlElement]:
    """Yield the boxes with a button of which the text speaks of little else."""
    seen: set[HtmlElement] = set()
    for button in islice(page.tree.iter("button"), _MOST_BUTTONS):
        found = None
        for around in islice(button.iterancestors(), _AROUND):
            if around.tag in _PARTS or around in seen:
                break
            seen.add(around)
            text = str(around.text_content())
            if len(text) > _BOX:
                break
            if _names_cookies(text) and len(_WORDS.findall(text)) >= max(
                _FEWEST, len(text) / _EVERY
            ):
                found = around
        if found is not None:
            yield found
