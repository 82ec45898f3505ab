"""Leaves a host alone that asks for it or fails: for the rest of the run, and in the next ones."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from crawler.clock import Clock, clock_of
from crawler.downloader.meta import saved_answer
from crawler.failures import Postponed
from crawler.ledger import ledger_of
from crawler.ledger.agenda import Agenda, HostState
from crawler.profiles.schedule import FIRST_RETRY, pause
from crawler.traits import traits_of

ASKS_FOR_REST = frozenset((429, 503))
FAILURES = 2  # in a row, each after its retries: then it is the host, not a page
LONGEST_REST = timedelta(days=1)  # that a host's Retry-After may ask for


class HostMiddleware:
    """Postpones the requests to a host that rests."""

    def __init__(self, crawler: Crawler, now: Clock) -> None:
        self.crawler = crawler
        self.now = now
        self._hosts: dict[str, HostState] = {}
        self._failures: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "HostMiddleware":
        """Return the middleware, unless the spider does not come back for what is postponed."""
        if not traits_of(crawler.spidercls).comes_back:
            raise NotConfigured
        return cls(crawler, clock_of(crawler))

    @cached_property
    def agenda(self) -> Agenda:
        """What earlier runs know of hosts; there are no extensions before the crawl begins."""
        return ledger_of(self.crawler).agenda

    def state(self, host: str) -> HostState:
        """Return how a host has answered."""
        if host not in self._hosts:
            self._hosts[host] = self.agenda.host(host)
        return self._hosts[host]

    def process_request(self, request: Request) -> None:
        """Raise Postponed if the host rests."""
        until = self.state(host_of(request)).rests_until
        if until and self.now() < until:
            raise postponed(f"{host_of(request)} is", until)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; raises Postponed if the host asks to be left alone."""
        if saved_answer(request):
            return response  # of a replay: no host has answered
        host = host_of(request)
        if response.status in ASKS_FOR_REST:
            header = (response.headers.get("Retry-After") or b"").decode("latin-1")
            until = self.rest(host, retry_after(header, self.now()))
            raise postponed(f"HTTP {response.status}: {host} is", until)
        if response.status >= 500:
            self.failed(host)
        else:
            self.answered(host)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a request that got no answer."""
        if not isinstance(exception, IgnoreRequest):
            self.failed(host_of(request))

    def answered(self, host: str) -> None:
        """Forget what was wrong with a host."""
        self._failures[host] = 0
        if self.state(host).failures:
            self.keep(HostState(host))

    def failed(self, host: str) -> None:
        """Count a failure; after some in a row the host rests."""
        self._failures[host] += 1
        if self._failures[host] >= FAILURES:
            self._failures[host] = 0
            self.rest(host, timedelta())

    def rest(self, host: str, asked: timedelta) -> datetime:
        """Leave a host alone as long as it asks for, longer each time; return until when."""
        state = self.state(host)
        length = max(min(asked, LONGEST_REST), pause(FIRST_RETRY, state.failures))
        until = self.now() + length
        self.keep(replace(state, failures=state.failures + 1, rests_until=until))
        return until

    def keep(self, state: HostState) -> None:
        """Remember how a host answers."""
        self._hosts[state.name] = state
        self.agenda.save_host(state)


def postponed(subject: str, until: datetime) -> Postponed:
    """Return why a request is not made, such as `herald.example is left alone until …`."""
    return Postponed(f"{subject} left alone until {until:%Y-%m-%d %H:%M} UTC", until)


def host_of(request: Request) -> str:
    """Return the host that a request goes to, with its port if it names one."""
    return urlsplit(request.url).netloc


def retry_after(header: str, now: datetime) -> timedelta:
    """Return how long the header asks to wait: seconds or a date (RFC 9110, 10.2.3), else 0."""
    if header.strip().isdecimal():
        return timedelta(seconds=min(int(header), LONGEST_REST.total_seconds()))
    try:
        return max(parsedate_to_datetime(header) - now, timedelta())
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return timedelta()
