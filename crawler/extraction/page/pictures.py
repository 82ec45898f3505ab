"""Pictures of a page: the address of their largest form, their caption and credit."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.page.image_addresses import (
    file_name,
    is_address,
    is_preview,
    picture_name,
    unwrapped,
    url_path,
)
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import line_of, plain_line
from crawler.items import Image

# What is sought in lower case alone is found five times as fast as in any.
_NO_PICTURE = re.compile(
    r"logo|placeholder|favicon|sprite|spacer|blank\.|avatar|spinner|gravatar|dummy|"
    r"default[-_]?(?:image|img|thumb|og|share|social)|fallback[-_]?(?:image|img|thumb|og)|"
    r"(?:share|social|og|image|img)[-_](?:default|fallback)|social[-_]?shar(?:e|ing)|no[-_]?image|"
    r"(?:social|share|site|wide)[-_]?card|1x1|\.svg|(?:^|[-_])(?:icon|pixel)s?(?:[-_.]|$)"
)
_PORTRAIT = re.compile(
    r"/(?:\w+_)?authors?/|/avatars?/|/(?:profile|user)[-_](?:pictures?|images?|photos?)/"
)
_SMALL = 200  # pixels: a narrower picture illustrates nothing
_SIZE = re.compile(r"^(\d{1,5})(?:\.\d+)?(?:px)?$")
_LAZY_SOURCES = (
    "data-orig-file",
    "data-large-file",
    "data-full-src",
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-retina-src",
    "data-image",
    "src",
)
_SOURCE_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_BETWEEN_SOURCES = re.compile(r",\s+|,(?=https?:|/)")
_CREDIT_CLASS = re.compile(r"credit|copyright|source|quelle|byline|agency|photographer|courtesy")
_CAPTION_CLASS = re.compile(
    r"caption|legend(?!ar)|bildunterschrift|bildtext|billedtekst|kuvateksti|onderschrift|bijschrift|"
    r"pie-?de-?foto|piefoto|didascalia|podpis|popisek|"
    r"\b(?:img|image|photo|picture|pic)[-_]?desc(?:r|ription)?\b"
)
_COUNTER = re.compile(  # of a gallery: 2/5, 2 of 5 |
    r"^\d{1,3}\s*(?:/\s*\d{1,3}\s+|(?:of|von|de|di|sur|van|av|из)\s+\d{1,3}\s*[|:·•–—-]\s*)", re.I
)
# The words in the class names of what is not the story's own.
_ELSEWHERE = re.compile(
    r"author(?!i)\w*|avatar\w*|related\w*|teaser\w*|recommend\w*|sidebar\w*|newsletter\w*|"
    r"promo(?:s|box|tion|tions|ted)?|logo(?:s|box)?|shar(?:e|es|ing)(?:bar|box|buttons?|tools?|links?)?"
)
_WITH = re.compile(
    r"(?:^|[-_])(?:has|with|without|no|width|hide|show)[-_][\w-]*", re.I
)  # has-shares
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_PICTURES_NAMES = frozenset(("image", "img", "photo", "foto", "picture", "bild"))
_NEAR = 3  # elements around a picture, and beside each of them, that may hold its caption
_LONGEST_CAPTION = 1000  # characters: what is longer holds more than a caption
_MOST_IN_FIGURE = 100  # elements looked at for a caption: a figure that holds more is no figure
_HOLD_TEXT = frozenset(("figcaption", "p", "div", "span"))
_MOST_TEXTS = 200  # of which a caption is put together
_MOST_SOURCES = 50  # of a picture
_MOST_BESIDE = 5  # elements beside a picture, and pictures in them, that may be the same one
_MIN_WIDTH = re.compile(r"min-width:\s*(\d+)")
_SCREENS = 10_000  # a screen's width orders sources, but is no picture's: less than any density


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
    url, width = _own_source(page, picture)
    if width is None and (url is None or is_preview(url)):
        for other in _beside(picture):
            better, its_width = _own_source(page, other)
            if better and not is_preview(better) and (not url or _are_one(url, better)):
                return better, its_width
    return url, width


def _own_source(page: Page, picture: HtmlElement) -> tuple[str | None, int | None]:
    """Return the address of the largest form that a picture itself and its sources name."""
    choices = [*_sources(picture)]
    around = next(picture.iterancestors("picture"), None)  # a source may be its parent
    if around is not None:
        for source in islice(around.iter("source"), _MOST_SOURCES):
            if "avif" not in source.get("type", ""):  # the picture has older forms, too
                screen = _MIN_WIDTH.search(source.get("media") or "")
                for url, width in _sources(source):
                    choices.append((url, width or (float(screen[1]) / _SCREENS if screen else 0)))
    if choices:
        url, width = max(choices, key=lambda choice: choice[1])
        return _address(page, url), int(width) if width > 10 else None  # 2x is no width
    links = (picture.get(name) for name in _LAZY_SOURCES)
    link = next(filter(is_address, links), None)
    return _address(page, link) if link else None, None


def _address(page: Page, link: str) -> str | None:
    url = page.absolute(link)
    return unwrapped(url) if url else None


def _are_one(url: str, other: str) -> bool:
    return picture_name(url) == picture_name(other)


def _beside(picture: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the pictures beside one that may be it once more: larger, or for no scripts."""
    whole = next(picture.iterancestors("picture"), picture)
    figure = next(picture.iterancestors("figure"), None)
    near = (whole, *islice(whole.itersiblings(), _MOST_BESIDE)) if figure is None else (figure,)
    for element in near:
        for other in islice(element.iter(*PICTURES), _MOST_BESIDE):
            if other is not picture:
                yield other


def whole_picture(picture: HtmlElement) -> HtmlElement:
    """Return the figure around a picture, else its picture element, else the picture."""
    figure = next(picture.iterancestors("figure"), None)
    return figure if figure is not None else next(picture.iterancestors("picture"), picture)


def shows_something(url: str) -> bool:
    """Return whether a picture is not the site's own: no logo, placeholder or tracking pixel."""
    path = url_path(url).lower()
    return not _NO_PICTURE.search(file_name(url).lower()) and not _PORTRAIT.search(path)


def is_small(picture: HtmlElement) -> bool:
    """Return whether a picture is too narrow to illustrate anything, as far as the page says."""
    width = pixels(picture.get("width"))
    return width is not None and width < _SMALL


@lru_cache(maxsize=20_000)
def names_elsewhere(names: str | None) -> bool:
    """Return whether class names, read by words, are those of what is not the story's own."""
    words = _WORD.findall(" ".join(_WITH.sub("", name) for name in names.split())) if names else ()
    return any(_ELSEWHERE.fullmatch(word.lower()) for word in words)


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
            if is_address(url):
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


@lru_cache(maxsize=20_000)
def names_a_picture(names: str | None) -> bool:
    """Return whether class names, read by words, are those of a single picture's box."""
    words = _WORD.findall(names) if names else ()
    return any(word.lower() in _PICTURES_NAMES for word in words)


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
