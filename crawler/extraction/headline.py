"""The headline: what the page calls its article, without the site's name."""

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from crawler.extraction.evidence import Candidate
from crawler.extraction.page import Page
from crawler.extraction.structured import objects, strings, types
from crawler.extraction.text import plain_line

# Between a headline and a site's name; the hyphen and the colon only with space around or behind.
_SEPARATOR = re.compile(r"\s+[-–—―·•»«:/\\~<>]+\s+|\s*[|｜¦]+\s*|\s*::\s*|\s*[－—_»«]\s*|:\s+")
_WORD = re.compile(r"\w+")
_LONG = 12  # letters: so much of a headline in another is the same headline
_SITE_TYPES = frozenset(("WebSite", "Organization", "NewsMediaOrganization", "Corporation"))


def headline_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's headlines, each plain and on one line, the best first.

    What readers see as the headline wins where the page's data agrees with it.
    """
    selected = [Candidate(_text(element), "profile") for element in page.selected("headline")]
    visible = [Candidate(_text(element), "<h1>") for element in page.tree.iter("h1")]
    visible = [candidate for candidate in visible if candidate.value]
    names = site_names(page)
    titles = [Candidate(_text(element), "<title>") for element in page.tree.xpath("//head/title")]
    declared = [
        Candidate(without_site_name(text, names, [h1.value for h1 in visible]), origin)
        for text, origin in (
            *_stated(page),
            *page.meta_candidates("og:title", "twitter:title"),
            *titles[:1],
            *page.meta_candidates("dc.title", "title", "headline"),
        )
    ]
    agreed = [h1 for h1 in visible if any(_is_same(h1.value, other.value) for other in declared)]
    others = [h1 for h1 in visible if h1 not in agreed]
    return [c for c in (*selected, *agreed[:1], *declared, *others) if c.value]


def site_names(page: Page) -> frozenset[str]:
    """Return what the page calls its site and publisher, and its host's name, by _key."""
    names = [*page.meta.get("og:site_name", ()), *page.meta.get("application-name", ())]
    for value, _ in page.stated("publisher", "isPartOf"):
        names += [
            *strings(value),
            *(n for item in objects(value) for n in strings(item.get("name"))),
        ]
    for node in page.json_ld:
        if types(node) & _SITE_TYPES:
            names += [*strings(node.get("name")), *strings(node.get("alternateName"))]
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    names += [host, *sorted(host.split("."), key=len)[-1:], page.profile.name]
    return frozenset(key for name in names if (key := _key(name)))


def without_site_name(title: str, names: Collection[str], h1s: Collection[str]) -> str:
    """Return the title without the site's names at either end, and what stands beside them.

    names are in the form of site_names. Where a part of the title is the visible headline, it is
    that part.
    """
    parts = _SEPARATOR.split(title)
    if len(parts) < 2 or _key(title) in map(_key, h1s):
        return title
    cuts = list(_SEPARATOR.finditer(title))
    first, last = 0, len(parts)
    for start in range(len(parts)):
        for stop in range(len(parts), start, -1):
            piece = _slice(title, cuts, start, stop)
            if len(piece) >= _LONG and _key(piece) in map(_key, h1s):
                return piece
    while last - first > 1 and _is_site(parts[last - 1], names):
        last -= 1
    while last - first > 1 and _is_site(parts[first], names):
        first += 1
    return _slice(title, cuts, first, last)


def _slice(title: str, cuts: list[re.Match[str]], first: int, last: int) -> str:
    start = cuts[first - 1].end() if first else 0
    stop = cuts[last - 1].start() if last <= len(cuts) else len(title)
    return title[start:stop].strip()


def _is_site(part: str, names: Collection[str]) -> bool:
    key = _key(part)
    return key in names or any(
        len(name) > 3 and len(key) > 3 and key.startswith(name) for name in names
    )


def _stated(page: Page) -> list[Candidate[str]]:
    return [
        Candidate(text, origin)
        for value, origin in page.stated("headline")
        for text in strings(value)
    ]


def _text(element: object) -> str:
    return plain_line(element.text_content())  # type: ignore[attr-defined]


def _key(text: str) -> str:
    """Return the letters and digits alone, for comparing."""
    return "".join(_WORD.findall(text)).casefold()


def _is_same(one: str, other: str) -> bool:
    a, b = sorted((_key(one), _key(other)), key=len)
    return a == b or (len(a) >= _LONG and a in b)
