"""The headline: what the page calls its article, without the site's name."""

import re
from collections.abc import Mapping
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.fields.site_names import (
    LONG,
    SEPARATOR,
    is_sites,
    site_names,
    without_glued_name,
    without_site_name,
)
from crawler.extraction.inline.reader import inline_pieces
from crawler.extraction.inline.visibility import is_invisible
from crawler.extraction.page.evidence import Candidate, whole_first
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings, types
from crawler.extraction.page.text import declared_line, letters, line_of

_ALIKE = 0.35  # of two texts' trigrams; tuned on the wider development set, flat from 0.3 to 0.4
_NEARLY = 0.8  # the same: an h1 as alike as this is not given up for a lower heading that is exact
_KICKER = re.compile(
    r"kicker|overline|topline|dachzeile|eyebrow|super-?title|pre-?title|roofline|spitzmarke|"
    r"headline__(?:prefix|label)|visually-?hidden|sr-only|screen-reader",
    re.I,
)
_TITLE_CLASS = re.compile(r"title|headline|entry-header", re.I)
_HIDDEN_CLASSES = frozenset(
    "hidden hide d-none is-hidden u-hidden invisible aural element-invisible visually-hidden "
    "visuallyhidden sr-only screen-reader-text".split()
)
_SHOWN_AGAIN = re.compile(r":(?:block|flex|inline|grid|visible)")  # hidden md:block
_AROUND = 4  # elements around a heading that may hide it
_ELSEWHERE = frozenset(("aside", "nav", "footer", "li"))
_UNFILLED = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$?\{[^{}]*\}|<%.*%>|%%?[\w-]+%%?|\[\[.*\]\]|"
    r"undefined|null|none|nan|\[object Object\]",
    re.I | re.S,
)
_MOST_PARTS = 3  # of a heading
_SHORTEST_PART = 4  # letters: what is shorter may be part of a word
_STORY = 80  # characters: a longer paragraph is the story's
_MOST_PIECES = 50  # of a paragraph that are looked at
_MOST_HEADINGS = 60  # lower than h1 that are looked at


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
    names = page.once(site_names)
    found = [c for c in (*visible, *declared, *others) if c.value]
    found.sort(key=lambda c: letters(c.value) in names)  # which heads no article while others do
    return [*(c for c in selected if c.value), *found]


def headline_element(page: Page) -> HtmlElement | None:
    """Return the element that shows the headline, None if the page has none."""
    return page.once(_headline_element)


def _headline_element(page: Page) -> HtmlElement | None:
    """Return the h1 that is declared word for word, else a lower heading, else an h1 alike."""
    declared = page.once(_declared)
    said = {letters(candidate.value) for candidate in declared}
    h1, likeness = _likeliest(page, declared)
    if h1 is not None and (likeness >= _NEARLY or letters(page.once(_h1s)[h1]) in said):
        return h1
    if h1 is not None:  # which readers see: only the editors' own title may say that it is none
        said = {letters(c.value) for c in declared[:1]}
    lower = next((h for h, text in page.once(_lower_headings).items() if letters(text) in said), h1)
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


def _h1s(page: Page) -> Mapping[HtmlElement, str]:
    """Return the texts of the h1 elements that may be headlines."""
    return {
        h1: text
        for h1 in page.elements("h1")
        if "crumb" not in h1.get("class", "")
        and not _is_hidden(h1)
        and not is_sites(page, h1)
        and _says_something(text := _text(h1))
    }


def _lower_headings(page: Page) -> Mapping[HtmlElement, str]:
    """Return the texts of the h2 to h4 elements that may be headlines."""
    return {
        heading: text
        for heading in page.elements("h2", "h3", "h4")[:_MOST_HEADINGS]
        if not _is_hidden(heading)
        and not any(outer.tag in _ELSEWHERE for outer in islice(heading.iterancestors(), _AROUND))
        and _says_something(text := _text(heading))
    }


def _says_something(text: str) -> bool:
    """Return whether a headline has a letter or digit, and is no template that nobody filled in."""
    return any(map(str.isalnum, text)) and not _UNFILLED.fullmatch(text)


