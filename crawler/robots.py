"""robots.txt (RFC 9309), obeyed: read once a day a site, whatever the number of runs.

It takes the place of Scrapy's middleware, which reads it in every run and, of several requests
that wait for the same file, checks only the first (Scrapy 2.19 with asyncio).
"""

import logging
from asyncio import Lock
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.clock import clock_of
from crawler.fates import OutOfTurn
from crawler.ledger import agenda_of
from crawler.ledger.agenda import Agenda, RobotsFile

logger = logging.getLogger(__name__)

FRESH = timedelta(hours=24)  # RFC 9309, 2.4
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5
# Seconds to wait in a run for the next page of a site. Where robots.txt asks for more, a run of a
# spider that comes back takes one page and leaves the others, lest one site hold up all.
LONGEST_WAIT = 60.0
LONGEST_DELAY = 24 * 3600.0  # seconds between two pages; who asks for more is asked once a day
# Scrapy varies a delay by half, and a site's is the least.
VARIATION = 0.5


class RobotsMiddleware:
    """Refuses what robots.txt forbids, and keeps its Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = clock_of(crawler)
        self.comes_back = getattr(crawler.spidercls, "comes_back", False)
        self._rules: dict[str, Protego] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Return the middleware, unless ROBOTSTXT_OBEY is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        return cls(crawler)

    @cached_property
    def agenda(self) -> Agenda:
        """What earlier runs have read; there are no extensions before the crawl begins."""
        return agenda_of(self.crawler)

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest if robots.txt forbids the page, or can't be had."""
        if request.meta.get("dont_obey_robotstxt") or not urlsplit(request.url).hostname:
            return
        site = site_of(request.url)
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = Protego.parse(await self.text(site))
        rules = self._rules[site]
        agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
        if not rules.can_fetch(request.url, agent):
            raise IgnoreRequest("Forbidden by robots.txt")
        if delay := asked_delay(rules, agent):
            if delay > LONGEST_WAIT and self.comes_back:
                self.take_turn(request, site, delay)
                delay = LONGEST_WAIT
            self.slow_down(request, delay)

    def take_turn(self, request: Request, site: str, delay: float) -> None:
        """Raise OutOfTurn if the site has been asked within its delay, in this run or another.

        What a redirect leads to is still the page that it was the turn of.
        """
        known, now = self.agenda.robots(site), self.now()
        if known is None or request.meta.get("redirect_times"):
            return
        if known.asked and now < known.asked + timedelta(seconds=delay):
            raise OutOfTurn(f"robots.txt asks for {delay:.0f} seconds between two pages")
        self.agenda.save_robots(replace(known, asked=now))

    async def text(self, site: str) -> str:
        """Return the site's robots.txt, "" if it has none; raises IgnoreRequest."""
        known = self.agenda.robots(site)
        if known and self.now() - known.fetched < FRESH:
            return known.text
        request = Request(
            f"{site}/robots.txt",
            priority=1000,
            meta={"dont_obey_robotstxt": True, "dont_retry": True},  # the page is retried
            callback=NO_CALLBACK,
        )
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        if response.status >= 500:
            if known:
                return known.text
            raise IgnoreRequest(f"robots.txt: HTTP {response.status}, so all is forbidden")
        text = robots_text(response)
        asked = known.asked if known else None
        self.agenda.save_robots(RobotsFile(site, self.now(), text, asked))
        return text

    def slow_down(self, request: Request, delay: float) -> None:
        """Leave so many seconds between two requests to the page's site."""
        assert self.crawler.engine is not None
        if delay > LONGEST_WAIT:
            logger.warning(
                "%s: robots.txt asks for %.0f seconds between two pages; they are kept",
                urlsplit(request.url).netloc,
                delay,
            )
        downloader = self.crawler.engine.downloader
        place = downloader.get_slot_key(request)
        delay = max(delay / VARIATION, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[place] = {"delay": delay}
        if place in downloader.slots:
            downloader.slots[place].delay = delay
        request.meta["autothrottle_dont_adjust_delay"] = True


def site_of(url: str) -> str:
    """Return the scheme and host that a robots.txt is for, such as https://herald.example."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def asked_delay(rules: Protego, agent: str) -> float:
    """Return the seconds between two pages that robots.txt asks for, 0 if it does not."""
    delay = float(rules.crawl_delay(agent) or 0)
    return min(delay, LONGEST_DELAY) if delay > 0 else 0.0  # which leaves out NaN, too


def long_delay(agenda: Agenda, url: str, agent: str) -> float:
    """Return the delay of a page's site if it is too long to be waited for in a run, else 0."""
    known = agenda.robots(site_of(url))
    if known is None or "crawl-delay" not in known.text.lower():
        return 0.0
    delay = asked_delay(Protego.parse(known.text), agent)
    return delay if delay > LONGEST_WAIT else 0.0


def robots_text(response: Response) -> str:
    """Return what a robots.txt says; one that is refused or not there says nothing."""
    if response.status != 200:
        return ""
    return response.body[:MOST_BYTES].decode("utf-8-sig", "replace")
