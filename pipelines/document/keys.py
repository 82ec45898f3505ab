"""The front matter's keys, each declared once: writer, reader, settings and docs follow from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from crawler.items import Article, FiledArticle, Image
from pipelines.document.front_matter import Value
from pipelines.text.characters import one_line
from pipelines.text.web_addresses import web_address

# A moment is an instant with its zone, or a day without a time.
Kind = Literal["text", "texts", "number", "moment", "instant"]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the front matter; example and meaning are those of docs/format.md."""

    name: str
    kind: Kind
    # Of an article that was first fetched at an instant; None or "": the page does not say.
    value: Callable[[FiledArticle, datetime], Value | None]
    example: str
    meaning: str


def title(article: Article) -> str:
    """Return the headline on one line."""
    return one_line(article.headline)


def image_address(image: Image | None) -> str:
    """Return where the picture is: the downloaded copy, else the page's own; "" for none."""
    if image is None:
        return ""
    return image.copy_url or web_address(image.url) or ""


def text_hash(article: Article) -> str:
    """Return the SHA-256 of headline and text, in hexadecimal."""
    text = f"{article.headline}\n{article.text}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _by_name(*keys: Key) -> dict[str, Key]:
    return {key.name: key for key in keys}


# That every file has, in this order, after its layout, which is a setting.
KEYS = _by_name(
    Key(
        "code",
        "text",
        lambda filed, _: filed.code,
        '`"ART2410171545WINKHO"`',
        "the article's identity, given once and for ever: see below",
    ),
    Key(
        "origin_url",
        "text",
        lambda filed, _: web_address(filed.article.canonical_url) or "",
        '`"https://…/gulf-ports-agree-to-share-tide-readings"`',
        "the page's canonical address where it is of the same site, else its final one; in one "
        "form (RFC 3986: host in lower-case ASCII, no default port, no dot segments, escapes in "
        "capitals), no tracking parameters, no fragment",
    ),
    Key(
        "image",
        "text",
        lambda filed, _: image_address(filed.article.image),
        '`"https://…/signs-the-accord.jpg"`',
        'the lead image; `""` if the page has none. Never a logo, a placeholder or an author\'s '
        "portrait",
    ),
    Key(
        "title",
        "text",
        lambda filed, _: title(filed.article),
        '`"Gulf ports agree to share tide readings"`',
        "the headline, without the site's name",
    ),
    Key(
        "description",
        "text",
        lambda filed, _: one_line(filed.article.description or "") or title(filed.article),
        '`"Port cities on three sides of …"`',
        "the page's standfirst or description; the title where there is none",
    ),
    Key(
        "category",
        "text",
        lambda filed, _: filed.article.category,
        '`"WORLD"`',
        "one word in capitals, from the page's section through the source's map, then a general "
        "one; `GENERAL` where neither knows the section",
    ),
    Key(
        "language",
        "text",
        lambda filed, _: filed.article.language or "",
        '`"en"`',
        "ISO 639-1, identified from the text",
    ),
    Key(
        "date",
        "instant",
        lambda _, first_retrieved: first_retrieved,
        "`2024-10-18T02:11:45.120Z`",
        "when the page was first retrieved: UTC, milliseconds. A replay takes it from the saved "
        "page",
    ),
)
# That FRONT_MATTER_EXTRA may name; one of which the page says nothing is left out.
FURTHER_KEYS = _by_name(
    Key(
        "authors",
        "texts",
        lambda filed, _: tuple(map(one_line, filed.article.authors)),
        '`["Nhem Sovanndara"]`',
        "people or desks, in the page's order",
    ),
    Key(
        "published",
        "moment",
        lambda filed, _: filed.article.date_published,
        "`2024-10-15T06:30:00+07:00`",
        "the instant of publication in the source's zone, `Z` for UTC; a day where the page states "
        "no time",
    ),
    Key(
        "modified",
        "moment",
        lambda filed, _: filed.article.date_modified,
        "`2024-10-15T08:12:00+07:00`",
        "the instant of the last change, if later",
    ),
    Key(
        "source",
        "text",
        lambda filed, _: filed.article.source,
        '`"phnompenhpost"`',
        "the name of the source's profile",
    ),
    Key(
        "section",
        "text",
        lambda filed, _: one_line(filed.article.section or ""),
        '`"International"`',
        "the section as the page names it",
    ),
    Key(
        "keywords",
        "texts",
        lambda filed, _: tuple(map(one_line, filed.article.keywords)),
        '`["education", "lake sothnak"]`',
        "the page's own",
    ),
    Key(
        "caption",
        "text",
        lambda filed, _: one_line(filed.article.image.words) if filed.article.image else None,
        '`"Pupils tie up at the landing stage … Ros Chandavy"`',
        "of the lead image, with its credit",
    ),
    Key(
        "image_origin",
        "text",
        lambda filed, _: web_address(filed.article.image.url) if filed.article.image else None,
        '`"https://…/landing_stage.jpg"`',
        "where the image was, also once it is downloaded",
    ),
    Key(
        "access",
        "text",
        lambda filed, _: filed.article.access,
        '`"free"`',
        "`free`, `metered` or `paywalled`",
    ),
    Key(
        "confidence",
        "number",
        lambda filed, _: filed.article.confidence,
        "`87`",
        "how likely the text is complete and clean, in percent",
    ),
    Key(
        "hash",
        "text",
        lambda filed, _: text_hash(filed.article),
        '`"9f86d08188…"`',
        "SHA-256 of headline and text: it changes with the text",
    ),
)
COPY_KEY = "same_as"  # of a copy that KEEP_COPIES keeps: the code of what it repeats
