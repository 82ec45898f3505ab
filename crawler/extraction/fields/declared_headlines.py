"""What a page declares as its headline, without what sites put around it."""

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.fields.doubted_evidence import doubt_of, repeated_headlines
from crawler.extraction.fields.headings import (
    heading_text,
    lower_headings,
    says_something,
    top_headings,
)
from crawler.extraction.fields.site_names import (
    LONG,
    SEPARATOR,
    shared_parts,
    site_names,
    without_glued_name,
    without_site_name,
)
from crawler.extraction.page.evidence import Candidate, whole_first
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings
from crawler.extraction.page.text import letters

UNMARKED = ("td", "th", "div", "p", "center", "b", "strong", "big", "font", "span")
_LONGEST = 400  # characters of a line that may be a headline
_TITLE_CLASS = re.compile(r"title|headline|entry-header", re.I)


def declared_headlines(page: Page) -> list[Candidate[str]]:
    """Return the headlines that structured data and meta elements give, cut ones last."""
    names, sections, shared = page.once(site_names), url_sections(page), shared_parts(page)
    title = [Candidate(heading_text(page.title), "<title>")] if page.title is not None else []
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
            without_glued_name(bare, names, page.url),
            origin,
        )
        for text, origin in stated
        for bare in (without_site_name(text, names, visible, sections, shared),)
    )
    whole = whole_first([candidate for candidate in found if says_something(candidate.value)])
    return sorted(whole, key=lambda c: doubt_of(page, "headline", c.value, c.origin) is not None)


def _visible(page: Page, titles: list[str]) -> list[str]:
    """Return the headings of which a title may be made, by letters().

    A lower heading counts where no h1 is in a title, if it is the title's beginning, is spelled in
    the address or is called a title: others may say the site's name, or head a list.
    """
    keys = [letters(title) for title in titles]
    headings = map(letters, page.once(top_headings).values())
    repeated = page.once(repeated_headlines)
    h1s = [heading for heading in headings if heading not in repeated]
    if any(len(h1) >= LONG and title.startswith(h1) for h1 in h1s for title in keys):
        return h1s
    if not any(SEPARATOR.search(title) for title in titles):
        return h1s
    lower = page.once(lower_headings)
    begins = [
        key
        for text in lower.values()
        if len(key := letters(text)) >= LONG and any(_begins(title, text) for title in titles)
    ]
    if begins:  # an h1 at the end says what the site is called
        return begins
    if any(len(h1) >= LONG and h1 in title for h1 in h1s for title in keys):
        return h1s
    spelled = letters(url_slug(page.url))
    called = (
        key
        for heading, text in lower.items()
        if (key := letters(text)) in spelled or _TITLE_CLASS.search(heading.get("class") or "")
    )
    return [*h1s, *called] or _printed(page, keys)


def _printed(page: Page, titles: Sequence[str]) -> list[str]:
    """Return the longest part of a title that a cell or a line says, for pages without headings.

    It is most of the title and no link: the site's name may stand on the page as well.
    """
    names = page.once(site_names)
    longest = ""
    for line in page.tree.iter(*UNMARKED):
        if not line.text or not LONG < len(line.text) <= _LONGEST or line.text.isspace():
            continue
        key = letters(line.text)
        is_longer = len(key) > max(len(longest), LONG) and key not in names
        if is_longer and any(_is_most(key, title) for title in titles) and not _is_link(line):
            longest = key
    return [longest] if longest else []


def _is_link(line: HtmlElement) -> bool:
    return any(around.tag == "a" for around in line.iterancestors())


def _is_most(part: str, title: str) -> bool:
    return len(title) < 2 * len(part) and (title.startswith(part) or title.endswith(part))


def _begins(title: str, heading: str) -> bool:
    """Return whether a title is this heading, and behind it something like the site's name."""
    rest = title[len(heading) :].lstrip()
    return title.startswith(heading) and not rest.startswith((":", ",", "?"))


def url_sections(page: Page) -> frozenset[str]:
    """Return the sections that the address names, by letters()."""
    path = unquote(urlsplit(page.url).path).strip("/").split("/")
    return frozenset(letters(part) for part in path[:-1])


def url_slug(url: str) -> str:
    """Return the longest part of a URL's path: what it calls its page."""
    return max(unquote(urlsplit(url).path).split("/"), key=len)
