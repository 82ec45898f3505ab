"""The headline: what the page calls its article, without the site's name."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import inline_pieces
from crawler.extraction.page.evidence import Candidate, whole_first
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import declared_line, line_of

# Between a headline and a site's name; the hyphen and the colon only with space around or behind.
_SEPARATOR = re.compile(
    r"\s+[-–—―·•»«:/\\~<>]+\s+|\s*[|｜¦]+\s*|\s*(?:::|--)\s*|\s*[－—_»«]\s*|:\s+"
)
_WORD = re.compile(r"\w+")
_LONG = 12  # letters: so much of a headline is no chance
_LONGEST = 500  # characters of a title that are looked at
_ALIKE = 0.35  # of two texts' trigrams; tuned on the wider development set, flat from 0.3 to 0.4
_SITE_TYPES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))
_KICKER = re.compile(
    r"kicker|overline|topline|dachzeile|eyebrow|super-?title|pre-?title|roofline|spitzmarke|"
    r"headline__(?:prefix|label)|visually-?hidden|sr-only|screen-reader",
    re.I,
)


def headline_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's headlines, each plain and on one line, the best first.

    The visible headline wins where anything else on the page resembles it.
    """
    selected = [Candidate(_text(element), "profile") for element in page.selected("headline")]
    declared = page.once(_declared)
    own = headline_element(page)
    visible = [Candidate(_headline_in(own, declared), f"<{own.tag}>")] if own is not None else []
    others = [Candidate(text, "<h1>") for h1, text in page.once(_h1s).items() if h1 is not own]
    if visible and _newsroom_agrees(page, declared, visible[0].value):
        visible, declared = declared[:1], [*visible, *declared[1:]]
    return [c for c in (*selected, *visible, *declared, *others) if c.value]


def headline_element(page: Page) -> HtmlElement | None:
    """Return the element that shows the headline, None if the page has none."""
    return page.once(_headline_element)


def _headline_element(page: Page) -> HtmlElement | None:
    declared = page.once(_declared)
    own = _likeliest(page, declared)
    if own is not None:
        return own
    said = {letters(candidate.value) for candidate in declared}
    lower = (element for element in page.elements("h2", "h3") if letters(_text(element)) in said)
    return next(lower, None)


def _h1s(page: Page) -> Mapping[HtmlElement, str]:
    """Return the texts of the h1 elements that may be headlines."""
    texts = {h1: _text(h1) for h1 in page.elements("h1") if "crumb" not in h1.get("class", "")}
    return {h1: text for h1, text in texts.items() if text}


def _likeliest(page: Page, declared: list[Candidate[str]]) -> HtmlElement | None:
    """Return the h1 that resembles a declared headline or the URL most, None if none does."""
    names = page.once(site_names)
    said = [_trigrams(text) for text in ({c.value for c in declared} | {_slug(page.url)})]
    likeness = {
        h1: max(_likeness(_trigrams(text), other) for other in said)
        for h1, text in page.once(_h1s).items()
        if letters(text) not in names
    }
    own = max(likeness, key=lambda h1: likeness[h1], default=None)
    return own if own is not None and likeness[own] >= _ALIKE else None


def site_names(page: Page) -> frozenset[str]:
    """Return what the page calls its site and publisher, and its host's name, by _key."""
    names = [*page.meta.get("og:site_name", ()), *page.meta.get("application-name", ())]
    for value, _ in page.stated("publisher", "isPartOf"):
        names += strings(value)
        for item in objects(value):
            if "WebPage" not in types(item):  # in which an Article is, of the same name
                names += strings(item.get("name"))
    for node in page.json_ld:
        if types(node) & _SITE_TYPES:
            names += [*strings(node.get("name")), *strings(node.get("alternateName"))]
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    names += [host, *(label for label in host.split(".")[:-1] if len(label) > 3), page.profile.name]
    return frozenset(key for name in names if (key := letters(name)))


