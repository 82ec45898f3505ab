"""What speaks for and against a page's being an article, in points, whatever its language.

A wall, an error or a notice stands at an article's address with the site's furniture around it, and
no list has all the words that it may use. But nothing ties it to an article: it has no date, no
author, no headline that the address spells; it is short; what the page's data promise is not shown.

The points are small whole numbers, set by hand on the pages of benchmarks/non_articles that are
developed on and on the development corpora, and judged on the rest of the former.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from crawler.extraction.body.judgement import Judgement
from crawler.extraction.classifier.prose import Prose
from crawler.extraction.classifier.wording import width
from crawler.extraction.facts import READ, facts_in, has_number
from crawler.extraction.headline_match import (
    MOST_POINTS,
    is_spelt,
    points_shared,
    roots,
    shares_words,
    spells_another,
)
from crawler.extraction.list_address import listed_kind
from crawler.extraction.notice_wording import speaks_of_others, speaks_to_reader
from crawler.extraction.own_titles import headline_block, own_names, own_titles, shown_roots
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import types
from crawler.extraction.page.text import letters
from crawler.extraction.quoted_speech import quotes_somebody

LEAST = 4  # points that an article has

_OF_DATA = re.compile(r"JSON-LD|microdata|meta|profile")  # origins of dates: not what is printed
_RUNS = (400, 800, 1500, 3000)  # widths of running text: a point each
_LONG = (3000, 10_000)  # characters of all of the text: a point each
_ABOVE, _BELOW = 2, 3  # lines above the headline and below the text that may be its date
_MOST_LINES = 12  # from there to the text
_LINE = 100  # characters of a line that is a date, with what stands beside it
_MOST_AROUND = 30
# A year beside numbers or a word, in any script: 2025-10-12, 12 Οκτωβρίου 2025, 2025年10月12日
_DAY = re.compile(  # in the calendars of the press
    r"\b(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d\d\b|"
    r"\b\d{1,2}[^\d\n]{2,20}(?:19|20|25)\d\d\b|\b\d{1,2},? (?:19|20)\d\d\b|"
    r"(?:令和|平成|民[國国])\s?\d{1,3}\s?年|\b\d{1,2} [^\W\d]{2,10} (?:13|14|۱۳|۱۴)\d\d\b"
)
# Programs that a notice asks for, by the names that they have in any script.
_PROGRAMS = re.compile(r"java-?script|chrome|firefox|safari|microsoft edge|opera\b", re.I)
_PRICE = re.compile(r"[€$£¥₽]\s?\d[\d.,]*|\d[\d.,]*\s?[€$£¥₽]")  # of what is offered
# What pages are about that are no articles, in schema.org's words.
_OTHER_KINDS = frozenset("Product JobPosting QAPage ContactPage AboutPage CheckoutPage".split())
_OFFER = 250  # width: a shorter text may be what stands in an article's place
_BRIEF = 600  # width of a text that may stand in another's place
# Numbers and names, a point each; a first number, too, of a text that tells its headline again.
_FACTS = (2, 4)
_BEGINNING = 6000  # characters of a text that speaks of its headline
_FORM = (
    400  # characters of what may stand beside the text and a password field that belong together
)


class Sign(NamedTuple):
    """Something that speaks for an article, or with points below 0 against one."""

    points: int
    said: str  # what it is, in plain words


@dataclass(frozen=True, slots=True)
class Findings:
    """What extraction has found on a page, from which its kind follows."""

    page: Page
    judgements: Sequence[Judgement]
    text: str  # of the body
    prose: Prose
    headlines: Sequence[Candidate[str]] = ()
    description: str | None = None
    authors: Sequence[Candidate[Any]] = ()
    published: Sequence[Candidate[Any]] = ()
    language: str | None = None  # ISO 639-1
    is_stated: bool = False  # the page's data call it an article
    has_slides: bool = False
    caption: str = ""  # of the lead image
    is_from_data: bool = False  # the text, which the page's data hold beside its headline


def signs(found: Findings) -> list[Sign]:
    """Return what speaks for an article, then what speaks against one."""
    return [*_for(found), *_against(found)]


def matches_headline(found: Findings) -> bool:
    """Return whether the text has so many words of the headline that it is no chance."""
    return shares_words(
        list(map(roots, own_titles(found.page, found.headlines))), roots(found.text[:_BEGINNING])
    )


def _for(found: Findings) -> Iterator[Sign]:
    titles = own_titles(found.page, found.headlines)
    wanted = [roots(title) for title in titles]
    text = roots(f"{found.caption}\n{found.text[:_BEGINNING]}")
    description = roots(found.description or "").difference(*wanted)
    is_described = bool(description) and 2 * len(description & text) >= len(description)
    headline = headline_block(found.judgements, titles)
    is_dated = _is_dated(found, headline)
    shown = shown_roots(found.page, wanted)
    shared = max((points_shared(title, text) for title in (*wanted, shown)), default=0)
    is_shown = headline is not None or bool(shown)
    is_on_it = shared > 0 or width(found.text) >= _OFFER
    read = found.text[:READ]
    facts, is_quoting = facts_in(read, found.language), _quotes(found)
    is_its_own = is_described or shares_words(wanted, text) or found.is_from_data
    if is_its_own or (is_shown and is_on_it):
        # What data say of an article that the page does not show says nothing of the page; nor does
        # a headline above a line or two on something else.
        has_date = is_dated or any(_OF_DATA.match(c.origin) for c in found.published)
        # A template's og:type is that of all pages: a date, a name, a number are an article's.
        is_own = has_date or found.authors or facts or is_quoting
        if found.is_stated and (is_own or found.page.statements):
            yield Sign(3, "its data call it an article")
        if has_date:
            yield Sign(2, "a date")
        if found.authors:
            yield Sign(2, "an author")
        if is_spelt(found.page.url, wanted):
            yield Sign(2, "the address spells the headline")
    elif is_dated:
        yield Sign(1, "a date by the text")
    if shared:
        yield Sign(shared, "the text has words of the headline")
    if is_described:
        yield Sign(1, "the text has words of the description")
    if found.caption:
        yield Sign(1, "a picture with a caption")
    if length := sum(found.prose.running >= width for width in _RUNS):
        yield Sign(length, "running text")
    if length := sum(len(found.text) >= characters for characters in _LONG):
        yield Sign(length, "a long text")
    is_retold = any(len(title) > 1 and title <= text for title in wanted) or shared == MOST_POINTS
    if is_retold and shared > 1 and _is_brief(found) and speaks_of_others(read, found.language):
        yield Sign(1, "it tells its headline and speaks to nobody")
    least = (1, *_FACTS) if is_retold and has_number(read) else _FACTS
    if points := sum(facts >= count for count in least):
        yield Sign(points, "numbers and names in the text")
    if is_quoting:
        yield Sign(1, "it quotes somebody")
    is_told = shared or facts or is_quoting or found.caption or not any(wanted)
    if not is_told and width(found.text) < _OFFER:
        yield Sign(-3, "a short text without a word of the headline, a number, a name, a quotation")
    if _stands_in_article(found):
        yield Sign(1, "an article element")


def _against(found: Findings) -> Iterator[Sign]:
    page = found.page
    names = page.once(own_names)
    if page.title is not None and letters(page.title.text_content()) in names:
        is_headline = bool(found.headlines) and letters(found.headlines[0].value) in names
        yield Sign(-2 if is_headline else -1, "its title is the site's name")
    robots = (*page.meta.get("robots", ()), *page.meta.get("googlebot", ()))
    if any("noindex" in content.lower() for content in robots):
        yield Sign(-2, "noindex")
    if "refresh" in page.meta:
        yield Sign(-1, "it loads itself again")
    if not found.is_stated and _OTHER_KINDS & page.once(_kinds):
        yield Sign(-4, "its data call it something else")
    if _is_brief(found):
        yield from _against_brief(found)
    if listed_kind(page.url) and not matches_headline(found):
        yield Sign(-4, "its address is that of a list")
    if found.prose.is_list:
        points = -4 if matches_headline(found) else -6
        yield Sign(points, "its texts stand below headings that are links")
    container = _container(found)
    if container is None:
        return
    if any(outer.tag == "noscript" for outer in (container, *container.iterancestors())):
        yield Sign(-2, "its text is for browsers without scripts")
    has_password = any(field.get("type") == "password" for field in container.iter("input"))
    if has_password and len(container.text_content()) < 2 * len(found.text) + _FORM:
        yield Sign(-3, "a password field stands by the text")


def _is_brief(found: Findings) -> bool:
    return width(found.text) < _BRIEF


def _against_brief(found: Findings) -> Iterator[Sign]:
    shown = (*(c.value for c in found.headlines), found.description or "", found.text)
    if spells_another(found.page.url, "\n".join(shown)):
        yield Sign(-5, "the address spells what a short text has no word of")
    if len(set(_PROGRAMS.findall(found.text.lower()))) > 1:
        yield Sign(-3, "a short text that names browsers")
    if speaks_to_reader(found.text, found.language):
        yield Sign(-4, "a short text that speaks to its reader of the page")
        told = facts_in(_PRICE.sub(" ", found.text), found.language)
        if told < _FACTS[0] and not _quotes(found):
            yield Sign(-4, "it tells of nothing else")


def _kinds(page: Page) -> frozenset[str]:
    return frozenset(kind for node in page.json_ld for kind in types(node))


def _quotes(found: Findings) -> bool:
    kept = (judged.block.text for judged in found.judgements if judged.kept)
    return any(quotes_somebody(text[:READ]) for text in kept)


def _is_dated(found: Findings, headline: int | None) -> bool:
    """Return whether a line by headline and text holds a day."""
    kept = [n for n, judged in enumerate(found.judgements) if judged.kept]
    if not kept:
        return False
    start = kept[0] if headline is None or headline > kept[0] else headline
    above = range(max(start - _ABOVE, kept[0] - _MOST_LINES, 0), kept[0] + 1)
    below = range(kept[-1] + 1, min(kept[-1] + 1 + _BELOW, len(found.judgements)))
    # A heading below the text is another's, and so is the date in or below it.
    own = takewhile(lambda n: not found.judgements[n].block.heading_level, below)
    lines = (found.judgements[n].block.text for n in (*above, *own))
    return any(len(line) <= _LINE and _DAY.search(line) for line in lines)


def _stands_in_article(found: Findings) -> bool:
    container = _container(found)
    if container is None:
        return False
    around = (container, *islice(container.iterancestors(), _MOST_AROUND))
    return any(e.tag == "article" or e.get("itemprop") == "articleBody" for e in around)


def _container(found: Findings) -> HtmlElement | None:
    """Return the element that holds the first block of the text."""
    first = next((judged.block.element for judged in found.judgements if judged.kept), None)
    return first.getparent() if first is not None else None
