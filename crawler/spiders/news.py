"""Asks for the listings of the sources that are due, and for the pages whose time has come."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from typing_extensions import Self

from crawler.discovery.day_range import DayRange
from crawler.downloader.robots_rules import product_token
from crawler.errors import ArgumentError, did_you_mean
from crawler.ledger.agenda import DuePage
from crawler.profiles.profile import profile_for
from crawler.spiders.arguments import argument_days, argument_flag, argument_pages
from crawler.spiders.polling_spider import PollingSpider
from crawler.traits import Traits

DAY = timedelta(days=1)  # by which the clocks of some zones are ahead


class NewsSpider(PollingSpider):
    """`scrapy crawl news`: the sources that are due.

    -a source=a,b           these, due or not
    -a since=2024-10-01 -a until=2024-10-31
                            a back-fill: what they published on these days
    -a limit=100            at most so many pages; the rest is left for the next run
    -a dry_run=1            list what would be fetched, and fetch the listings only
    """

    name = "news"
    traits = Traits(comes_back=True)

    def __init__(
        self,
        source: str = "",
        since: str = "",
        until: str = "",
        limit: str = "",
        dry_run: str = "",
        **unknown: str,
    ) -> None:
        super().__init__(
            most_pages=argument_pages("limit", limit),
            is_dry=argument_flag("dry_run", dry_run),
            **unknown,
        )
        named = (name.strip() for name in source.split(","))
        self.chosen = list(dict.fromkeys(name for name in named if name))
        if source and not self.chosen:
            raise ArgumentError(f"-a source={source}: names no source")
        self.since, self.until = argument_days(since, until)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider with its plans; raises ArgumentError for an unknown source."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        for name in spider.chosen:
            if name not in spider.profiles:
                near = did_you_mean(name, spider.profiles)
                raise ArgumentError(f"-a source={name}: there is no such source{near}")
        now = spider.now()
        if spider.since is None:
            spider.days = DayRange.fresh(now)
        elif spider.since > now.date() + DAY:
            raise ArgumentError(f"-a since={spider.since} is in the future")
        else:
            until = spider.until or now.date()
            spider.days = DayRange(spider.since, until, is_backfill=True)
        return spider

    def requests(self) -> Iterator[Request]:
        """Yield the listings of the sources, then the pages that are due."""
        self.begin()
        polls = self.planner.polls
        polled = polls.polled(self.chosen, due_or_not=self.days.is_backfill)
        if not self.chosen:
            names = {profile.name for profile in polled}
            for profile in polls.awake():
                if profile.name not in names and (rest := polls.rest(profile)):
                    self.fates.left_alone(profile.name, *rest)
        due = [] if self.days.is_backfill else list(self.due_pages())
        if not polled and not due:
            self.fates.nothing_due(polls.next_due())
        waiting = {source for _, source in due}
        for profile in polled:
            listings = self.planner.turn(
                self.planner.listings(profile, self.days),
                product_token(self.settings),
                pages_wait=profile.name in waiting,
            )
            if listings:
                self.fates.reads(profile.name)
            for url in listings:
                yield self.listing_request(self.listing_meta(url, profile.name))
        for page, source in due:
            yield from self.look_again(page, source)

    def due_pages(self) -> Iterator[tuple[DuePage, str]]:
        """Yield the pages whose time has come, and their sources.

        These are articles to look at again, and what was left.
        """
        awake = {profile.name for profile in self.planner.polls.awake()}
        among = set(self.chosen) or awake
        for page in self.planner.due_pages():
            source = profile_for(page.url, self.profiles).name
            if source in among:
                yield page, source