def without_site_name(
    title: str, names: Collection[str], h1s: Collection[str], sections: Collection[str] = ()
) -> str:
    """Return the title without the site's names at either end, and sections at its end.

    names, h1s and sections are in the form of site_names. Where a part of the title is a visible
    headline, the title is that part.
    """
    cuts = list(_SEPARATOR.finditer(title, 0, _LONGEST))
    visible = [h1 for h1 in h1s if len(h1) >= _LONG]
    if not cuts or letters(title) in visible:
        return title.lstrip(" :|-")
    starts = [0, *(cut.end() for cut in cuts)]
    stops = [*(cut.start() for cut in cuts), len(title)]
    pieces = (
        title[start:stop]
        for start in starts
        for stop in reversed(stops)
        if start < stop and title[:start].rstrip()[-1:] != ":"  # a kicker is no site's name
    )
    if visible and (piece := next((piece for piece in pieces if letters(piece) in visible), None)):
        return piece
    while len(starts) > 1 and _is_site(title[starts[-1] : stops[-1]], names, sections):
        del starts[-1], stops[-1]
    while len(starts) > 1 and _is_site(title[starts[0] : stops[0]], names):
        del starts[0], stops[0]
    return title[starts[0] : stops[-1]].lstrip(" :|-")


def _declared(page: Page) -> list[Candidate[str]]:
    """Return the headlines that structured data and meta elements give, cut ones last."""
    names = page.once(site_names)
    h1s = [letters(text) for text in page.once(_h1s).values()]
    title = [Candidate(_text(page.title), "<title>")] if page.title is not None else []
    sections = [
        letters(part) for part in unquote(urlsplit(page.url).path).strip("/").split("/")[:-1]
    ]
    found = [
        Candidate(without_site_name(text, names, h1s, sections), origin)
        for text, origin in (
            *(
                Candidate(text, origin)
                for value, origin in page.stated("headline")
                for text in strings(value)
            ),
            *page.meta_candidates("og:title"),
            *title,
            *page.meta_candidates("twitter:title", "dc.title", "title", "headline"),
        )
    ]
    return whole_first(found)


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
    text = _text(h1)
    starts, whole = set(), ""
    for piece, _ in inline_pieces(h1):
        starts.add(len(whole))
        whole += letters(piece)
    tails = {letters(text[cut.end() :]) for cut in _SEPARATOR.finditer(text)}
    for value, origin in sorted(declared, key=lambda c: c.origin != "meta og:title"):
        key = letters(value)
        if origin.startswith("microdata") or len(key) < _LONG:
            continue
        if key.endswith(whole) and value[: -len(text)].rstrip().endswith(":"):
            return value  # kicker and headline
        if key == whole:  # the words of two elements may be glued in either
            return max(text, value, key=lambda line: len(line.split()))
        at = whole.find(key)
        if key in tails or (at in starts and at + len(key) in (*starts, len(whole))):
            return value
    kicker = next((e for e in h1.iterdescendants() if _KICKER.search(e.get("class") or "")), None)
    rest = text if kicker is None else text.removeprefix(_text(kicker)).lstrip(" :|-–—/")
    return rest if len(rest) >= _LONG else text


def _likeness(one: set[str], other: set[str]) -> float:
    """Return the share of two texts' trigrams that are in both, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _trigrams(text: str) -> set[str]:
    key = letters(text)
    return {key[at : at + 3] for at in range(len(key) - 2)} or {key}


def _slug(url: str) -> str:
    """Return the longest part of a URL's path: what it calls its page."""
    return max(unquote(urlsplit(url).path).split("/"), key=len)


def _is_site(part: str, names: Collection[str], sections: Collection[str] = ()) -> bool:
    key = letters(part)
    bare = key.removeprefix("the")
    return key in (*names, *sections) or any(
        len(name) > 3
        and (bare.startswith(name.removeprefix("the")) or (len(bare) > 5 and bare in name))
        for name in names
    )


def _text(element: HtmlElement) -> str:
    return declared_line(line_of(element))


def letters(text: str) -> str:
    """Return the letters and digits alone, for comparing."""
    return "".join(_WORD.findall(text)).casefold()