def _is_hidden(heading: HtmlElement) -> bool:
    """Return whether a heading is not shown, by its own names or by what is around it."""
    names = (heading.get("class") or "").lower()
    if not _HIDDEN_CLASSES.isdisjoint(names.split()) and not _SHOWN_AGAIN.search(names):
        return True
    return any(map(is_invisible, (heading, *islice(heading.iterancestors(), _AROUND))))


def _likeliest(page: Page, declared: list[Candidate[str]]) -> tuple[HtmlElement | None, float]:
    """Return the h1 that resembles a declared headline or the URL most, and how much it does."""
    names = page.once(site_names) | (_sections(page) - {letters(_slug(page.url))})
    said = [_trigrams(text) for text in ({c.value for c in declared} | {_slug(page.url)})]
    likeness = {
        h1: max(_likeness(_trigrams(text), other) for other in said)
        for h1, text in page.once(_h1s).items()
        if letters(text) not in names
    }
    own = max(likeness, key=lambda h1: likeness[h1], default=None)
    if own is None or likeness[own] < _ALIKE:
        return None, 0
    return own, likeness[own]


def _sections(page: Page) -> frozenset[str]:
    """Return the sections that the address names, by letters()."""
    path = unquote(urlsplit(page.url).path).strip("/").split("/")
    return frozenset(letters(part) for part in path[:-1])


def _declared(page: Page) -> list[Candidate[str]]:
    """Return the headlines that structured data and meta elements give, cut ones last."""
    names, sections = page.once(site_names), _sections(page)
    title = [Candidate(_text(page.title), "<title>")] if page.title is not None else []
    stated = [
        Candidate(text, origin)
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
    visible = _visible(page, [text for text, _ in stated])
    found = (
        Candidate(
            without_glued_name(without_site_name(text, names, visible, sections), names, page.url),
            origin,
        )
        for text, origin in stated
    )
    return whole_first([candidate for candidate in found if _says_something(candidate.value)])


def _begins(title: str, heading: str) -> bool:
    """Return whether a title is this heading, and behind it something like the site's name."""
    rest = title[len(heading) :].lstrip()
    return title.startswith(heading) and not rest.startswith((":", ",", "?"))


def _visible(page: Page, titles: list[str]) -> list[str]:
    """Return the headings of which a title may be made, by letters().

    A lower heading counts where no h1 is in a title, if it is the title's beginning, is spelled in
    the address or is called a title: others may say the site's name, or head a list.
    """
    keys = [letters(title) for title in titles]
    h1s = [letters(text) for text in page.once(_h1s).values()]
    if any(len(h1) >= LONG and title.startswith(h1) for h1 in h1s for title in keys):
        return h1s
    if not any(SEPARATOR.search(title) for title in titles):
        return h1s
    lower = page.once(_lower_headings)
    begins = [
        key
        for text in lower.values()
        if len(key := letters(text)) >= LONG and any(_begins(title, text) for title in titles)
    ]
    if begins:  # an h1 at the end says what the site is called
        return begins
    if any(len(h1) >= LONG and h1 in title for h1 in h1s for title in keys):
        return h1s
    spelled = letters(_slug(page.url))
    called = (
        key
        for heading, text in lower.items()
        if (key := letters(text)) in spelled or _TITLE_CLASS.search(heading.get("class") or "")
    )
    return [*h1s, *called]


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
    rest = text if kicker is None else text.removeprefix(_text(kicker)).lstrip(" :|-–—/")
    return rest if len(rest) >= LONG else text


def _likeness(one: set[str], other: set[str]) -> float:
    """Return the share of two texts' trigrams that are in both, 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _trigrams(text: str) -> set[str]:
    key = letters(text)
    return {key[at : at + 3] for at in range(len(key) - 2)} or {key}


def _slug(url: str) -> str:
    """Return the longest part of a URL's path: what it calls its page."""
    return max(unquote(urlsplit(url).path).split("/"), key=len)


def _text(element: HtmlElement) -> str:
    """Return a heading's text; the parts that it is made of, such as a kicker, stand apart."""
    parts = list(element)
    is_of_parts = 1 < len(parts) <= _MOST_PARTS and not any(
        text and text.strip() for text in (element.text, *(part.tail for part in parts))
    )
    if is_of_parts:
        texts = [line_of(part) for part in parts]
        if all(len(letters(text)) >= _SHORTEST_PART for text in texts):
            return declared_line(" ".join(texts))
    return declared_line(line_of(element))
