"""What the three spiders share: a request becomes a response, and a response an Article."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timezone
from typing import Any

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from typing_extensions import Self
from w3lib.encoding import http_content_type_encoding

from crawler.extractor import Extractor
from crawler.items import Article
from crawler.profiles import GENERIC, SourceProfile


class ArticleSpider(scrapy.Spider):
    """Yields the Article of each page that it asks for."""

    extractor: Extractor

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with its extractor."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.extractor = Extractor(0, crawler.settings.getfloat("EXTRACTION_TIMEOUT"))
        return spider

    def requests(self) -> Iterator[Request]:
        """Yield what the crawl begins with."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Request]:
        """Yield the first requests as fast as they are worked off, so that memory stays flat."""
        for request in self.requests():
            if self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
            yield request

    def article_request(self, url: str, **changes: Any) -> Request:
        """Return the request of an article; url is the key of its fate."""
        meta = {"article_url": url, **changes.pop("meta", {})}
        return Request(url, callback=self.parse_article, meta=meta, **changes)

    async def parse_article(self, response: Response) -> AsyncIterator[Article]:
        """Yield the page's article."""
        if not isinstance(response, TextResponse):
            return
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        article = await self.extractor.extract(
            response.body,
            response.url,
            self.profile_of(response.url),
            http_content_type_encoding(content_type),
        )
        article.date_retrieved = response.meta.get("fetched_at", datetime.now(timezone.utc))
        yield article

    def profile_of(self, url: str) -> SourceProfile:
        """Return the profile of the site, GENERIC if it has none."""
        return GENERIC
