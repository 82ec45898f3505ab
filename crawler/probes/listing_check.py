"""Asks each feed, sitemap and section page of the profiles whether it lists anything."""

from collections.abc import AsyncIterator, Mapping

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import read_listing
from crawler.downloader.responses import charset
from crawler.failures import fate_of_failure
from crawler.profiles.profile import SourceProfile
from crawler.traits import Traits


class ListingSpider(scrapy.Spider):
    """Fills faults with what is wrong, by source; it keeps nothing else of what it reads."""

    name = "listings"
    traits = Traits()
    custom_settings = {"EXTENSIONS": {}, "ITEM_PIPELINES": {}}  # noqa: RUF012  # as Scrapy has it

    def __init__(self, profiles: Mapping[str, SourceProfile], faults: dict[str, list[str]]) -> None:
        super().__init__()
        self.profiles = profiles
        self.faults = faults

    async def start(self) -> AsyncIterator[Request]:
        """Yield the address of each listing."""
        for profile in self.profiles.values():
            for url in (*profile.feeds, *profile.sitemaps, *profile.sections):
                yield Request(
                    url,
                    callback=self.read,
                    errback=self.failed,
                    cb_kwargs={"source": profile.name},
                    dont_filter=True,
                )

    def read(self, response: Response, source: str) -> None:
        """Note a listing that names no article."""
        profile = self.profiles[source]
        listing = read_listing(response.body, response.url, profile, charset(response))
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
