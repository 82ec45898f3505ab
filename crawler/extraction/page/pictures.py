"""Pictures of a page: the address of their largest form, their caption and credit."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import line_of, plain_line
from crawler.items import Image

# What is sought in lower case alone is found five times as fast as in any.
_NO_PICTURE = re.compile(
    r"logo|placeholder|favicon|sprite|spacer|blank\.|avatar|spinner|gravatar|dummy|"
    r"default[-_]?(?:image|thumb|og|share)|no[-_]?image|1x1|\.svg|(?:^|[-_])(?:icon|pixel)s?(?:[-_.]|$)"
)
_PLAIN_ADDRESS = re.compile(r"https?://[\w.-]+((?:/[!-\"$->@-~]*)?)(?:[?#][!-~]*)?", re.A)
_SMALL = 200  # pixels: a narrower picture illustrates nothing
_SIZE = re.compile(r"^(\d{1,5})(?:\.\d+)?(?:px)?$")
_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-full-src", "src")
_SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_BETWEEN_SOURCES = re.compile(r",\s+|,(?=https?:|/)")
_CREDIT_CLASS = re.compile(r"credit|copyright|source|quelle|byline|agency|photographer|courtesy")
_CAPTION_CLASS = re.compile(
    r"caption|legend(?!ar)|bildunterschrift|bildtext|billedtekst|kuvateksti|onderschrift|bijschrift|"
    r"pie-?de-?foto|piefoto|didascalia|podpis|popisek"
)
_COUNTER = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}\s+")  # of a gallery: 2/5
_NEAR = 3  # elements around a picture, and beside each of them, that may hold its caption
_LONGEST_CAPTION = 1000  # characters: what is longer holds more than a caption
_MOST_IN_FIGURE = 100  # elements looked at for a caption: a figure that holds more is no figure
_HOLD_TEXT = frozenset(("figcaption", "p", "div", "span"))
_MOST_TEXTS = 200  # of which a caption is put together
_MOST_SOURCES = 50  # of a picture


def image_of(page: Page, picture: HtmlElement) -> Image | None:
    """Return a picture of the page with its caption and credit, None if it has no address."""
    url, width = largest_source(page, picture)
    if url is None:
        return None
    holder = _caption_holder(picture)
    caption, credit = caption_of(holder) if holder is not None else (None, None)
    return Image(
        url,
        caption=caption,
        credit=credit,
        alt=plain_line(picture.get("alt") or "") or None,
        width=width or pixels(picture.get("width")),
        height=pixels(picture.get("height")) if not width else None,
    )


def largest_source(page: Page, picture: HtmlElement) -> tuple[str | None, int | None]:
    """Return the address of a picture's largest form, lazily loaded ones too, and its width."""
    choices = [*_sources(picture)]
    around = next(picture.iterancestors("picture"), None)  # a source may be its parent
    if around is not None:
        for source in islice(around.iter("source"), _MOST_SOURCES):
            if "avif" not in source.get("type", ""):  # the picture has older forms, too
                choices += _sources(source)
    if choices:
        url, width = max(choices, key=lambda choice: choice[1])
        return page.absolute(url), int(width) if width > 10 else None  # 2x is no width
    named = (picture.get(name) or "" for name in _LAZY_SOURCES)
    link = next((link for link in named if link and not link.startswith("data:")), None)
    if link is None and (fallback := _without_script(picture)) is not None:
        return largest_source(page, fallback)
    return page.absolute(link), None


def _without_script(picture: HtmlElement) -> HtmlElement | None:
    """Return the form of a lazily loaded picture for readers without scripts, if there is one."""
    if next(picture.iterancestors("noscript"), None) is not None:
        return None
    whole = next(picture.iterancestors("picture"), picture)
    beside = (whole, *islice(whole.itersiblings(), 2))
    noscripts = (found for element in beside for found in element.iter("noscript"))
    return next((image for found in noscripts for image in found.iter("img")), None)


