"""Pages of long listings, which wait until others of their source are settled."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider

from crawler.discovery import Discovered
from crawler.downloader.long_addresses import LongAddressMiddleware
from crawler.run.fate_recorder import FateRecorder
from crawler.signals import url_settled

AT_ONCE = 500  # pages of a source that are asked for; a polite crawl fetches as many in ten minutes


class Backlog:
    """Keeps apart what is found and what is asked for.

    Requests for the 50,000 pages of a sitemap would take ten seconds to make and 200 MB to keep.
    """

    def __init__(
        self,
        crawler: Crawler,
        fates: FateRecorder,
        requests: Callable[[Discovered, str], Iterator[Request]],
    ) -> None:
        """Ask for pages as soon as there is room; requests: makes those of a page of a source."""
        self._crawler, self._fates, self._requests = crawler, fates, requests
        self._waiting: dict[str, deque[Discovered]] = {}  # by source, of those that have any
        self._asked: Counter[str] = Counter()  # pages of each source that are not settled
        crawler.signals.connect(self.url_settled, url_settled)
        crawler.signals.connect(self.spider_idle, signals.spider_idle)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    def take(self, source: str, pages: Sequence[Discovered]) -> Sequence[Discovered]:
        """Return those of a source's pages that are to be asked for now; the others wait."""
        room = max(0, AT_ONCE - self._asked[source])
        now, later = pages[:room], pages[room:]
        self._asked[source] += len(now)
        if later:
            self._waiting.setdefault(source, deque()).extend(later)
        return now

    def url_settled(self, source: str) -> None:
        """Make room for a page that waits; it is asked for after what has settled the other."""
        self._asked[source] = max(0, self._asked[source] - 1)
        if source in self._waiting:
            asyncio.get_running_loop().call_soon(self._ask, source)

    def spider_idle(self) -> None:
        """Go on where pages were left, as those of a host that rests are; else the crawl is over.

        Raises DontCloseSpider.
        """
        self._asked.clear()
        while self._waiting and not self._asked.total():
            for source in list(self._waiting):
                for _ in range(AT_ONCE):
                    self._ask(source)
        if self._asked.total():
            raise DontCloseSpider

    def spider_closed(self) -> None:
        """Count what was never asked for."""
        for source, waiting in self._waiting.items():
            self._fates.left_over(source, len(waiting))
        self._waiting.clear()

    def _ask(self, source: str) -> None:
        """Ask for the page of a source that has waited longest, if there is room."""
        engine, waiting = self._crawler.engine, self._waiting.get(source)
        if engine is None or waiting is None or self._asked[source] >= AT_ONCE:
            return
        page = waiting.popleft()
        if not waiting:
            del self._waiting[source]
        # What is no spider's output passes by this middleware.
        lengths = self._crawler.get_spider_middleware(LongAddressMiddleware)
        for request in self._requests(page, source):
            self._asked[source] += 1
            if lengths is None or lengths.get_processed_request(request, None):
                engine.crawl(request)
