"""What is remembered of a page that a site's model is learned from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from urllib.parse import urlsplit

from crawler.extraction.article import Extraction, extraction_of
from crawler.extraction.body.judgement import Judgement
from crawler.extraction.body.standfirsts import is_beside_headline
from crawler.extraction.dates.moments import all_dates
from crawler.extraction.fields.authors import all_authors
from crawler.extraction.fields.doubted_evidence import stated
from crawler.extraction.fields.sections import all_sections
from crawler.extraction.furniture.furniture import FURNITURE
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page.text import line_of
from crawler.extraction.site.datelines import opening_of
from crawler.extraction.site.masked_lines import masked
from crawler.extraction.site.place_keys import place_of
from crawler.extraction.site.site_verdicts import language_of
from crawler.items import ARTICLE_TYPES, Article
from crawler.profiles.profile import SourceProfile

MOST_BLOCKS = 400  # of a page
MOST_EVIDENCE = 100
LONGEST = 1000  # characters of a value
_HEADING = 80  # characters of a line in bold that may head what follows
_QUOTES = "\"'“”„«»‘’‹›「『"
Evidence = tuple[str, str, str]  # field, origin and value; see doubted_evidence.stated
FIELDS = ("authors", "date_published", "description", "image", "section")


@dataclass(frozen=True, slots=True)
class BlockTrace:
    """A block of a page, as it was judged without a model."""

    line: str  # masked
    place: str
    length: int  # characters
    links: int  # percent of them in links
    kept: bool
    open: bool  # to be judged by the site: no rule has dropped it
    heading: bool  # or a line in bold
    quoted: bool  # or it begins with a quotation mark
    strange: bool  # by its names or words, and so no standfirst


@dataclass(frozen=True, slots=True)
class PageTrace:
    """A page; of two of one address the one seen later counts."""

    url: str  # canonical
    address: str  # that it was read under
    seen: str  # when it was fetched, ISO 8601 in UTC
    section: str  # the first step of its address
    authors: tuple[str, ...]
    title: str  # of its head
    headline: str
    opening: str  # of its text, see crawler/extraction/site/datelines.py
    image: str
    filled: tuple[str, ...]  # of FIELDS
    evidence: tuple[Evidence, ...]  # all of the page's, of the fields that several kinds speak of
    blocks: tuple[BlockTrace, ...]


def trace_of_page(
    html: bytes,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> PageTrace | None:
    """Return what to remember of a page, None if it is no article; for a worker.

    retrieved: when it was fetched, without which nothing is remembered.
    """
    page = read_page(html, url, profile, charset, retrieved)
    if page is None or retrieved is None:
        return None
    return page_trace(page, f"{retrieved.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%SZ}")


def page_trace(page: Page, seen: str) -> PageTrace | None:
    """Return what to remember of a page, None if it is no article.

    It is read as if its site had no model.
    """
    page = replace(page, profile=replace(page.profile, model=None), _made={})
    extraction = extraction_of(page)
    article = extraction.article
    if article.page_type not in ARTICLE_TYPES:
        return None
    language = language_of(page)
    return PageTrace(
        url=article.canonical_url,
        address=page.url,
        seen=seen,
        section=section_of(article),
        authors=tuple(article.authors),
        title=line_of(page.title) if page.title is not None else "",
        headline=article.headline,
        opening=opening_of(page, article.text),
        image=article.image.url if article.image else "",
        filled=tuple(name for name in FIELDS if getattr(article, name)),
        evidence=_evidence(page, extraction),
        blocks=tuple(_traces(extraction.judgements[:MOST_BLOCKS], language)),
    )


def _evidence(page: Page, extraction: Extraction) -> tuple[Evidence, ...]:
    """Return what each kind of the page's evidence says, even where a reader asks for one."""
    found = {
        # The first of each kind is the one that might win: a page may have h1 elements for lists.
        "headline": {c.origin: c for c in reversed(extraction.evidence["headline"])}.values(),
        "authors": all_authors(page),
        "section": all_sections(page),
        "image": extraction.evidence["image"],
        **all_dates(page, extraction.article.language),
    }
    said = [(field, origin, stated(v)) for field, each in found.items() for v, origin in each]
    return tuple(dict.fromkeys((f, o, v[:LONGEST]) for f, o, v in said))[:MOST_EVIDENCE]


def section_of(article: Article) -> str:
    """Return the part of the site that an article is in, by its address, "" if it has no parts."""
    steps = urlsplit(article.canonical_url).path.strip("/").split("/")
    first = steps[0] if len(steps) > 1 else ""
    return "" if any(map(str.isdigit, first)) else first


def _traces(judgements: Sequence[Judgement], language: str) -> list[BlockTrace]:
    return [
        BlockTrace(
            line=masked(judged.block, language),
            place=place_of(judged.block.element),
            length=len(judged.block.text),
            links=100 * judged.block.link_length // max(len(judged.block.text), 1),
            kept=judged.kept,
            open=judged.reason in (None, FURNITURE),
            heading=_is_heading(judged.block),
            quoted=judged.block.quoted or judged.block.text[:1] in _QUOTES,
            strange=is_beside_headline(judged.block),
        )
        for judged in judgements
    ]


def _is_heading(block: PageBlock) -> bool:
    if block.heading_level:
        return True
    is_bold = bool(block.spans) and all(s.strong or not s.text.strip() for s in block.spans)
    return is_bold and len(block.text) <= _HEADING