def whole_picture(picture: HtmlElement) -> HtmlElement:
    """Return the figure around a picture, else its picture element, else the picture."""
    figure = next(picture.iterancestors("figure"), None)
    return figure if figure is not None else next(picture.iterancestors("picture"), picture)


def shows_something(url: str) -> bool:
    """Return whether a picture is not the site's own: no logo, placeholder or tracking pixel."""
    return not _NO_PICTURE.search(file_name(url).lower())


def is_small(picture: HtmlElement) -> bool:
    """Return whether a picture is too narrow to illustrate anything, as far as the page says."""
    width = pixels(picture.get("width"))
    return width is not None and width < _SMALL


def file_name(url: str) -> str:
    """Return the last part of a URL's path."""
    return unquote(url_path(url)).rstrip("/").rsplit("/", 1)[-1]


def url_path(url: str) -> str:
    """Return a URL's path as it is."""
    plain = _PLAIN_ADDRESS.fullmatch(url)
    return plain[1] if plain else urlsplit(url).path


def pixels(value: Any) -> int | None:
    """Return the number of pixels that a width or height says, None if it says none."""
    size = _SIZE.match(str(value).strip())
    return int(size[1]) if size else None


def caption_of(holder: HtmlElement) -> tuple[str | None, str | None]:
    """Return the caption in a figure or caption element, without the credit, and the credit.

    They are separate where the page separates them.
    """
    for element in islice(holder.iter(), _MOST_IN_FIGURE * 3):
        if element.tag not in _HOLD_TEXT and element is not holder:
            continue
        if element.tag == "figcaption" or _is_captions(element.get("class")):
            whole = _COUNTER.sub("", _text(element))
            credit = next(
                (
                    _text(part)
                    for part in islice(element.iterdescendants(), _MOST_IN_FIGURE)
                    if _CREDIT_CLASS.search((part.get("class") or "").lower())
                ),
                None,
            )
            if credit and credit in whole:
                return " ".join(whole.replace(credit, " ").split()).strip(" /|") or None, credit
            return whole or None, None
    return None, None


def _sources(element: HtmlElement) -> Iterator[tuple[str, float]]:
    """Yield the addresses of a source set, each with its width or density, 0 if not given."""
    for name in _SOURCE_SETS:
        for part in _BETWEEN_SOURCES.split(element.get(name) or ""):
            url, _, size = part.strip().partition(" ")
            if url and not url.startswith("data:"):
                number = size.strip().rstrip("wx")
                yield url, float(number) if number.replace(".", "", 1).isdecimal() else 0.0


def _caption_holder(picture: HtmlElement) -> HtmlElement | None:
    """Return the figure that a picture stands in, else the caption that follows it closely."""
    figure = next(picture.iterancestors("figure"), None)
    if figure is not None and any(map(is_caption, islice(figure.iter(), _MOST_IN_FIGURE))):
        return figure
    whole = whole_picture(picture)
    for outer in (whole, *islice(whole.iterancestors(), _NEAR - 1)):
        for beside in islice(outer.itersiblings(), _NEAR):
            for element in islice(beside.iter(), _MOST_IN_FIGURE):
                if element.tag in PICTURES:
                    return figure
                if is_caption(element):
                    return element
    return figure


def is_caption(element: HtmlElement) -> bool:
    """Return whether an element is a picture's caption by its tag or class."""
    return bool(
        (element.tag == "figcaption" or _is_captions(element.get("class")))
        and next(element.iter(*PICTURES), None) is None
        and 0 < len(_text(element)) <= _LONGEST_CAPTION
    )


def _text(element: HtmlElement) -> str:
    """Return the beginning of an element's text, all of it where it is a caption."""
    return line_of(element, most=_MOST_TEXTS)


@lru_cache(maxsize=20_000)
def _is_captions(names: str | None) -> bool:
    """Return whether a class is that of captions."""
    return bool(names and _CAPTION_CLASS.search(names.lower()))
