"""robots.txt (RFC 9309), obeyed: read once a day a site, whatever the number of runs.

It takes the place of Scrapy's middleware, which reads it in every run and, of several requests
that wait for the same file, checks only the first (Scrapy 2.19 with asyncio).
"""

from asyncio import Lock
from collections import defaultdict
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
from crawler.ledger import agenda_of
from crawler.ledger.agenda import Agenda, RobotsFile

FRESH = timedelta(hours=24)  # RFC 9309, 2.4
MOST_BYTES = 500 * 1024  # RFC 9309, 2.5
LONGEST_DELAY = 60.0  # seconds between two pages; who asks for more gets this
# Scrapy varies a delay by half, and a site's is the least.
VARIATION = 0.5


class RobotsMiddleware:
    """Refuses what robots.txt forbids, and keeps its Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = clock_of(crawler)
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
        parts = urlsplit(request.url)
        if request.meta.get("dont_obey_robotstxt") or not parts.hostname:
            return
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = Protego.parse(await self.text(site))
        rules = self._rules[site]
        agent = (request.headers.get("User-Agent") or b"").decode("latin-1")
        if not rules.can_fetch(request.url, agent):
            raise IgnoreRequest("Forbidden by robots.txt")
        if delay := rules.crawl_delay(agent):
            self.slow_down(request, min(float(delay), LONGEST_DELAY))

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
        self.agenda.save_robots(RobotsFile(site, self.now(), text))
        return text

    def slow_down(self, request: Request, delay: float) -> None:
        """Leave so many seconds between two requests to the page's site."""
        assert self.crawler.engine is not None
        downloader = self.crawler.engine.downloader
        place = downloader.get_slot_key(request)
        delay = max(delay / VARIATION, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        downloader.per_slot_settings[place] = {"delay": delay}
        if place in downloader.slots:
            downloader.slots[place].delay = delay
        request.meta["autothrottle_dont_adjust_delay"] = True


def robots_text(response: Response) -> str:
    """Return what a robots.txt says; one that is refused or not there says nothing."""
    if response.status != 200:
        return ""
    return response.body[:MOST_BYTES].decode("utf-8-sig", "replace")
