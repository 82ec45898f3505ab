"""The lead image: the picture that stands for the article, with its caption and credit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import objects, strings
from crawler.extraction.text import plain_line
from crawler.items import Image

_NO_PICTURE = re.compile(
    r"logo|placeholder|favicon|sprite|pixel|spacer|blank\.|avatar|author|default[-_]?(?:image|thumb|og|share)|"
    r"\.svg|gravatar|1x1|no[-_]?image|dummy|icon[-_.]|data:image|/ads?/",
    re.I,
)
PICTURES = ("img", "amp-img")
_WIDTH = re.compile(r"^(\d{1,5})(?:px)?$")
_CREDIT = re.compile(
    r"\s*[(\[]?\s*\b((?:photo|photograph|picture|image|bild|foto|fotos|quelle|source|credit|imago|getty)\b"
    r"[^()]{0,80})[)\]]?\s*$",
    re.I,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|quelle|byline|agency|photographer|courtesy", re.I
)
_CAPTION_CLASS = re.compile(
    r"caption|legend(?!ar)|bildunterschrift|bildtext|billedtekst|kuvateksti|onderschrift|bijschrift|"
    r"pie-?de-?foto|piefoto|didascalia|podpis|popisek",
    re.I,
)
_COUNTER = re.compile(r"^\d{1,3}\s*/\s*\d{1,3}\s+")  # of a gallery: 2/5
_NEAR = 3  # elements between a caption and what holds it together with its picture
_LONGEST_CAPTION = 1000  # characters: what is longer holds more than a caption


def lead_image_candidates(page: Page) -> list[Candidate[Image]]:
    """Return the pictures that may stand for the article, the best first, with their captions."""
    figures = list(_figures(page))
    found: list[Candidate[Image]] = []
    for element in page.selected("image"):
        image = element if element.tag in PICTURES else next(element.iter(*PICTURES), None)
        if image is not None and (url := picture_url(page, image)):
            found.append(Candidate(Image(url), "profile"))
    for value, origin in page.stated("image", "thumbnailUrl"):
        found += [Candidate(image, origin) for image in _stated_images(page, value)]
    for url, origin in page.meta_candidates(
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"
    ):
        if absolute := page.absolute(url):
            found.append(Candidate(Image(absolute), origin))
    for link in page.tree.iter("link"):
        if link.get("rel") == "image_src" and (absolute := page.absolute(link.get("href"))):
            found.append(Candidate(Image(absolute), "rel=image_src"))
    found += [Candidate(image, "<figure>") for image in figures]
    return [
        Candidate(_with_figure(image, figures), origin)
        for image, origin in found
        if not _NO_PICTURE.search(file_name(image.url))
    ]


def picture_url(page: Page, image: HtmlElement) -> str | None:
    """Return the address of the largest form of a picture, lazily loaded ones included."""
    choices = [*_from_srcset(image)]
    parent = image.getparent()
    if parent is not None and parent.tag == "picture":
        for source in parent.iter("source"):
            choices += _from_srcset(source)
    if choices:
        return page.absolute(max(choices)[1])
    for name in ("data-src", "data-original", "data-lazy-src", "data-full-src", "src"):
        value = image.get(name)
        if value and not value.startswith("data:"):
            return page.absolute(value)
    return None


def file_name(url: str) -> str:
    """Return the last part of a URL's path."""
    return unquote(urlsplit(url).path).rstrip("/").rsplit("/", 1)[-1]


def _from_srcset(element: HtmlElement) -> Iterator[tuple[float, str]]:
    for name in ("srcset", "data-srcset", "data-lazy-srcset"):
        for part in re.split(r",\s+|,(?=https?:|/)", element.get(name) or ""):
            url, _, size = part.strip().partition(" ")
            if url and not url.startswith("data:"):
                number = size.strip().rstrip("wx")
                yield (float(number) if number.replace(".", "", 1).isdigit() else 0.0), url


def _stated_images(page: Page, value: Any) -> list[Image]:
    images = [Image(url) for text in strings(value) if (url := page.absolute(text))]
    for node in objects(value):
        for text in (
            *strings(node.get("url")),
            *strings(node.get("contentUrl")),
            *strings(node.get("@id")),
        ):
            if url := page.absolute(text):
                images.append(
                    Image(
                        url,
                        caption=next(iter(strings(node.get("caption"))), None),
                        credit=next(
                            iter(
                                (
                                    *strings(node.get("creditText")),
                                    *strings(node.get("copyrightHolder")),
                                )
                            ),
                            None,
                        ),
                        width=_size(node.get("width")),
                        height=_size(node.get("height")),
                    )
                )
                break
    return images


def _size(value: Any) -> int | None:
    if isinstance(value, list) and value:
        value = value[0]
    size = _WIDTH.match(str(value).strip())
    return int(size[1]) if size else None


def _figures(page: Page) -> Iterator[Image]:
    for image, holder in _pictures(page):
        if not (url := picture_url(page, image)):
            continue
        caption, credit = caption_of(holder)
        yield Image(
            url,
            caption=caption,
            credit=credit,
            alt=plain_line(image.get("alt") or "") or None,
            width=_size(image.get("width")),
            height=_size(image.get("height")),
        )


def _pictures(page: Page) -> Iterator[tuple[HtmlElement, HtmlElement]]:
    """Yield each picture that has a figure or a caption, with what holds its caption."""
    for figure in page.tree.iter("figure"):
        if (image := next(figure.iter(*PICTURES), None)) is not None:
            yield image, figure
    for caption in captions_outside_figures(page.tree):
        if (image := _picture_beside(caption)) is not None:
            yield image, caption


def captions_outside_figures(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that are captions by their class and stand in no figure."""
    for element in tree.xpath("//body//*[@class][not(ancestor-or-self::figure)]"):
        if (
            _CAPTION_CLASS.search(element.get("class"))
            and next(element.iter(*PICTURES), None) is None
            and 0 < len(plain_line(element.text_content())) <= _LONGEST_CAPTION
        ):
            yield element


def _picture_beside(caption: HtmlElement) -> HtmlElement | None:
    """Return the picture that a caption belongs to: the last before it in what is around both."""
    before = None
    for holder in list(caption.iterancestors())[:_NEAR]:
        for element in holder.iter(*PICTURES, caption.tag):
            if element is caption:
                break
            if element.tag in PICTURES:
                before = element
        if before is not None:
            return before
    return None


def caption_of(holder: HtmlElement) -> tuple[str | None, str | None]:
    """Return the caption in a figure or caption element, without the credit, and the credit.

    They are parted where the page parts them.
    """
    for element in holder.iter("figcaption", "p", "div", "span", holder.tag):
        if element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or ""):
            whole = _COUNTER.sub("", plain_line(element.text_content()))
            credit = next(
                (
                    plain_line(part.text_content())
                    for part in element.iterdescendants()
                    if _CREDIT_CLASS.search(part.get("class") or "")
                ),
                None,
            )
            if credit and credit in whole:
                return whole.replace(credit, "").strip() or None, credit
            return whole or None, None
    return None, None


def _with_figure(image: Image, figures: list[Image]) -> Image:
    """Return the image with the caption and credit of the figure that shows the same file."""
    name = file_name(image.url)
    for figure in figures:
        if name and file_name(figure.url) == name:
            return replace(
                image,
                caption=figure.caption or image.caption,
                credit=figure.credit or image.credit,
                alt=figure.alt or image.alt,
            )
    return image
