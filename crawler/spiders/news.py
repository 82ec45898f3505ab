"""Reads the listings of the sources that are due, and asks for the articles that are new or due."""

import sys
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure
from typing_extensions import Self

from crawler.discovery import Discovered
from crawler.discovery.found import MOST_BYTES
from crawler.discovery.span import Span, wanted_pages
from crawler.downloader.meta import ListingMeta
from crawler.downloader.responses import charset
from crawler.downloader.robots_rules import product_token
from crawler.errors import ArgumentError, did_you_mean
from crawler.failures import OutOfTurn
from crawler.ledger import ledger_of
from crawler.ledger.agenda import DuePage
from crawler.profiles.profile import SourceProfile, profile_for
from crawler.profiles.schedule import is_at_rest
from crawler.signals import url_settled
from crawler.spiders.arguments import argument_day, argument_flag, argument_pages
from crawler.spiders.backlog import Backlog
from crawler.spiders.base import ArticleSpider
from crawler.spiders.dry_run import DryRun
from crawler.spiders.parts import each, in_parts
from crawler.spiders.planner import MOST_BELOW, Planner
from crawler.traits import Traits
from crawler.workers.pool import ExtractionFailed

DAY = timedelta(days=1)  # by which the clocks of some zones are ahead
AT_A_TIME = 20  # requests of a listing's pages, between which the reactor does other work
MOST_NESTING = 3  # robots.txt, index, index, sitemap


