"""Where on its site the article stands: section, category, keywords."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.extraction.fields.doubted_evidence import doubted_last, trusted
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.fields.site_names import site_names
from crawler.extraction.languages import any_of
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import letters, plain_line

Names = tuple[str, ...]

_BETWEEN_KEYWORDS = re.compile(r"\s*[,;、،]\s*")
_CRUMBS = re.compile(
    r"\bbread-?crumbs?\b|^bread$|\bcrumbs\b|\bkrümel|brotkrumen|\bokruszki\b|\bfil-d-?ariane\b|"
    r"\bspeed-?bar\b|\bmigas\b|\bkruimelpad\b|\bbrödsmulor\b",
    re.M,
)
_HOLDERS = ("nav", "ol", "ul", "div", "section", "p", "span", "header", "table", "td")
_HERE = re.compile(rf"^\W*(?:{any_of('you_are_here')})\s*[:：]?\s*", re.I)  # begins a breadcrumb
_BETWEEN_CRUMBS = re.compile(r"\s*[/>＞›»|\\→·•]+\s*")
_HOME = re.compile(rf"^(?:{any_of('home')})$", re.I)  # or the article itself
_NO_SECTION = re.compile(  # in a URL's path
    r"\d|[-_].*[-_].*[-_]|\.|^(?:articles?|artikel|artykul|artigo|articulo|artículo|clanek|haber|story|"
    r"stories|detail|index|archive|tags?|view|posts?|blog|doc|content|[a-z]{1,3})$",
    re.I,
)
# Says nothing of what an article is about.
_ANY_SECTION = re.compile(rf"^(?:{any_of('news')})$", re.I)
_NONE = re.compile(rf"(?:{any_of('uncategorized')})", re.I)


def section_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's names of its section, the best first."""
    return _section_candidates(page, is_seen_needed=False)


def all_sections(page: Page) -> list[Candidate[str]]:
    """Return them with what readers see, even where the page's data name a section."""
    return _section_candidates(page, is_seen_needed=True)


def _section_candidates(page: Page, *, is_seen_needed: bool) -> list[Candidate[str]]:
    selected = [
        Candidate(plain_line(element.text_content()), "profile")
        for element in page.selected("section")
    ]
    stated = [
        Candidate(text, origin)
        for value, origin in page.stated("articleSection")
        for line in strings(value)
        for text in _BETWEEN_KEYWORDS.split(line)
    ]
    meta = page.meta_candidates("article:section", "section", "parsely-section", "dc.subject")
    in_data = [*selected, *stated, *meta, *_stated_breadcrumb(page)]
    # What readers see takes a millisecond to find: not without need.
    is_seen_needed |= bool(page.profile.categories) or not trusted(page, "section", in_data)
    seen = _visible_breadcrumb(page) if is_seen_needed else ()
    path = [Candidate(segment, "URL path") for segment in path_sections(page.url)]
    names = page.once(site_names)
    headlines = [letters(c.value) for c in page.once(headline_candidates)]
    found = [
        c
        for c in (*in_data, *seen, *path)
        if (key := letters(c.value))
        and key not in names
        and not _NONE.fullmatch(c.value)
        and not _is_headline(key, headlines)
    ]
    found.sort(key=lambda c: bool(_ANY_SECTION.match(c.value)))
    return doubted_last(page, "section", found)


def _is_headline(key: str, headlines: list[str]) -> bool:
    """Return whether a breadcrumb's last part is the article itself, which may be cut."""
    return any(key == headline or (len(key) > 19 and key in headline) for headline in headlines)


def category_candidates(page: Page, sections: list[Candidate[str]]) -> list[Candidate[str]]:
    """Return the vocabulary's words that the profile gives to the page's sections."""
    words = {name.casefold(): word for name, word in page.profile.categories.items()}
    return [
        Candidate(words[name.casefold()], f"profile categories {name!r} of {origin}")
        for name, origin in sections
        if name.casefold() in words
    ]


def keywords_candidates(page: Page) -> list[Candidate[Names]]:
    """Return the page's lists of keywords, each keyword once, the best first."""
    found = [
        Candidate(_keywords(_keyword_lines(value)), origin)
        for value, origin in page.stated("keywords")
    ]
    found += [
        Candidate(_keywords(page.meta.get(name, ())), f"meta {name}")
        for name in ("article:tag", "news_keywords", "keywords")
    ]
    return [candidate for candidate in found if candidate.value]


def _keywords(lines: Iterable[str]) -> Names:
    parts = (part for line in lines for part in _BETWEEN_KEYWORDS.split(line))
    return tuple(dict.fromkeys(part for part in parts if part))


def path_sections(url: str) -> list[str]:
    """Return the words of a URL's path that may name sections, from left to right."""
    segments = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    return [part.replace("-", " ") for part in segments[:-1] if not _NO_SECTION.search(part)]


def _keyword_lines(value: Any) -> list[str]:
    return [*strings(value), *(n for item in objects(value) for n in strings(item.get("name")))]


def _stated_breadcrumb(page: Page) -> Iterator[Candidate[str]]:
    """Yield the sections of JSON-LD's breadcrumb from the innermost outwards."""
    for node in page.json_ld:
        if "BreadcrumbList" in types(node):
            names = [_crumb_name(item) for item in objects(node.get("itemListElement"))]
            yield from _sections_of(names, "JSON-LD breadcrumb")


def _visible_breadcrumb(page: Page) -> Iterator[Candidate[str]]:
    """Yield the sections of the first breadcrumb on the page from the innermost outwards."""
    for element in page.tree.iter(*_HOLDERS):
        names = (element.get("class"), element.get("id"), element.get("aria-label"))
        text = element.text
        if _are_crumbs(names) or (text and not text.isspace() and _HERE.match(text)):
            line = plain_line(" / ".join(text for text in element.itertext() if text.strip()))
            crumbs = _BETWEEN_CRUMBS.split(_HERE.sub("", line))
            yield from _sections_of(crumbs, "breadcrumb")
            return


@lru_cache(maxsize=20_000)
def _are_crumbs(names: tuple[str | None, ...]) -> bool:
    return bool(_CRUMBS.search("\n".join(filter(None, names)).lower()))


def _crumb_name(item: Any) -> str:
    inner = objects(item.get("item"))
    names = [*strings(item.get("name")), *(n for node in inner for n in strings(node.get("name")))]
    return names[0] if names else ""


def _sections_of(names: list[str], origin: str) -> Iterator[Candidate[str]]:
    for name in reversed(names):
        if name and len(name) < 50 and not _HOME.match(name):
            yield Candidate(name, origin)
