"""The lead image: the picture that stands for the article."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.extraction.fields.headline import headline_element, unmarked_headline
from crawler.extraction.fields.site_names import site_names
from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.image_addresses import (
    file_name,
    is_address,
    is_made_for_sharing,
    is_preview,
    unwrapped,
    url_path,
)
from crawler.extraction.page.page import Page
from crawler.extraction.page.pictures import (
    caption_of,
    image_of,
    is_small,
    names_elsewhere,
    pixels,
    shows_something,
)
from crawler.extraction.page.structured import objects, strings
from crawler.extraction.page.text import plain_line
from crawler.items import Image

_OUTSIDE = frozenset(("aside", "nav", "footer"))
_TOKEN = re.compile(r"[^\W_]{6,}")
_STORY = 120  # characters: a longer paragraph is the story's
_TOP = 3  # paragraphs of the story, above which the lead image stands
_AROUND = 5  # elements around a picture that may say what it is
_NARROW = 400  # pixels: a narrower form gives way to the declared one
_SHORTEST_NAME = 4  # characters of a file's name that is no chance
_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


def lead_image_candidates(page: Page) -> list[Candidate[Image]]:
    """Return the pictures that may stand for the article, the best first, with their captions.

    The one that readers see at the story's top is better than those declared: these are made for
    other sites, and may be crops or carry a logo.
    """
    selected = [
        Candidate(image, "profile")
        for element in page.selected("image")
        for picture in element.iter(*PICTURES)
        if (image := image_of(page, picture))
    ]
    model = page.profile.model
    defaults = model.fields.default_images if model else ()
    declared = [c for c in _declared(page) if _is_own(page, c.value.url, defaults)]
    tokens = {token for image, _ in declared for token in _tokens(image.url)}
    seen = list(_top_images(page, tokens, defaults))
    is_narrow = any(
        (image.width and image.width < _NARROW) or is_preview(image.url) for image, _ in seen
    )
    ranked = [*declared, *seen] if is_narrow else [*seen, *declared]
    if ranked[:1] == declared[:1]:
        small = next((image for image, _ in seen if is_preview(image.url)), None)
        ranked[:1] = [_with_caption(page, c, small) for c in declared[:1]]
    return [*selected[:1], *ranked]


def _is_own(page: Page, url: str, defaults: Collection[str]) -> bool:
    """Return whether a declared picture may be the article's, not one of all the site's pages."""
    if not shows_something(url) or url in defaults:
        return False
    is_made_for_page = url.startswith(f"{page.url.split('?')[0].rstrip('/')}/")
    return is_made_for_page or not is_made_for_sharing(url, page.once(site_names))


def with_selected_caption(page: Page, lead: Image) -> Image:
    """Return the lead image with the caption in the element that the profile's selector finds."""
    for element in page.selected("caption"):
        caption, credit = caption_of(element)
        if words := caption or plain_line(str(element.text_content())):
            return replace(lead, caption=words, credit=credit)
    return lead


def _declared(page: Page) -> Iterator[Candidate[Image]]:
    """Yield the pictures that structured data and meta elements give."""
    for value, origin in page.stated("image", "thumbnailUrl"):
        yield from (Candidate(image, origin) for image in _stated_images(page, value))
    links = [link for link in page.elements("link") if link.get("rel") == "image_src"]
    for url, origin in (
        *page.meta_candidates(*_METAS),
        *(Candidate(link.get("href") or "", "rel=image_src") for link in links),
    ):
        if is_address(url) and (absolute := page.absolute(url)):
            yield Candidate(Image(unwrapped(absolute)), origin)


def _stated_images(page: Page, value: Any) -> Iterator[Image]:
    for text in strings(value):
        if is_address(text) and (url := page.absolute(text)):
            yield Image(unwrapped(url))
    for node in objects(value):
        links = [text for key in ("url", "contentUrl", "@id") for text in strings(node.get(key))]
        addresses = (page.absolute(link) for link in links if is_address(link))
        url = next((unwrapped(url) for url in addresses if url), None)
        if url:
            credits = [
                text for key in ("creditText", "copyrightHolder") for text in strings(node.get(key))
            ]
            yield Image(
                url,
                caption=next(iter(strings(node.get("caption"))), None),
                credit=next(iter(credits), None),
                width=pixels(node.get("width")),
                height=pixels(node.get("height")),
            )


