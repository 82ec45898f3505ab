"""Takes the new articles of the sources: reads their feeds and section pages."""

from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from typing_extensions import Self

from crawler.discovery import read_listing
from crawler.discovery.found import Kind
from crawler.errors import ArgumentError, did_you_mean
from crawler.ledger import ledger_of
from crawler.responses import charset
from crawler.spiders.base import ArticleSpider


class NewsSpider(ArticleSpider):
    """`scrapy crawl news`, or some sources only: `-a source=herald,tribune`."""

    name = "news"

    def __init__(self, source: str = "", **unknown: str) -> None:
        super().__init__(**unknown)
        self.chosen = [name.strip() for name in source.split(",") if name.strip()]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; raises UserError, ArgumentError for an unknown source."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name in spider.chosen:
            if name not in spider.profiles:
                raise ArgumentError(f"no source {name!r}{did_you_mean(name, spider.profiles)}")
        return spider

    def requests(self) -> Iterator[Request]:
        """Yield the feeds and section pages of each source."""
        for name in self.chosen or self.profiles:
            self.fates.reads(name)
            for url in self.profiles[name].feeds:
                yield self.listing_request(url, name, "feed")
            for url in self.profiles[name].sections:
                yield self.listing_request(url, name, "page")

    def listing_request(self, url: str, source: str, kind: Kind) -> Request:
        """Return the request of a feed or a section page."""
        meta = {"source": source, "kind": kind}
        return Request(url, self.parse_listing, errback=self.fates.listing_failed, meta=meta)

    def parse_listing(self, response: Response) -> Iterator[Request]:
        """Yield the requests of the articles that it lists and no run has settled."""
        profile = self.profiles[response.meta["source"]]
        listing = read_listing(response.body, response.url, profile, charset(response))
        if listing.kind == "page" != response.meta["kind"]:
            self.fates.listing_broken(response.url, profile.name, "a page in place of a feed")
            return
        links = [article.url for article in listing.articles]
        settled = ledger_of(self.crawler).settled(links, datetime.now(timezone.utc))
        self.fates.known(profile.name, len(settled))
        for link in links:
            if link not in settled:
                yield from self.article_requests(link, profile.name)
