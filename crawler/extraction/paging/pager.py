"""The links of a page's pagers: to other pages of the same address."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extraction.languages import any_of
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import plain_line
from crawler.extraction.paging.page_numbers import Reading, readings

_LABEL_LENGTH = 120  # characters: some say what the next page is about
_MOST_AROUND = 200  # elements around a link that are looked at
_MOST_LINKS = 500  # of a page; a pager has some dozens
_FORWARD = re.compile(rf"[\W\d_]*(?:{any_of('next_page')})|[\s>›»→]*[>›»→]\s*", re.I)
_BACK = re.compile(rf"[\W\d_]*(?:{any_of('previous_page')})|[\s<‹«←]*[<‹«←]\s*", re.I)
_PAGE = re.compile(any_of("page"), re.I)
_WORDS = re.compile(r"[A-Za-z\d]+")
_NUMBER = re.compile(r"\W*(\d{1,2})\W*")
# Pagers of something else that stands on the page.
_OTHERS = re.compile(
    r"comment|coment|kommentar|disqus|respon[ds]|reply|reaction|discussion|forum|review|rating|"
    r"relat|recommend|recirc|latest|archive|listing|load-?more|live-?(?:blog|feed)|ticker|timeline|"
    r"product|sidebar|modal",
    re.I,
)


@dataclass(frozen=True, slots=True)
class PagerLink:
    """A link to another page of the article, if it is a pager's."""

    url: str
    element: HtmlElement
    reading: Reading
    label: int | None  # number that it shows
    is_forward: bool  # by its rel or its words
    is_back: bool
    names_page: bool = False  # it says that a page is what follows, or comes before

    @property
    def place(self) -> str:
        """Where it was found."""
        rel = self.element.get("rel") or ""
        return f"<{self.element.tag} rel={rel}>" if self.element.tag == "link" else "pager"


def own_addresses(page: Page) -> tuple[str, ...]:
    """Return the page's final address, then those that it states and are of the same host."""
    host = _host(page.url)
    return page.url, *(url for url in page.stated_urls if _host(url) == host)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def pager_links(page: Page) -> tuple[PagerLink, ...]:
    """Return the links to other pages of this address that pagers may have, in page order."""
    addresses = own_addresses(page)
    articles = {reading.article for url in addresses for reading in readings(url)}
    found = (
        link
        for element in _links(page, addresses)
        for link in _pager_link(page, element)
        if link.reading.article in articles
    )
    links = list(islice(found, _MOST_LINKS))
    if not links:
        return ()
    story = {around for h1 in page.elements("h1") for around in islice(h1.iterancestors(), 50)}
    return tuple(link for link in links if not _is_of_others(link.element, story))


def _links(page: Page, addresses: Sequence[str]) -> list[HtmlElement]:
    """Return the links that are relative or have a word of these addresses, in page order."""
    words = {max(_WORDS.findall(urlsplit(url).path), key=len, default="") for url in addresses}
    return [
        element
        for element in page.elements("a", "link")
        if (link := element.get("href")) and ("/" not in link or any(map(link.__contains__, words)))
    ]


def _pager_link(page: Page, element: HtmlElement) -> Iterator[PagerLink]:
    """Yield a link in each of its readings if its rel or label is of a pager."""
    rel = (element.get("rel") or "").lower().split()
    label = "" if element.tag == "link" else _label(element)
    number = _NUMBER.fullmatch(label)
    is_forward = "next" in rel or bool(_FORWARD.match(label))
    is_back = "prev" in rel or "previous" in rel or bool(_BACK.match(label))
    if not (number or is_forward or is_back):
        return
    url = page.absolute(element.get("href"))
    if url is None:
        return
    shown = int(number[1]) if number else None
    names_page = bool(label and (is_forward or is_back) and _PAGE.search(label))
    for reading in readings(url):
        if not reading.is_whole and shown in (None, reading.number, reading.number + 1):
            whole = url.partition("#")[0]
            yield PagerLink(whole, element, reading, shown, is_forward, is_back, names_page)


def _label(element: HtmlElement) -> str:
    text = plain_line(element.text_content()) or element.get("aria-label") or element.get("title")
    return text if text and len(text) <= _LABEL_LENGTH else ""


def _is_of_others(link: HtmlElement, story: Set[HtmlElement]) -> bool:
    """Return whether a link is of a pager of comments, of other stories or the like.

    story has the elements that hold the headline: their names say nothing of the pager.
    """
    if "comment" in (link.get("href") or ""):
        return True
    for around in islice(link.iterancestors(), _MOST_AROUND):
        if around.tag in ("body", "main", "article") or around in story:
            return False
        names = (around.get(name) or "" for name in ("class", "id", "aria-label"))
        if around.tag in ("aside", "footer") or _OTHERS.search(" ".join(names)):
            return True
    return False