class NewsSpider(ArticleSpider):
    """`scrapy crawl news`: the sources that are due.

    -a source=a,b           these, due or not
    -a since=2024-10-01 -a until=2024-10-31
                            a back-fill: what they published on these days
    -a limit=100            at most so many pages; the rest is left for the next run
    -a dry_run=1            list what would be fetched, and fetch the listings only
    """

    name = "news"
    traits = Traits(comes_back=True)
    # crawler/downloader/hosts.py leaves a host alone that answers 503.
    custom_settings = {"RETRY_HTTP_CODES": [500, 502, 504, 522, 524, 408]}  # noqa: RUF012  # as Scrapy has it
    planner: Planner
    backlog: Backlog

    def __init__(
        self,
        source: str = "",
        since: str = "",
        until: str = "",
        limit: str = "",
        dry_run: str = "",
        **unknown: str,
    ) -> None:
        super().__init__(**unknown)
        named = (name.strip() for name in source.split(","))
        self.chosen = list(dict.fromkeys(name for name in named if name))
        if source and not self.chosen:
            raise ArgumentError(f"-a source={source}: names no source")
        self.since, self.until = argument_day("since", since), argument_day("until", until)
        if self.until and not self.since:
            raise ArgumentError("-a until= needs -a since= with the first day")
        if self.since and self.until and self.until < self.since:
            raise ArgumentError(f"-a until={until} is before -a since={since}")
        self.left_to_ask = argument_pages("limit", limit) or sys.maxsize
        self.is_dry = argument_flag("dry_run", dry_run)
        self.dry_run = DryRun()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with its plans; raises ArgumentError for an unknown source."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name in spider.chosen:
            if name not in spider.profiles:
                near = did_you_mean(name, spider.profiles)
                raise ArgumentError(f"-a source={name}: there is no such source{near}")
        if spider.since and spider.since > spider.now().date() + DAY:
            raise ArgumentError(f"-a since={spider.since} is yet to come")
        return spider

    # What to begin with.

    def requests(self) -> Iterator[Request]:
        """Yield the listings of the sources, then the pages that are due."""
        self.planner = Planner(ledger_of(self.crawler), self.profiles, self.now)
        self.backlog = Backlog(self.crawler, self.fates, self.found_requests)
        if not self.is_dry:
            self.crawler.signals.connect(self.planner.url_settled, url_settled)
        now = self.now()
        span = Span.fresh(now)
        if self.since:
            span = Span(self.since, self.until or now.date(), is_backfill=True)
        self.span = span
        polled = [
            self.profiles[name]
            for name in self.chosen or sorted(self.profiles)
            if name in self.chosen or not is_at_rest(self.profiles[name], now.date())
            if self.chosen or self.since or self.planner.is_due(name)
        ]
        for name in sorted(set(self.profiles) - {profile.name for profile in polled}):
            if is_at_rest(self.profiles[name], now.date()):
                continue
            if not self.chosen and (rest := self.planner.rest(self.profiles[name])):
                self.fates.left_alone(name, *rest)
        due = [] if self.since else list(self.due_pages())
        if not polled and not due:
            self.fates.nothing_due(self.planner.next_due())
        waiting = {source for _, source in due}
        for profile in polled:
            listings = self.planner.turn(
                self.planner.listings(profile, span),
                product_token(self.settings),
                pages_wait=profile.name in waiting,
            )
            if listings:
                self.fates.reads(profile.name)
            for url in listings:
                yield self.listing_request(url, profile, is_dated=span.is_of(url))
        for page, source in due:
            yield from self.look_again(page, source)

    def due_pages(self) -> Iterator[tuple[DuePage, str]]:
        """Yield the pages whose time has come, and their sources.

        These are articles to look at again, and what was left.
        """
        for page in self.planner.due_pages():
            source = profile_for(page.url, self.profiles).name
            if source in self.chosen or (
                source
                and not self.chosen
                and not is_at_rest(self.profiles[source], self.now().date())
            ):
                yield page, source

    def look_again(self, page: DuePage, source: str) -> Iterator[Request]:
        """Yield the request of a page that asks whether it has changed."""
        conditions = self.planner.conditions(source, page.etag, page.last_modified)
        yield from self.page_requests(Discovered(page.url), source, headers=conditions)

    # Listings.

    def listing_request(
        self,
        url: str,
        profile: SourceProfile,
        *,
        nesting: int = 0,
        is_dated: bool = False,
        is_doubted: bool = False,
    ) -> Request:
        """Return the request of a listing, which asks whether it has changed.

        is_dated: all in it is of the days that the crawl is after; is_doubted: it is asked for
        whole, since its "not modified" is doubted.
        """
        state = self.planner.listing(url)
        conditions = (
            {}
            if is_doubted or self.span.is_backfill
            else self.planner.conditions(profile.name, state.etag, state.last_modified)
        )
        return Request(
            url,
            callback=self.parse_listing,
            errback=self.listing_failed,
            headers=conditions,
            cb_kwargs={"nesting": nesting, "is_dated": is_dated, "is_doubted": is_doubted},
            meta={
                **ListingMeta(url, profile.name).as_meta(),
                "download_maxsize": MOST_BYTES,
                "handle_httpstatus_list": [304],
                "dont_obey_robotstxt": url.endswith("/robots.txt"),
            },
            dont_filter=True,
            priority=1,  # news first, then what is looked at again
        )

    async def parse_listing(
        self, response: Response, nesting: int, is_dated: bool, is_doubted: bool
    ) -> AsyncIterator[Request]:
        """Yield the requests of the articles and the listings that a listing names."""
        meta = ListingMeta.of(response)
        profile, url = self.profiles[meta.source], meta.url
        if response.status == 304:
            self.answered(profile)
            self.fates.listing_unchanged(profile.name)
            if self.planner.is_doubtful(url):
                yield self.listing_request(url, profile, nesting=nesting, is_doubted=True)
            return
        try:
            listing = await self.extractor.listing(
                response.body, response.url, profile, charset(response)
            )
        except ExtractionFailed as failure:
            self.fates.listing_broken(url, profile.name, failure.reason)
            for request in self.unanswered(profile, url):
                yield request
            return
        if listing.kind == "page" and url in (*profile.feeds, *profile.sitemaps):
            kind = "feed" if url in profile.feeds else "sitemap"
            self.fates.listing_broken(url, profile.name, f"a page in place of a {kind}")
            for request in self.unanswered(profile, url):
                yield request
            return
        self.answered(profile)
        is_named = listing.kind == "feed" or url in profile.sitemaps  # others may list sections
        is_all = is_named and not listing.articles
        self.fates.refused(url, profile.name, listing.refused, is_all=is_all)
        pages = [
            page
            async for some in in_parts(listing.articles)
            for page in wanted_pages(some, self.span, dated_listing=is_dated)
        ]
        new, passed_over = await self.planner.sorted_out(url, listing, pages)
        if not self.is_dry:
            await self.planner.remember(new, passed_over)
            self.planner.read(url, listing, response, profile, is_doubted=is_doubted)
        changed = [
            page
            async for some in in_parts(() if self.span.is_backfill else pages)
            for page in self.planner.changed(profile, some)
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
        if nesting < MOST_NESTING and (listing.kind != "page" or not profile.feeds):
            chosen, left = await self.planner.listings_below(profile.name, listing, self.span)
            if left:
                why = f"a run reads {MOST_BELOW} of a source"
                self.fates.listings_left(profile.name, left, why)
            async for below in each(chosen, AT_A_TIME):
                yield self.listing_request(
                    below.url, profile, nesting=nesting + 1, is_dated=self.span.is_of(below.url)
                )

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
            self.planner.answered(profile)

    def unanswered(self, profile: SourceProfile, url: str) -> list[Request]:
        """Note that one of a source's listings could not be read; of which all do falls back."""
        if not self.is_dry:
            self.planner.failed(profile)
        if profile.name in self.fates.tally.answered:
            return []
        return [self.listing_request(one, profile) for one in self.planner.fallbacks(profile, url)]

    # Pages.

    def found_requests(self, page: Discovered, source: str) -> Iterator[Request]:
        """Yield the request of a page that a listing names; one that is not made is counted."""
        if not self.left_to_ask:
            self.fates.left_over(source, 0 if self.is_dry else 1)
            return
        requests = list(self.page_requests(page, source))
        if not requests:
            self.fates.known(source)
        yield from requests

    def page_requests(self, page: Discovered, source: str, **changes: Any) -> Iterator[Request]:
        """Yield the request of a page, or in a dry run only print its address."""
        if not self.left_to_ask:
            return
        if self.is_dry:
            self.left_to_ask -= self.dry_run.show(page, self.crawler)
            return
        for request in self.article_requests(page.url, source, **changes):
            self.left_to_ask -= 1
            yield request
