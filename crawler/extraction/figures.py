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
_WIDTH = re.compile(r"^(\d{1,5})(?:px)?$")
_CREDIT = re.compile(
    r"\s*[(\[]?\s*\b((?:photo|photograph|picture|image|bild|foto|fotos|quelle|source|credit|imago|getty)\b"
    r"[^()]{0,80})[)\]]?\s*$",
    re.I,
)
_CREDIT_CLASS = re.compile(
    r"credit|copyright|source|quelle|byline|agency|photographer|courtesy", re.I
)
_CAPTION_CLASS = re.compile(r"caption|legend|bildunterschrift|figcaption", re.I)


def lead_image_candidates(page: Page) -> list[Candidate[Image]]:
    """Return the pictures that may stand for the article, the best first, with their captions."""
    figures = list(_figures(page))
    found: list[Candidate[Image]] = []
    for element in page.selected("image"):
        image = element if element.tag == "img" else next(element.iter("img"), None)
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
    for figure in page.tree.iter("figure"):
        image = next(figure.iter("img"), None)
        if image is None or not (url := picture_url(page, image)):
            continue
        caption, credit = caption_of(figure)
        yield Image(
            url,
            caption=caption,
            credit=credit,
            alt=plain_line(image.get("alt") or "") or None,
            width=_size(image.get("width")),
            height=_size(image.get("height")),
        )


def caption_of(figure: HtmlElement) -> tuple[str | None, str | None]:
    """Return a figure's caption without the credit, and the credit, where the page parts them."""
    for element in figure.iter("figcaption", "p", "div", "span"):
        if element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or ""):
            whole = plain_line(element.text_content())
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
