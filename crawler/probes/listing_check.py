"""Asks each feed, sitemap and section page of the profiles whether it lists anything."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from typing_extensions import Self

from crawler.discovery.found import MOST_BYTES
from crawler.downloader.responses import charset
from crawler.failures import fate_of_failure
from crawler.profiles.profile import SourceProfile
from crawler.traits import Traits
from crawler.workers.pool import READ_LISTING, Extractor
from crawler.workers.worker import ExtractionFailed


class ListingSpider(scrapy.Spider):
    """Fills faults with what is wrong, by source; it keeps nothing else of what it reads."""

    name = "listings"
    traits = Traits()
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}}  # noqa: RUF012  # as Scrapy has it

    extractor: Extractor

    def __init__(self, profiles: Mapping[str, SourceProfile], faults: dict[str, list[str]]) -> None:
        super().__init__()
        self.profiles = profiles
        self.faults = faults

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with workers that read listings."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.extractor = Extractor.from_crawler(crawler, READ_LISTING)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the address of each listing."""
        for profile in self.profiles.values():
            for url in (*profile.listings, *profile.fallbacks):
                yield Request(
                    url,
                    callback=self.read,
                    errback=self.failed,
                    cb_kwargs={"source": profile.name},
                    meta={"download_maxsize": MOST_BYTES},
                    dont_filter=True,
                )

    async def read(self, response: Response, source: str) -> None:
        """Note a listing that names no article, or can't be read."""
        profile = self.profiles[source]
        try:
            listing = await self.extractor.listing(
                response.body, response.url, profile, charset(response)
            )
        except ExtractionFailed as failure:
            self.note(source, response.url, failure.reason)
            return
        if not listing.articles and listing.kind != "index":
            refused = f"; its rules refuse {listing.refused} addresses" * bool(listing.refused)
            self.note(source, response.url, f"names no article{refused}")

    def failed(self, failure: Failure) -> None:
        """Note a listing that could not be fetched."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        self.note(request.cb_kwargs["source"], request.url, fate_of_failure(failure)[1])

    def note(self, source: str, url: str, fault: str) -> None:
        """Keep what is wrong with a listing."""
        self.faults.setdefault(source, []).append(f"{url}: {fault}")
