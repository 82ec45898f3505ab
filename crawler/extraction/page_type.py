"""What kind of page it is: an article of some kind, or none, such as an error or a list.

A page is taken for an article unless something speaks against it: an article that is lost costs
more than a list that is written.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.body.gallery import is_stated_gallery
from crawler.extraction.body.live import live_posts
from crawler.extraction.fields.site_names import site_names, without_site_name
from crawler.extraction.furniture.consents import speaks_of_consent
from crawler.extraction.languages import any_of
from crawler.extraction.list_address import listed_kind
from crawler.extraction.notice_wording import may_speak_to_reader
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import types
from crawler.extraction.page.text import plain_line
from crawler.extraction.signs import LEAST, Findings, Sign, matches_headline, signs
from crawler.items import PageType

_SHORT = 250  # characters: a page with a shorter body may be an error
_LIST_LINKS = 10  # headings that are links, or hold one: a list has many, an article few
_PROSE = 250  # width of running text in one place that no list has

# A title that holds one of these, on a page without a body, says what the page is.
_WORDS: dict[PageType, str] = {
    "not_found": rf"(?:^|\D)(?:404|410)(?:\D|$)|{any_of('not_found')}",
    "challenge": (
        r"^just a moment|^attention required|^access (?:to this page has been )?denied|"
        r"^forbidden|^(?:please )?verify(?:ing)? (?:that )?you are|"
        r"are you (?:a )?(?:human|robot)|not a robot|checking (?:if the site|your browser)|"
        r"pardon our interruption|(?:security|robot) check|ddos protection|one more step|"
        r"403 forbidden|request (?:blocked|rejected)|captcha"
    ),
    "error": rf"^(?:error )?5\d\d\b|{any_of('error')}",
    "consent": any_of("consent"),
}
_TITLES = {kind: re.compile(words, re.I) for kind, words in _WORDS.items()}
# The titles of error pages that are nothing else, whatever stands below them.
_PLAINLY_NOT_FOUND = re.compile(
    r"\W*(?:(?:error|fehler|erreur|http)\W*)?(?:404|410)"
    rf"(?:\W+(?:error|(?:(?:{any_of('page')})\W*)?(?:{any_of('not_found')})))?\W*|"
    rf"\W*(?:404\W+)?(?:{any_of('page')})\W*(?:{any_of('not_found')})\W*",
    re.I,
)
# What error pages say under any title: that a page is not there, in one sentence.
_NOT_FOUND_SAID = re.compile(
    rf"(?:{any_of('page')})[^.!?]{{0,60}}(?:{any_of('not_found')})",
    re.I,
)
_NOT_FOUND_LENGTH = 1500  # characters of a page that says no more than that
_CONSENT_LENGTH = 6000  # characters of a body that may be a wall of consent
_CHALLENGE_SCRIPT = re.compile(
    r"cf-browser-verification|challenge-platform|_Incapsula_Resource|px-captcha|captcha-delivery"
)
_LISTS: dict[str, PageType] = {
    "CollectionPage": "section",
    "SearchResultsPage": "search",
    "ProfilePage": "author",
}
# The query of one article at a site's root, such as WordPress's /?p=812.
_OF_ONE = re.compile(
    r"(?:^|&)(?:p|(?:post|page|news|article|story|item|art)?_?id|[san]id)=\d{2,}(?:&|$)"
)


def page_type_candidates(found: Findings) -> list[Candidate[PageType]]:
    """Return what kind of page this is, the most telling first; it is never empty."""
    page, length = found.page, len(found.text)
    types = [*_errors(found), *_lists(found), *_films(page, length)]
    if not length:
        types.append(Candidate("empty", "no text"))
    if found.has_slides:
        types.append(Candidate("gallery", "most of its text is captions"))
    return [*types, *_kinds_of_article(page), *_by_signs(found)]


def _by_signs(found: Findings) -> Iterator[Candidate[PageType]]:
    """Yield an article if more speaks for one than against it, else a notice in its place."""
    speaking = signs(found)
    if sum(sign.points for sign in speaking) >= LEAST:
        yield Candidate("article", _said(speaking))
        return
    against = [sign for sign in speaking if sign.points < 0]
    favour = _said([sign for sign in speaking if sign.points > 0])
    if against:
        said = f"{_said(against)}" + (f"; for an article: {favour}" if favour else "")
    else:
        said = f"too little speaks for an article: {favour or 'nothing'}"
    yield Candidate("notice", said)


def _said(speaking: Sequence[Sign]) -> str:
    return ", ".join(f"{sign.said} {sign.points:+}" for sign in speaking)


def _errors(found: Findings) -> Iterator[Candidate[PageType]]:
    """Yield the errors, walls and questions that a page may be in an article's place."""
    page, length = found.page, len(found.text)
    titles = _titles(page)
    if not is_stated(page):
        if any(map(_PLAINLY_NOT_FOUND.fullmatch, titles)):
            yield Candidate("not_found", "title")
        text = page.visible_text
        if len(text) <= _NOT_FOUND_LENGTH and _NOT_FOUND_SAID.search(text):
            yield Candidate("not_found", "wording")
        is_asked = length <= _CONSENT_LENGTH and speaks_of_consent(text)
        if is_asked and may_speak_to_reader(text, found.language):  # an article asks nobody
            yield Candidate("consent", "wording")
    # A brief may be on a site that is down: an error has no date of publication.
    if length >= _SHORT or (page.meta.get("article:published_time") and matches_headline(found)):
        return
    for kind, pattern in _TITLES.items():
        for title in titles:
            if pattern.search(title):
                yield Candidate(kind, f"title {title[:60]!r}")
    for script in page.elements("script"):
        if _CHALLENGE_SCRIPT.search(script.get("src") or script.text or ""):
            yield Candidate("challenge", "script")
            return


