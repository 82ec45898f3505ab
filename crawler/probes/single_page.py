"""The pages that a command is about: one, fetched as politely as in a crawl, or saved ones."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcessBase
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive.page_files import PAGE_SUFFIXES, is_warc
from crawler.archive.records import NoPage, SavedPage, Unreadable
from crawler.archive.saved_pages import read_page, saved_pages
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import fetched_at, is_html, saved_page
from crawler.errors import ArgumentError
from crawler.failures import fate_of_failure
from crawler.run.error_log import ErrorLog
from crawler.spiders.arguments import with_scheme
from crawler.spiders.base import is_web_address
from crawler.traits import Traits

# Looks at a page and returns the address of the next one; raises Unreadable.
LaterPage = Callable[[SavedPage], str | None]


def single_page(process: CrawlerProcessBase, place: str) -> SavedPage:
    """Return the page at an address or in a file.

    Raises ArgumentError for what is neither, Unreadable for what cannot be fetched.
    """
    page = pages_of(process, place)[0]
    if isinstance(page, Unreadable):
        raise page
    return page


def pages_of(
    process: CrawlerProcessBase, place: str, later: LaterPage | None = None, most: int = 1
) -> list[SavedPage | Unreadable]:
    """Return the page at an address, with the later ones of its article, or that in a file.

    Raises ArgumentError for what is neither. later looks at each page; see fetched_pages.
    """
    address = place if looks_like_file(place) else with_scheme(place)
    if is_web_address(address):
        return fetched_pages(process, address, later, most)
    pages: list[SavedPage | Unreadable] = []
    try:
        page = saved_file(place)
        pages.append(page)
        if later:
            later(page)
    except Unreadable as problem:
        pages.append(problem)
    return pages


def looks_like_file(place: str) -> bool:
    """Return whether a text without a scheme is rather a file than an address: page.html."""
    is_bare_name = "/" not in place and place.lower().endswith(PAGE_SUFFIXES)
    return is_bare_name or Path(place).exists()


def saved_file(place: str) -> SavedPage:
    """Return the page in a file; raises ArgumentError if there is no file, or Unreadable."""
    path = Path(place)
    if not path.is_file():
        raise ArgumentError(f"{place}: no such file, and no address with http:// or https://")
    try:
        return read_page(path)
    except OSError as error:
        raise Unreadable(place, error.strerror or str(error)) from error


def holds_pages(place: str) -> bool:
    """Return whether there is a folder or a WARC file at a place, with any number of pages."""
    return Path(place).is_dir() or (is_warc(Path(place)) and Path(place).is_file())


def kept_pages(place: str) -> Iterator[SavedPage | Unreadable]:
    """Yield the pages in a folder or a WARC file, and what cannot be read.

    Raises ArgumentError if there are none.
    """
    is_empty = True
    for page in saved_pages(Path(place)):
        if isinstance(page, NoPage):
            continue
        if isinstance(page, Unreadable) or (
            page.status // 100 == 2 and "html" in page.content_type
        ):
            is_empty = False
            yield page
    if is_empty:
        raise ArgumentError(f"{place}: no saved page in it")


def fetched_pages(
    process: CrawlerProcessBase, url: str, later: LaterPage | None = None, most: int = 1
) -> list[SavedPage | Unreadable]:
    """Return the page, and the later ones of its article, at most so many.

    The last one may be Unreadable: it could not be fetched, or later could not read the one before.
    """
    crawler = process.create_crawler(PageSpider)
    with ErrorLog():  # which lowers the error of a robots.txt that can't be fetched
        process.crawl(crawler, url=url, later=later, most=most)
        process.start()
    spider = crawler.spider
    assert isinstance(spider, PageSpider), "the crawl did not begin"
    return spider.pages or [Unreadable(url, "nothing came back")]


class PageSpider(scrapy.Spider):
    """Keeps the response of one page, or of an article's pages; nothing is written."""

    name = "page"
    traits = Traits()
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "ARCHIVE_PAGES": False}  # noqa: RUF012  # as Scrapy has it

    def __init__(self, url: str, later: LaterPage | None = None, most: int = 1) -> None:
        super().__init__()
        self.url = url
        self.later = later
        self.most = most
        self.pages: list[SavedPage | Unreadable] = []
        self.asked: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        """Yield the page's request."""
        yield self.request(self.url)

    def request(self, url: str) -> Request:
        """Return the request of a page."""
        self.asked.add(url)
        return Request(
            url,
            callback=self.keep,
            errback=self.failed,
            meta=PageMeta(url).as_meta(),
            dont_filter=True,  # else a redirect in a circle ends silently
        )

    async def keep(self, response: Response) -> AsyncIterator[Request]:
        """Keep the page if it is one, and yield the request of the next."""
        if not is_html(response):
            self.pages.append(Unreadable(response.url, "not a page of HTML"))
            return
        page = saved_page(response, fetched_at(response))
        self.pages.append(page)
        if self.later is None:
            return
        try:
            url = await asyncio.to_thread(self.later, page)
        except Unreadable as problem:
            self.pages.append(problem)
            return
        if url and url not in self.asked and len(self.pages) < self.most:
            yield self.request(url)

    def failed(self, failure: Failure) -> None:
        """Keep why there is none."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        fate, reason = fate_of_failure(failure)
        self.pages.append(Unreadable(PageMeta.of(request).url, f"{fate}: {reason}"))
