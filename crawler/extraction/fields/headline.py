"""The headline: what the page calls its article, without the site's name."""

import re
from collections.abc import Collection

from lxml.html import HtmlElement

from crawler.extraction.fields.declared_headlines import (
    UNMARKED,
    declared_headlines,
    url_sections,
    url_slug,
)
from crawler.extraction.fields.doubted_evidence import (
    doubted_last,
    repeated_headlines,
    trusted,
)
from crawler.extraction.fields.headings import heading_text, lower_headings, top_headings
from crawler.extraction.fields.site_names import LONG, SEPARATOR, site_names
from crawler.extraction.inline.reader import inline_pieces
from crawler.extraction.page.evidence import Candidate, best
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import types
from crawler.extraction.page.text import letters, line_of

_ALIKE = 0.35  # of two texts' trigrams; tuned on the wider development set, flat from 0.3 to 0.4
_NEARLY = 0.8  # the same: an h1 as alike as this is not given up for a lower heading that is exact
_KICKER = re.compile(
    r"kicker|overline|topline|dachzeile|eyebrow|super-?title|pre-?title|roofline|spitzmarke|"
    r"headline__(?:prefix|label)|visually-?hidden|sr-only|screen-reader",
    re.I,
)
_NAME_AT_END = re.compile(r"\s+(?:[-–—|»·]|::)\s+(?P<name>[^-–—|»·]{4,60})$")
_STORY = 80  # characters: a longer paragraph is the story's
_MOST_PIECES = 50  # of a paragraph that are looked at


def headline_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's headlines, each plain and on one line, the best first.

    The visible headline wins where anything else on the page resembles it.
    """
    selected = [
        Candidate(heading_text(element), "profile") for element in page.selected("headline")
    ]
    declared = page.once(declared_headlines)
    own = headline_element(page)
    visible = [Candidate(_headline_in(own, declared), f"<{own.tag}>")] if own is not None else []
    others = [
        Candidate(text, "<h1>") for h1, text in page.once(top_headings).items() if h1 is not own
    ]
    sure = trusted(page, "headline", declared)
    if visible and _newsroom_agrees(page, sure, visible[0].value):
        visible, declared = declared[:1], [*visible, *declared[1:]]
    names = page.once(site_names)
    found = [
        Candidate(_without_name_at_end(c.value, names), c.origin)
        for c in (*visible, *declared, *others)
        if c.value
    ]
    found.sort(key=lambda c: letters(c.value) in names)  # which heads no article while others do
    return [*(c for c in selected if c.value), *doubted_last(page, "headline", found)]


def _without_name_at_end(text: str, names: Collection[str]) -> str:
    """Return a headline without the site's name behind it, even if all of the page prints it so."""
    found = _NAME_AT_END.search(text)
    is_name = found is not None and letters(found["name"]) in names
    return text[: found.start()] if found and is_name and found.start() >= LONG else text


def headline_element(page: Page) -> HtmlElement | None:
    """Return the element that shows the headline, None if the page has none."""
    return page.once(_headline_element)


def _headline_element(page: Page) -> HtmlElement | None:
    """Return the h1 that is declared word for word, else a lower heading, else an h1 alike."""
    declared = page.once(declared_headlines)
    said = {letters(candidate.value) for candidate in declared}
    h1, likeness = _likeliest(page, declared)
    if h1 is not None and (likeness >= _NEARLY or letters(page.once(top_headings)[h1]) in said):
        return h1
    if h1 is not None:  # which readers see: only the editors' own title may say that it is none
        said = {letters(c.value) for c in declared[:1]}
    lower = next((h for h, text in page.once(lower_headings).items() if letters(text) in said), h1)
    return (
        h1 if h1 is not None and lower is not h1 and _story_lies_between(page, h1, lower) else lower
    )


def _story_lies_between(page: Page, h1: HtmlElement, lower: HtmlElement | None) -> bool:
    """Return whether the second heading is not above the story, as the h1 is, but within it."""
    is_below = False
    for element in page.tree.iter("h1", "h2", "h3", "h4", "p"):
        if element is lower:
            return False
        is_below = is_below or element is h1
        if is_below and element.tag == "p" and len(line_of(element, most=_MOST_PIECES)) > _STORY:
            return True
    return False


def _likeliest(page: Page, declared: list[Candidate[str]]) -> tuple[HtmlElement | None, float]:
    """Return the h1 that resembles a declared headline or the URL most, and how much it does."""
    names = page.once(site_names) | (url_sections(page) - {letters(url_slug(page.url))})
    names |= page.once(repeated_headlines)
    said = [_trigrams(text) for text in ({c.value for c in declared} | {url_slug(page.url)})]
    likeness = {
        h1: max(_likeness(_trigrams(text), other) for other in said)
        for h1, text in page.once(top_headings).items()
        if letters(text) not in names
    }
    own = max(likeness, key=lambda h1: likeness[h1], default=None)
    if own is None or likeness[own] < _ALIKE:
        return None, 0
    return own, likeness[own]


def _newsroom_agrees(page: Page, declared: list[Candidate[str]], visible: str) -> bool:
    """Return whether a NewsArticle and og:title have one headline, and the visible one differs."""
    kinds = types(page.statements[0].node) if page.statements else ()
    if not any(kind.endswith("NewsArticle") for kind in kinds):
        return False
    said = {c.origin.partition(" ")[0]: letters(c.value) for c in reversed(declared)}
    return said.get("JSON-LD") == said.get("meta") != letters(visible)


def _headline_in(h1: HtmlElement, declared: list[Candidate[str]]) -> str:
    """Return the headline in an h1 element that may hold a kicker or a date beside it.

    A part of it is the headline if a declared one says the same; og:title is asked first, as it is
    the one that editors see.
    """
    text = heading_text(h1)
    starts, whole = set(), ""
    for piece, _ in inline_pieces(h1):
        starts.add(len(whole))
        whole += letters(piece)
    tails = {letters(text[cut.end() :]) for cut in SEPARATOR.finditer(text)}
    for value, origin in sorted(declared, key=lambda c: c.origin != "meta og:title"):
        key = letters(value)
        if origin.startswith("microdata") or len(key) < LONG:
            continue
        if key.endswith(whole) and value[: -len(text)].rstrip().endswith(":"):
            return value  # kicker and headline
        if key == whole:  # the words of two elements may be glued in either
            if ":" in value and ":" not in text:
                return value
            return max(text, value, key=lambda line: len(line.split()))
        at = whole.find(key)
        if key in tails or (at in starts and at + len(key) in (*starts, len(whole))):
            return value
    kicker = next((e for e in h1.iterdescendants() if _KICKER.search(e.get("class") or "")), None)
    rest = text if kicker is None else text.removeprefix(heading_text(kicker)).lstrip(" :|-–—/")
    return rest if len(rest) >= LONG else text


def _likeness(one: set[str], other: set[str]) -> float:
    """Return the share of two texts' trigrams that are in both, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _trigrams(text: str) -> set[str]:
    key = letters(text)
    return {key[at : at + 3] for at in range(len(key) - 2)} or {key}


def unmarked_headline(page: Page) -> HtmlElement | None:
    """Return the first cell or line that says the headline, for pages where no heading does."""
    title = letters(best(page.once(headline_candidates)) or "")
    lines = page.tree.iter(*UNMARKED) if title else ()
    return next((line for line in lines if line.text and letters(line.text) == title), None)