def _lists(found: Findings) -> Iterator[Candidate[PageType]]:
    """Yield the lists of articles that a page may be that does not say that it is an article."""
    page, prose = found.page, found.prose
    if is_stated(page):
        return
    parts = urlsplit(page.url)
    path = parts.path
    listings = (*page.profile.sections, *page.profile.fallbacks)
    if page.url.rstrip("/") in {url.rstrip("/") for url in listings}:
        yield Candidate("section", "profile")
    is_asked = bool(_OF_ONE.search(parts.query)) or (parts.query and prose.running >= _PROSE)
    if path in ("", "/") and not is_asked:
        yield Candidate("section", "URL path")
    for kind in sorted({kind for node in page.json_ld for kind in types(node)} & _LISTS.keys()):
        yield Candidate(_LISTS[kind], f"JSON-LD {kind}")
    kind_of_address = listed_kind(page.url)
    if kind_of_address == "search":
        yield Candidate("search", "URL")
    if prose.running < _PROSE and _is_list(page) and not matches_headline(found):
        kind = kind_of_address or "section"
        yield Candidate(kind, "many headings that are links, and no running text")


def _kinds_of_article(page: Page) -> Iterator[Candidate[PageType]]:
    if page.once(live_posts):
        yield Candidate("live_blog", "posts")
    kinds = _stated_kinds(page)
    if "LiveBlogPosting" in kinds:
        yield Candidate("live_blog", page.statements[0].origin)
    if is_stated_gallery(page):
        yield Candidate("gallery", page.statements[0].origin)
    if "VideoObject" in kinds:
        yield Candidate("video", page.statements[0].origin)


def _films(page: Page, length: int) -> Iterator[Candidate[PageType]]:
    """Yield that the page shows a video, and has no more text than a line about it."""
    if length < _SHORT and "VideoObject" in _stated_kinds(page):
        yield Candidate("video_only", page.statements[0].origin)


def _stated_kinds(page: Page) -> frozenset[str]:
    """Return what the page's JSON-LD calls it in the first place; microdata nests widely."""
    statement = page.statements[0] if page.statements else None
    if statement is None or not statement.origin.startswith("JSON-LD"):
        return frozenset()
    return types(statement.node)


def is_stated(page: Page) -> bool:
    """Return whether the page's data calls it an article."""
    kinds = (kind for _, node in page.statements for kind in types(node))
    return (
        any(kind.endswith(("Article", "Posting")) and kind != "JobPosting" for kind in kinds)
        or "article" in page.meta.get("og:type", ())
        or "article:published_time" in page.meta
    )


def _titles(page: Page) -> list[str]:
    names = page.once(site_names)
    title = [page.title] if page.title is not None else []
    elements = [*title, *page.elements("h1")[:2], *page.elements("h2")[:2]]
    texts = [plain_line(element.text_content()) for element in elements]
    return [without_site_name(text, names, ()) for text in texts]


def _is_list(page: Page) -> bool:
    linked = islice((h for h in page.elements("h2", "h3", "h4") if _is_linked(h)), _LIST_LINKS)
    return len(list(linked)) == _LIST_LINKS


def _is_linked(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return next(heading.iter("a"), None) is not None or (parent is not None and parent.tag == "a")