def _top_images(
    page: Page, tokens: set[str], defaults: Collection[str]
) -> Iterator[Candidate[Image]]:
    """Yield the picture at the top of the story, if there is one.

    It stands below the headline, in a figure or with a caption, or it shows what a declared one
    does: their addresses have a word or number in common. Where none is declared, it may stand
    above the headline, in a figure with a caption.
    """
    headline = headline_element(page)
    if headline is None:
        headline = page.once(unmarked_headline)
    above: Image | None = None
    is_alone = headline is not None and not tokens  # nothing is declared
    is_below = False
    paragraphs = 0
    tags = {"p", *PICTURES, *(() if headline is None else (headline.tag,))}
    for element in page.tree.iter(*tags):
        if element is headline:
            is_below = True
        elif element.tag == "p":
            paragraphs += is_below and len(element.text_content()) > _STORY
            if paragraphs == _TOP:
                break
        elif element.tag in PICTURES and _may_lead(element, headline):
            image = image_of(page, element)
            if image is None or not shows_something(image.url) or image.url in defaults:
                continue
            is_declared = not tokens.isdisjoint(_tokens(image.url))
            if not is_below:
                above = image if is_declared or (is_alone and _is_hero(image, element)) else above
            elif is_declared or image.caption or _in_figure(element):
                yield Candidate(image, "picture below the headline")
                return
    if above is not None:
        yield Candidate(above, "picture above the headline")


def _is_of_another(picture: HtmlElement, headline: HtmlElement | None) -> bool:
    """Return whether a picture stands in an article element that is not the headline's."""
    own = next(picture.iterancestors("article"), None)
    if own is None or headline is None:
        return False
    return next(headline.iterancestors("article"), None) not in (None, own) and not any(
        outer is own for outer in headline.iterancestors("article")
    )


def _is_hero(image: Image, picture: HtmlElement) -> bool:
    return bool(image.caption) and _in_figure(picture)


def _in_figure(picture: HtmlElement) -> bool:
    return next(picture.iterancestors("figure"), None) is not None


def _may_lead(picture: HtmlElement, headline: HtmlElement | None) -> bool:
    if is_small(picture) or _is_of_another(picture, headline):
        return False
    around = [picture, *islice(picture.iterancestors(), _AROUND)]
    if any(element.tag in _OUTSIDE for element in around):
        return False
    return not any(names_elsewhere(element.get("class")) for element in around)


def _tokens(url: str) -> set[str]:
    """Return the words and numbers of an address by which pictures may differ."""
    tokens = _TOKEN.findall(unquote(url_path(url)).casefold())
    return {token for token in tokens if any(char.isdigit() for char in token)} | set(tokens[-1:])


def _with_caption(page: Page, candidate: Candidate[Image], small: Image | None) -> Candidate[Image]:
    """Return a declared picture with the caption of the same one on the page.

    A declared caption that no reader sees is the picture's description. small: the picture at the
    story's top, where the page has no more than a preview of it.
    """
    declared = candidate.value
    if small is not None and _tokens(small.url).isdisjoint(_tokens(declared.url)):
        small = None
    shown = small or _shown(page, file_name(declared.url)) or Image(declared.url)
    found = replace(declared, caption=shown.caption, credit=shown.credit, alt=shown.alt)
    if declared.caption and declared.caption in page.visible_text:
        found = replace(found, caption=found.caption or declared.caption)
    return Candidate(
        replace(
            found,
            credit=found.credit or declared.credit,
            alt=found.alt or declared.caption,
        ),
        candidate.origin,
    )


def _shown(page: Page, name: str) -> Image | None:
    """Return the picture of this file name as the page shows it, None if it does not.

    Some pages show pictures by elements of their own, in a figure.
    """
    if len(name) < _SHORTEST_NAME:
        return None
    for picture in page.tree.iter(*PICTURES):
        if name in "".join(picture.attrib.values()) and (image := image_of(page, picture)):
            return image
    for figure in page.tree.iter("figure"):
        if any(name in value for element in figure.iter() for value in element.attrib.values()):
            caption, credit = caption_of(figure)
            return Image(name, caption=caption, credit=credit)
    return None
