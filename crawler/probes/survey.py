"""Looks around a site for `scrapy newsource`: front page, robots.txt, feeds, two articles."""

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from typing_extensions import Self

from crawler.archive.records import SavedPage
from crawler.discovery import Listing
from crawler.discovery.found import MOST_BYTES
from crawler.downloader.responses import charset, fetched_at, is_html, saved_page
from crawler.failures import fate_of_failure
from crawler.probes.draft import suggested_name
from crawler.profiles.profile import SourceProfile
from crawler.traits import Traits
from crawler.workers.page_reader import PageReader
from crawler.workers.pool import READ_LISTING, Extractor
from crawler.workers.worker import ExtractionFailed

ARTICLES = 2  # pages that are saved as fixtures
FEEDS = 4  # that are asked for an answer; sites advertise one per section


class Survey:
    """What is found; the spider fills it in."""

    def __init__(self, url: str) -> None:
        self.profile = blank_profile(url)
        self.home: SavedPage | None = None
        self.feeds: list[str] = []  # that answer
        self.sitemaps: list[str] = []  # that robots.txt names
        self.links: dict[str, None] = {}  # to articles
        self.articles: list[SavedPage] = []
        self.unverified: list[str] = []  # keys of what has not been asked for an answer
        self.troubles: list[str] = []  # addresses that could not be fetched, and why


def blank_profile(url: str) -> SourceProfile:
    """Return a profile that knows the site's domain only."""
    domain = urlsplit(url).netloc.lower().removeprefix("www.")
    return SourceProfile(name=suggested_name(domain.partition(":")[0]), domains=(domain,))


def survey_of_page(page: SavedPage, reader: PageReader) -> Survey:
    """Return what a saved front page shows; nothing is asked for. Raises Unreadable."""
    survey = Survey(page.url)
    survey.home = page
    listing: Listing = reader.read("crawler.discovery:read_listing", page, survey.profile)
    survey.feeds = [feed.url for feed in listing.listings]
    survey.links = dict.fromkeys(article.url for article in listing.articles)
    survey.unverified = ["feeds"] if survey.feeds else []
    return survey


class SurveySpider(scrapy.Spider):
    """Asks for a dozen pages at most; nothing is written."""

    name = "survey"
    traits = Traits()
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}, "ARCHIVE_PAGES": False}  # noqa: RUF012  # as Scrapy has it

    extractor: Extractor

    def __init__(self, url: str, survey: Survey) -> None:
        super().__init__()
        self.url = url
        self.survey = survey
        self.asked = 0  # articles

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with workers that read listings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.extractor = Extractor.from_crawler(crawler, READ_LISTING)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the front page's request."""
        yield self.request(self.url, self.read_home)

    def request(self, url: str, callback: Any, **meta: Any) -> Request:
        return Request(url, callback=callback, errback=self.failed, meta=meta, dont_filter=True)

    async def read_home(self, response: Response) -> AsyncIterator[Request]:
        """Yield what the front page leads to."""
        if not is_html(response):
            self.survey.troubles.append(f"{response.url}: not a page of HTML")
            return
        self.survey.home = saved_page(response, fetched_at(response))
        self.survey.profile = blank_profile(response.url)
        listing = await self.listing(response)
        robots = urljoin(response.url, "/robots.txt")
        yield self.request(robots, self.read_robots, dont_obey_robotstxt=True)
        for feed in listing.listings[:FEEDS]:
            yield self.request(feed.url, self.read_feed, download_maxsize=MOST_BYTES)
        for request in self.article_requests(listing):
            yield request

    async def read_robots(self, response: Response) -> None:
        """Note the sitemaps; where one is of news, the others are not needed."""
        sitemaps = [one.url for one in (await self.listing(response)).listings]
        self.survey.sitemaps = [url for url in sitemaps if "news" in url.lower()] or sitemaps
        self.survey.unverified = ["sitemaps"] if sitemaps else []

    async def read_feed(self, response: Response) -> AsyncIterator[Request]:
        """Note a feed that has entries."""
        listing = await self.listing(response)
        if listing.kind == "feed" and listing.articles:
            self.survey.feeds.append(response.url)
            for request in self.article_requests(listing):
                yield request

    def article_requests(self, listing: Listing) -> Iterator[Request]:
        """Note a listing's articles, and yield the requests of the first ones."""
        for article in listing.articles:
            self.survey.links[article.url] = None
            if self.asked < ARTICLES:
                self.asked += 1
                yield self.request(article.url, self.read_article)

    def read_article(self, response: Response) -> None:
        """Keep an article's page."""
        if is_html(response):
            self.survey.articles.append(saved_page(response, fetched_at(response)))

    async def listing(self, response: Response) -> Listing:
        """Return what a listing names; one that can't be read is noted, and names nothing."""
        try:
            return await self.extractor.listing(
                response.body, response.url, self.survey.profile, charset(response)
            )
        except ExtractionFailed as failure:
            self.survey.troubles.append(f"{response.url}: {failure.reason}")
            return Listing("page")

    def failed(self, failure: Failure) -> None:
        """Note what could not be fetched."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        self.survey.troubles.append(f"{request.url}: {fate_of_failure(failure)[1]}")
