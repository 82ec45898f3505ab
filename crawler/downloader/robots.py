"""robots.txt (RFC 9309), obeyed: read once a day per site, whatever the number of runs.

It takes the place of Scrapy's middleware, which reads it in every run and, of several requests
that wait for the same file, checks only the first (Scrapy 2.19 with asyncio).
"""

import logging
from asyncio import Lock
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, NotConfigured, UnsupportedURLSchemeError
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.misc import load_object
from w3lib.url import safe_url_string

from crawler.clock import clock_of
from crawler.downloader.robots_rules import RobotsRules, product_token, robots_text
from crawler.failures import OutOfTurn, RobotsForbidden, RobotsUnavailable, reason_of
from crawler.ledger import ledger_of
from crawler.ledger.agenda import Agenda, RobotsFile
from crawler.traits import traits_of

logger = logging.getLogger(__name__)

FRESH = timedelta(hours=24)  # RFC 9309, 2.4
REDIRECTS = 5  # RFC 9309, 2.3.1.2; a file behind more is as if there were none
REDIRECTED = frozenset((301, 302, 303, 307, 308))
# Until a site whose robots.txt failed is asked for it again in the same run.
PATIENCE = timedelta(minutes=15)
# Seconds to wait in a run for the next page of a site. Where robots.txt asks for more, a run of a
# spider that comes back takes one page and leaves the others, so that one site can't hold up all.
LONGEST_WAIT = 60.0


class RobotsMiddleware:
    """Refuses what robots.txt forbids, and keeps its Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = clock_of(crawler)
        self.comes_back = traits_of(crawler.spidercls).comes_back
        self.token = product_token(crawler.settings)
        network_errors = map(load_object, crawler.settings.getlist("RETRY_EXCEPTIONS"))
        self.failures = (*network_errors, DownloadCancelledError, UnsupportedURLSchemeError)
        self._rules: dict[str, RobotsRules] = {}
        self._failed: dict[str, tuple[datetime, str]] = {}  # by site: when and why
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
        return ledger_of(self.crawler).agenda

    async def process_request(self, request: Request) -> None:
        """Raise RobotsForbidden if the page is not to be fetched, RobotsUnavailable if unknown."""
        if request.meta.get("dont_obey_robotstxt") or not urlsplit(request.url).hostname:
            return
        rules = await self.rules(site_of(request.url))
        if not rules.allow(request.url):
            raise RobotsForbidden
        if rules.delay:
            delay = rules.delay
            if delay > LONGEST_WAIT and self.comes_back:
                self.take_turn(request, site_of(request.url), delay)
                delay = LONGEST_WAIT
            self.slow_down(request, delay)

    async def rules(self, site: str) -> RobotsRules:
        """Return what the site's robots.txt says to us; raises RobotsUnavailable or Postponed."""
        async with self._locks[site]:
            if site not in self._rules:
                rules = RobotsRules.parse(await self.text(site), self.token)
                if rules.oddity:
                    logger.warning("%s/robots.txt: %s", site, rules.oddity)
                self._rules[site] = rules
        return self._rules[site]

    def take_turn(self, request: Request, site: str, delay: float) -> None:
        """Raise OutOfTurn if the site has been asked within its delay, in this run or another.

        What a redirect leads to is still the page that it was the turn of.
        """
        known, now = self.agenda.robots(site), self.now()
        if known is None or request.meta.get("redirect_times"):
            return
        if known.asked and now < known.asked + timedelta(seconds=delay):
            until = known.asked + timedelta(seconds=delay)
            reason = f"robots.txt asks for {delay:.0f} seconds between two pages"
            raise OutOfTurn(f"{reason}: not before {until:%Y-%m-%d %H:%M} UTC", until)
        self.agenda.save_robots(replace(known, asked=now))

    async def text(self, site: str) -> str:
        """Return the site's robots.txt, "" if it has none; raises RobotsUnavailable or Postponed.

        What was read before is believed while the site can't answer (RFC 9309, 2.4).
        """
        known = self.agenda.robots(site)
        if known and self.now() - known.fetched < FRESH:
            return known.text
        try:
            response = await self.answer(site)
        except RobotsUnavailable:
            if known:
                return known.text
            raise
        text = robots_text(response.body) if response and response.status == 200 else ""
        asked = known.asked if known else None
        self.agenda.save_robots(RobotsFile(site, self.now(), text, asked))
        return text

    async def answer(self, site: str) -> Response | None:
        """Return the site's answer, as `download` does; one that fails is not asked again at once.

        Raises RobotsUnavailable or Postponed.
        """
        if site in self._failed:
            since, reason = self._failed[site]
            if self.now() - since < PATIENCE:
                raise RobotsUnavailable(reason)
        try:
            response = await self.download(f"{site}/robots.txt")
        except self.failures as error:
            reason = reason_of(error)
        else:
            if response is None or not (response.status >= 500 or response.status == 429):
                return response
            reason = f"HTTP {response.status}"
        self._failed[site] = self.now(), reason
        raise RobotsUnavailable(reason)

    async def download(self, url: str) -> Response | None:
        """Return the answer of an address, redirects followed, None if these have no end."""
        assert self.crawler.engine is not None
        for _ in range(REDIRECTS + 1):
            # The page is retried.
            meta = {"dont_obey_robotstxt": True, "dont_retry": True, "dont_redirect": True}
            request = Request(url, priority=1000, meta=meta, callback=NO_CALLBACK)
            response = await self.crawler.engine.download_async(request)
            location = response.headers.get("Location")
            if response.status not in REDIRECTED or not location:
                return response
            url = urljoin(url, safe_url_string(location))
        return None

    def slow_down(self, request: Request, delay: float) -> None:
        """Leave so many seconds between two requests to the page's site, no more and no less."""
        assert self.crawler.engine is not None
        if delay > LONGEST_WAIT:
            logger.warning(
                "%s: robots.txt asks for %.0f seconds between two pages; they are kept",
                urlsplit(request.url).netloc,
                delay,
            )
        downloader = self.crawler.engine.downloader
        place = downloader.get_slot_key(request)
        delay = max(delay, self.crawler.settings.getfloat("DOWNLOAD_DELAY"))
        # Without Scrapy's jitter, which would go below what is asked for.
        downloader.per_slot_settings[place] = {"delay": delay, "jitter": 0}
        if place in downloader.slots:
            downloader.slots[place].delay = delay
            downloader.slots[place].jitter = 0
        request.meta["autothrottle_dont_adjust_delay"] = True


def site_of(url: str) -> str:
    """Return the scheme and host that a robots.txt is for, such as https://herald.example."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def long_delay(agenda: Agenda, url: str, token: str) -> float:
    """Return the delay of a page's site if it is too long to be waited for in a run, else 0.

    token: our product token.
    """
    known = agenda.robots(site_of(url))
    if known is None or "delay" not in known.text.lower():
        return 0.0
    delay = RobotsRules.parse(known.text, token).delay
    return delay if delay > LONGEST_WAIT else 0.0
