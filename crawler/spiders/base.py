"""What the spiders share: a URL becomes a request, and its response an Article."""

import asyncio
import hashlib
import inspect
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from typing_extensions import Self
from w3lib.url import safe_url_string

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import write_page
from crawler.clock import Clock, clock_of
from crawler.downloader.meta import PageMeta
from crawler.downloader.redirects import is_to_front_page
from crawler.downloader.responses import charset, content_type, fetched_at, is_html, saved_page
from crawler.errors import ArgumentError, did_you_mean
from crawler.failures import Postponed
from crawler.fates import HasFate
from crawler.items import Article
from crawler.output import folder_of
from crawler.profiles.files import load_profiles, profile_folders
from crawler.profiles.model_files import SiteModels, site_models
from crawler.profiles.profile import SourceProfile, profile_for
from crawler.run.fate_recorder import FateRecorder
from crawler.run.results import Results
from crawler.spiders.later_pages import LaterPages
from crawler.traits import Traits
from crawler.workers.pool import Extractor
from crawler.workers.worker import ExtractionFailed


class ArticleSpider(scrapy.Spider):
    """Yields the Article of each page that it asks for; each URL gets its fate."""

    traits: ClassVar[Traits]
    profiles: dict[str, SourceProfile]
    models: SiteModels
    extractor: Extractor
    later_pages: LaterPages
    now: Clock
    results: Results | None = None  # of the addresses that a person has named

    def __init__(self, **unknown: str) -> None:
        super().__init__()
        known = [name for name in inspect.signature(type(self)).parameters if name != "unknown"]
        for name in unknown:
            raise ArgumentError(
                f"spider {self.name} has no argument {name!r}{did_you_mean(name, known)}"
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with the source profiles and its workers; raises UserError."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.now = clock_of(crawler)
        spider.profiles = load_profiles(profile_folders(crawler.settings))
        spider.models = site_models(crawler.settings)
        spider.extractor = Extractor.from_crawler(crawler)
        spider.later_pages = LaterPages(spider)
        return spider

    @property
    def fates(self) -> FateRecorder:
        """The run's books."""
        recorder = self.crawler.get_extension(FateRecorder)
        assert recorder is not None, "settings.EXTENSIONS lacks the FateRecorder"
        return recorder

    def requests(self) -> Iterator[Request | None]:
        """Yield what the crawl begins with; None lets other work be done before the next."""
        raise NotImplementedError  # an abstract class's machinery breaks Scrapy's feed exports

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first requests as fast as they are worked off, so that memory stays flat."""
        if self.results:
            self.results.begin(self.crawler)
        for request in self.requests():
            if request is None:
                await asyncio.sleep(0)
                continue
            yield request
            if self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def article_requests(
        self,
        url: str,
        source: str | None = None,
        *,
        saved: SavedPage | None = None,
        **changes: Any,
    ) -> Iterator[Request]:
        """Yield the request of a page; none for a bad URL.

        Nor for one that this run has seen, unless dont_filter is set. source: None for that of the
        URL's site. saved: answers it.
        """
        if source is None:
            source = profile_for(url, self.profiles).name
        if not self.fates.seen(url, source) and not changes.get("dont_filter"):
            return
        if not is_web_address(url):
            self.fates.settle(url, "failed", "not an http address")
            return
        meta = PageMeta(url, source, saved).as_meta()
        yield Request(
            url, callback=self.parse_article, errback=self.fates.failed, meta=meta, **changes
        )

    async def parse_article(self, response: Response) -> AsyncIterator[Article | Request]:
        """Yield the page's article, or the request of the first page of which it is a later one."""
        url = PageMeta.of(response).url
        if not is_html(response):
            self.fates.settle(url, "not an article", content_type(response) or "no HTML")
            return
        if is_to_front_page(url, response.url):
            self.fates.settle(url, "not an article", "leads to the front page")
            return
        if response.status == 206:
            self.fates.settle(url, "failed", "HTTP 206, a part of a page")
            return
        try:
            article = await self.extracted(response)
            if self.is_later_page(article, response):
                self.fates.settle(url, "part", f"of {article.first_page}")
                for request in self.first_page_requests(article, response):
                    yield request
                return
            if article.goes_on:
                article = await self.later_pages.whole(article, response)
        except HasFate as lost:  # ExtractionFailed, PageLost
            self.fates.settle(url, lost.fate, lost.reason)
            return
        except Postponed as why:
            self.fates.postpone(url, why)
            return
        zone = profile_for(response.url, self.profiles).timezone
        asked = None if url == response.url else url
        retrieved = fetched_at(response)
        yield replace(article, asked_url=asked, timezone=zone, date_retrieved=retrieved)

    async def extracted(self, response: Response) -> Article:
        """Return what a page says; one that raises ExtractionFailed is kept in quarantine."""
        profile = profile_for(response.url, self.profiles)
        profile = self.models.with_model(profile, response.url)
        try:
            return await self.extractor.extract(
                response.body, response.url, profile, charset(response), fetched_at(response)
            )
        except ExtractionFailed as failure:
            kept = self.quarantine(response)
            raise ExtractionFailed(
                response.url, f"{failure.reason}; page kept in {kept}"
            ) from failure

    # Articles on several pages.

    def is_later_page(self, article: Article, response: Response) -> bool:
        """Return whether the page is to be left to the first one of its article."""
        first = article.first_page
        return (
            first is not None
            and self.later_pages.most > 1
            and first != PageMeta.of(response).url  # which has led here
        )

    def first_page_requests(self, article: Article, response: Response) -> Iterator[Request]:
        """Yield the request of the first page, unless this run has seen it."""
        assert article.first_page is not None
        return self.article_requests(article.first_page, PageMeta.of(response).source)

    def later_page_request(self, url: str, response: Response) -> Request | None:
        """Return the request of a later page of the response's article."""
        page = replace(PageMeta.of(response), fetched_at=None)
        return Request(url, meta=page.as_meta())

    def quarantine(self, response: Response) -> Path:
        """Keep a page that cost its worker, for a replay under the eyes of a developer."""
        name = hashlib.sha256(response.url.encode()).hexdigest()[:16]
        path = folder_of(self.settings["OUTPUT_DIR"], "quarantine") / name
        write_page(saved_page(response, fetched_at(response)), path)
        return path.with_suffix(".html")


def is_web_address(url: str) -> bool:
    """Return whether the URL is an http or https address with a host."""
    try:
        parts = urlsplit(safe_url_string(url))  # as Request does
        host = parts.hostname or ""
        # What no name server can be asked for, such as "…", is left as it is.
        is_host = bool(host) and host.isascii()
        return parts.scheme in {"http", "https"} and is_host and parts.port != 0
    except ValueError:  # such as http://[::1/ or a port of letters
        return False
