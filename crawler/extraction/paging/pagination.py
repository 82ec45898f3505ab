"""Articles on several pages: where one goes on, and where it begins.

The address of another page must be this page's own with a page number. That alone parts the pages
of an article from the next article, which many sites link as rel=next.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from crawler.extraction.body.judgement import Judgement
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import plain_line
from crawler.extraction.paging.page_numbers import Reading, readings
from crawler.extraction.paging.pager import PagerLink, own_addresses, pager_links
from crawler.items import PageType

PAGED: frozenset[PageType] = frozenset(("article", "gallery", "video"))
_BETWEEN = 600  # characters of furniture between the article and its pager; comments are longer
_MOST_AROUND = 200  # elements around a pager that are looked at
_MOST_LOOKED_AT = 10  # links to the next page: one above the text, one below …
_WHOLE_HINT = re.compile(r"all|full|single|komplett", re.I)
# What looks like the address of an article, without its page number, rather than of a list …
_SLUG = re.compile(r"(?:[^-_,]+[-_,]){2}|(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{4}")
# … and what comes in numbers and is an article each time.
_SERIES = re.compile(
    r"[-_/](?:part|teil|partie|parte|deel|chapter|kapitel|chapitre|capitulo|episode|folge|day|tag|"
    r"week|woche|round|spieltag|matchday|vol|volume|no|nr|issue|phase|stage|etappe|game|season|"
    r"covid|u|top)\?",
    re.I,
)


def next_page_candidates(
    page: Page, kind: PageType | None, judgements: Sequence[Judgement]
) -> list[Candidate[str]]:
    """Return the addresses at which the article goes on."""
    if kind not in PAGED or any(reading.is_whole for reading in readings(page.url)):
        return []
    links = page.once(pager_links)
    own = _own_numbers(page, links)
    has_numbers = {link.reading.article for link in links if link.label is not None}
    following = sorted(
        (link for link in links if _follows(link, own, link.reading.article in has_numbers)),
        key=lambda link: (link.reading.number, link.element.tag != "link"),
    )
    return [
        Candidate(link.url, link.place)
        for link in following[:_MOST_LOOKED_AT]
        if link.element.tag == "link" or _is_near_text(page, link.element, judgements)
    ]


def whole_page_candidates(page: Page) -> list[Candidate[str]]:
    """Return the addresses that have all pages of the article in one."""
    own = _own_numbers(page, page.once(pager_links))
    links = (a.get("href") or "" for a in page.elements("a"))
    urls = (page.absolute(link) or "" for link in links if _WHOLE_HINT.search(link))
    return [
        Candidate(url.partition("#")[0], "link to all pages")
        for url in urls
        if any(reading.is_whole and reading.article in own for reading in readings(url))
    ]


def first_page_candidates(page: Page) -> list[Candidate[str]]:
    """Return the addresses at which the article begins, if this is one of its later pages."""
    links = page.once(pager_links)
    found: list[Candidate[str]] = []
    for article, number in _own_numbers(page, links).items():
        if number > 1:
            found += [
                Candidate(url, "stated canonical address")
                for url in own_addresses(page)[1:]
                if any(article == reading.article for reading in readings(url)[:1])
            ]
        earlier = [link for link in links if _precedes(link, article, number)]
        earlier.sort(key=lambda link: link.reading.number)
        found += [Candidate(link.url, link.place) for link in earlier]
    return found


def _own_numbers(page: Page, links: Sequence[PagerLink]) -> dict[str, int]:
    """Return the articles that the page may be a page of, with its number in each.

    A number that may be of the article's name is one of a page only where the page says so.
    """
    stated = {reading.article for url in own_addresses(page)[1:] for reading in readings(url)[:1]}
    numbers = dict.fromkeys(stated, 0)
    for reading in readings(page.url):
        article, number = reading.article, reading.number
        if not number or article in stated or _is_numbered_page(reading, links):
            numbers[article] = max(number, numbers.get(article, 0))
    return numbers


def _is_numbered_page(own: Reading, links: Sequence[PagerLink]) -> bool:
    """Return whether the number in the page's own address is that of an article's page."""
    if _SERIES.search(own.article):
        return False
    if any(_is_called_next(link, own) for link in links):
        return True
    earlier = [link for link in links if _precedes(link, own.article, own.number)]
    if _SLUG.search(own.article):
        return bool(earlier) or (own.number == 1 and not own.is_plain)
    return not own.is_plain and any(link.reading.number < 2 for link in earlier)


def _is_called_next(link: PagerLink, own: Reading) -> bool:
    """Return whether a link calls the page of the next number the next page, or the one before."""
    step = link.reading.number - own.number
    return (
        link.names_page
        and link.reading.article == own.article
        and step == (1 if link.is_forward else -1)
    )


def _precedes(link: PagerLink, article: str, number: int) -> bool:
    reading = link.reading
    if reading.article != article or reading.number >= number or link.is_forward:
        return False
    return number > 1 or link.label == 1 or link.is_back


def _follows(link: PagerLink, own: dict[str, int], has_numbers: bool) -> bool:
    """Return whether a link leads to the page behind this one."""
    reading = link.reading
    number = own.get(reading.article)
    if number is None or link.is_back or not (link.label or link.is_forward):
        return False
    if number:
        return reading.number == number + 1
    if reading.is_plain and not has_numbers and not _has_own_step(link.url, reading):
        return False  # such as /quiz and, a week later, /quiz-2
    # Some count from 0: then their second page is number 1.
    return reading.number == 2 or (reading.number == 1 and link.label != 1 and not reading.is_plain)


def _has_own_step(url: str, reading: Reading) -> bool:
    """Return whether the number is a step of the path (/story/2) or before a file's ending."""
    return re.search(rf"/0?{reading.number}/?(?:\.\w+)?$|\.\w+$", url.partition("?")[0]) is not None


def _is_near_text(page: Page, element: HtmlElement, judgements: Sequence[Judgement]) -> bool:
    """Return whether the pager stands by the article's text, with little else in between."""
    order = {one: n for n, one in enumerate(page.tree.iter())}
    here = order[element]
    with_text = {
        outer
        for judged in judgements
        if judged.kept
        for outer in islice(judged.block.element.iterancestors(), _MOST_AROUND)
    }
    around = takewhile(lambda outer: outer not in with_text, element.iterancestors())
    if any(len(plain_line(outer.text_content())) > _BETWEEN for outer in around):
        return False
    above = [judged for judged in judgements if order[judged.block.element] <= here]
    below = judgements[len(above) :]
    return any(map(_is_text_near, (reversed(above), below)))


def _is_text_near(judgements: Iterable[Judgement]) -> bool:
    """Return whether text of the article comes soon, from a pager on."""
    between = 0
    for judged in judgements:
        if judged.kept:
            return between <= _BETWEEN
        between += len(judged.block.text)
    return False
