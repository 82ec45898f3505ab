"""Follows listings: asks for the pages that they name, and for the listings below them."""

import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery import Discovered, Listing
from crawler.discovery.day_range import DayRange, wanted_pages
from crawler.discovery.found import MOST_BYTES
from crawler.downloader.meta import ListingMeta
from crawler.downloader.responses import charset
from crawler.failures import OutOfTurn
from crawler.ledger import ledger_of
from crawler.ledger.agenda import DuePage
from crawler.profiles.profile import SourceProfile
from crawler.signals import article_displaced, url_settled
from crawler.spiders.backlog import Backlog
from crawler.spiders.base import ArticleSpider
from crawler.spiders.dry_run import DryRun
from crawler.spiders.parts import each, in_parts
from crawler.spiders.planner import MOST_BELOW, Planner
from crawler.workers.worker import ExtractionFailed

AT_A_TIME = 20  # requests of a listing's pages, between which the reactor does other work
MOST_NESTING = 3  # robots.txt, index, index, sitemap


class PollingSpider(ArticleSpider):
    """Reads listings by the ledger's agenda, and writes on it what it learns.

    A dry run writes nothing: it reads the listings and prints their pages.
    """

    # crawler/downloader/hosts.py leaves a host alone that answers 503.
    custom_settings = {"RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408]}  # noqa: RUF012  # as Scrapy has it
    days: DayRange  # whose articles it is after
    planner: Planner
    backlog: Backlog

    def __init__(self, *, most_pages: int | None, is_dry: bool, **unknown: str) -> None:
        """Ask for so many pages at most; None: for all."""
        super().__init__(**unknown)
        self.left_to_ask = most_pages or sys.maxsize
        self.is_dry = is_dry
        self.dry_run = DryRun()
        self.listings: set[str] = set()  # that the run has asked for

    def begin(self) -> None:
        """Open the agenda, which the run's ledger holds."""
        self.planner = Planner(ledger_of(self.crawler), self.profiles, self.now)
        self.backlog = Backlog(self.crawler, self.fates, self.found_requests)
        if not self.is_dry:
            self.crawler.signals.connect(self.planner.url_settled, url_settled)
            self.crawler.signals.connect(self.planner.article_displaced, article_displaced)

    # Listings.

    def listing_meta(self, url: str, source: str, nesting: int = 0) -> ListingMeta:
        """Return what rides on the request of a listing."""
        return ListingMeta(url, source, nesting, is_dated=self.days.is_of(url))

    def listing_request(self, listing: ListingMeta) -> Request:
        """Return the request of a listing, which asks whether it has changed."""
        self.listings.add(listing.url)
        conditions = {}
        if not listing.is_doubted and not self.days.is_backfill:
            known = self.planner.listing(listing.url)
            conditions = self.planner.polls.conditions(
                listing.source, known.etag, known.last_modified
            )
        return Request(
            listing.url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            headers=conditions,
            meta={
                **listing.as_meta(),
                "download_maxsize": MOST_BYTES,
                "handle_httpstatus_list": [304],
                "dont_obey_robotstxt": listing.url.endswith("/robots.txt"),
            },
            dont_filter=True,
            priority=1,  # news first, then what is looked at again
        )

    async def parse_listing(self, response: Response) -> AsyncIterator[Request]:
        """Yield the requests of the articles and the listings that a listing names."""
        meta = ListingMeta.of(response)
        profile = self.profiles[meta.source]
        if response.status == 304:
            self.answered(profile)
            self.fates.listing_unchanged(profile.name)
            if self.planner.is_doubtful(meta.url):
                yield self.listing_request(replace(meta, is_doubted=True))
            return
        try:
            listing = await self.extractor.listing(
                response.body, response.url, profile, charset(response)
            )
            fault = mistaken_kind(listing, meta.url, profile)
        except ExtractionFailed as failure:
            fault = failure.reason
        if fault:
            self.fates.listing_broken(meta.url, profile.name, fault)
            for request in self.unanswered(profile, meta.url):
                yield request
            return
        self.answered(profile)
        is_named = listing.kind == "feed" or meta.url in profile.sitemaps  # others list sections
        is_all = is_named and not listing.articles
        self.fates.refused(meta.url, profile.name, listing.refused, is_all=is_all)
        async for request in self.listed_pages(listing, meta, response):
            yield request
        if meta.nesting < MOST_NESTING and (listing.kind != "page" or not profile.feeds):
            async for request in self.listings_below(listing, meta):
                yield request

    async def listed_pages(
        self, listing: Listing, meta: ListingMeta, response: Response
    ) -> AsyncIterator[Request]:
        """Yield the requests of the pages of a listing that are new, or said to have changed."""
        profile = self.profiles[meta.source]
        pages = [
            page
            async for some in in_parts(listing.articles)
            for page in wanted_pages(some, self.days, dated_listing=meta.is_dated)
        ]
        new, passed_over = await self.planner.sorted_out(meta.url, listing, pages)
        if not self.is_dry:
            await self.planner.remember(new, passed_over)
            self.planner.read(meta, listing, response)
        changed = [
            page
            async for some in in_parts(() if self.days.is_backfill else pages)
            for page in self.planner.hints.followed(profile, some)
        ]
        known = len(listing.articles) - len(new)
        asked = new if self.is_dry else self.backlog.take(profile.name, new)
        async for page in each(asked, AT_A_TIME):
            for request in self.found_requests(page, profile.name):
                yield request
        for due in changed:
            for request in self.look_again(due, profile.name):
                known -= 1
                yield request
        self.fates.known(profile.name, known)

    async def listings_below(self, listing: Listing, meta: ListingMeta) -> AsyncIterator[Request]:
        """Yield the requests of the listings that a listing names; an index may name itself."""
        chosen, left = await self.planner.listings_below(meta.source, listing, self.days)
        if left:
            why = f"a run reads {MOST_BELOW} of a source"
            self.fates.listings_left(meta.source, left, why)
        async for below in each(chosen, AT_A_TIME):
            if below.url not in self.listings:
                named = self.listing_meta(below.url, meta.source, meta.nesting + 1)
                yield self.listing_request(named)

    def listing_failed(self, failure: Failure) -> list[Request]:
        """Note a listing that could not be fetched; return the requests of those in its place."""
        meta = ListingMeta.of(failure.request)  # type: ignore[attr-defined]  # set by Scrapy
        profile = self.profiles[meta.source]
        self.fates.listing_failed(failure, self.planner.doubt(profile, meta.url))
        if isinstance(failure.value, OutOfTurn):
            return []
        return self.unanswered(profile, meta.url)

    def answered(self, profile: SourceProfile) -> None:
        """Note that one of a source's listings has come."""
        self.fates.answered(profile.name)
        if not self.is_dry:
            self.planner.polls.answered(profile)

    def unanswered(self, profile: SourceProfile, url: str) -> list[Request]:
        """Note that one of a source's listings could not be read; of which all do falls back."""
        if not self.is_dry:
            self.planner.polls.failed(profile)
        if profile.name in self.fates.tally.answered:
            return []
        fallbacks = self.planner.fallbacks(profile, url)
        return [self.listing_request(self.listing_meta(one, profile.name)) for one in fallbacks]

    # Pages.

    def look_again(self, page: DuePage, source: str) -> Iterator[Request]:
        """Yield the request of a page that asks whether it has changed."""
        conditions = self.planner.polls.conditions(source, page.etag, page.last_modified)
        yield from self.page_requests(Discovered(page.url), source, headers=conditions)

    def found_requests(self, page: Discovered, source: str) -> Iterator[Request]:
        """Yield the request of a page that a listing names, unless the run has seen it."""
        if not self.left_to_ask:
            self.fates.left_over(source, 0 if self.is_dry else 1)
            return
        yield from self.page_requests(page, source)

    def page_requests(self, page: Discovered, source: str, **changes: Any) -> Iterator[Request]:
        """Yield the request of a page, or in a dry run only print its address."""
        if not self.left_to_ask:
            return
        if self.is_dry:
            is_new = self.dry_run.show(page, self.crawler)
            self.left_to_ask -= is_new
            self.fates.left_over(source, int(is_new))
            return
        for request in self.article_requests(page.url, source, **changes):
            self.left_to_ask -= 1
            yield request


def mistaken_kind(listing: Listing, url: str, profile: SourceProfile) -> str:
    """Return what a listing is in place of what its source says it is, "" if it is that."""
    if listing.kind != "page" or url not in (*profile.feeds, *profile.sitemaps):
        return ""
    return f"a page in place of a {'feed' if url in profile.feeds else 'sitemap'}"
