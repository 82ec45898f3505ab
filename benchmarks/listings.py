"""How long do large listings hold the crawl? The real `news` spider reads each from this machine.

    python -m benchmarks.listings

Shows for each its size, the pages and listings that it led to, the seconds from the first request
to the last that was scheduled, and the longest time that the reactor did nothing else, by the clock
and of processor time; in brackets the processor time of the crawl and of its workers from their
start, and the load of the machine. What others have of the processors is in the clock's time, so
that this is judged where nobody else computes (a load below QUIET_LOAD), the processor's always.
Exits with 1 if one is beyond MOST_SECONDS or LONGEST_HOLD.
"""

import gzip
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import monotonic, process_time
from typing import NamedTuple

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.project import get_project_settings
from twisted.internet.task import LoopingCall

from crawler.commands.crawl import settle_down
from crawler.run.fate_recorder import FateRecorder

MOST_SECONDS = 10.0
LONGEST_HOLD = 0.1  # seconds
TICK = 0.005  # seconds
QUIET = 0.5  # seconds in which no request is scheduled: all that the listing names has been
QUIET_LOAD = 1.5  # of a machine on which nothing but this runs
MEGABYTE = 1_000_000
WORDS = "harbour master ferries northport sunday reopened council quay "


class Measured(NamedTuple):
    """What a crawl of one listing took."""

    requests: int
    seconds: float
    crawl: float  # seconds of processor time of the crawl
    workers: float  # the same of its workers
    hold: float  # the longest that the reactor was held
    at: float  # seconds after the start, when it was held so long
    computed: float  # the most processor time between two ticks

    @property
    def is_beyond(self) -> bool:
        """Whether this is more than is promised."""
        seconds, hold = self.crawl + self.workers, self.computed
        if os.getloadavg()[0] < QUIET_LOAD:
            seconds, hold = max(seconds, self.seconds), max(hold, self.hold)
        return seconds > MOST_SECONDS or hold > LONGEST_HOLD


def feed(site: str, entries: int, size: int) -> Iterator[str]:
    """Yield an RSS feed of so many entries and bytes, each published this minute."""
    now = f"{datetime.now(timezone.utc):%a, %d %b %Y %H:%M:%S} +0000"
    text = WORDS * (size // entries // len(WORDS) - 4)
    yield "<rss version='2.0'><channel><title>Herald</title>"
    for number in range(entries):
        link = f"{site}/2024/the-harbour-master-of-northport-{number}"
        yield f"<item><title>Harbour {number}</title><link>{link}</link><guid>{link}</guid>"
        yield f"<pubDate>{now}</pubDate><description><![CDATA[{text}]]></description></item>\n"
    yield "</channel></rss>"


def sitemap(site: str, entries: int, size: int) -> Iterator[str]:
    """Yield a sitemap of so many pages and bytes, each changed within a day."""
    start = datetime.now(timezone.utc) - timedelta(days=1)
    text = WORDS * (size // entries // len(WORDS) - 4)
    yield "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    for number in range(entries):
        yield f"<url><loc>{site}/world/the-harbour-master-of-northport-{number}</loc>"
        yield f"<lastmod>{start + timedelta(seconds=number):%Y-%m-%dT%H:%M:%SZ}</lastmod>"
        yield f"<i:image xmlns:i='i'><i:caption>{text}</i:caption></i:image></url>\n"
    yield "</urlset>"


def index(site: str, entries: int, size: int) -> Iterator[str]:
    """Yield an index of so many sitemaps, each changed now."""
    now = f"{datetime.now(timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    yield "<sitemapindex>"
    for number in range(entries):
        yield f"<sitemap><loc>{site}/map-{number}.xml</loc><lastmod>{now}</lastmod></sitemap>\n"
    yield "</sitemapindex>"


def page(site: str, entries: int, size: int) -> Iterator[str]:
    """Yield a section page with so many links."""
    yield "<html><title>World</title>"
    for number in range(entries):
        headline = f"The harbour master of Northport reopens {number}"
        yield f"<p><a href=/world/2024/story-{number}>{headline}</a></p>{WORDS}"


Maker = Callable[[str, int, int], Iterator[str]]
# What each is: its key in a profile, its maker, entries, bytes; packed by gzip.
LISTINGS: dict[str, tuple[str, Maker, int, int, bool]] = {
    "feed": ("feeds", feed, 10_000, 19 * MEGABYTE, False),
    "feed of short entries": ("feeds", feed, 50_000, 19 * MEGABYTE, False),
    "sitemap": ("sitemaps", sitemap, 50_000, 50 * MEGABYTE, False),
    "sitemap, packed": ("sitemaps", sitemap, 50_000, 50 * MEGABYTE, True),
    "sitemap of short entries": ("sitemaps", sitemap, 50_000, 0, False),
    "index of sitemaps": ("sitemaps", index, 50_000, 0, False),
    "section page": ("sections", page, 10_000, 0, False),
}


@contextmanager
def served(make: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Serve a listing at /listing, and nothing else; the site's address and the document."""
    body = b""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_listing = self.path.startswith("/listing")
            self.send_response(200 if is_listing else 404)
            self.end_headers()
            if is_listing:
                self.wfile.write(body)

        def log_message(self, format: str, *values: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site = f"http://127.0.0.1:{server.server_port}"
        body = make(site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield site, body
        server.shutdown()


class Watch:
    """Ticks in the reactor, and ends the crawl when nothing more is scheduled."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = self.longest_at = self.computed = 0.0
        self.scheduled = 0
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.request_scheduled, signals.request_scheduled)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Watch":
        return cls(crawler)

    def spider_opened(self) -> None:
        self.started = self.last_tick = self.last_request = monotonic()
        self.last_time = self.started_time = process_time()
        fates = self.crawler.get_extension(FateRecorder)
        assert fates is not None
        self.tally = fates.tally
        self.ticks = LoopingCall(self.tick)
        self.ticks.start(TICK, now=False)

    def request_scheduled(self) -> None:
        self.scheduled += 1
        self.last_request, self.crawl = monotonic(), process_time() - self.started_time

    def tick(self) -> None:
        """Note how late this is, and whether all is scheduled."""
        now = monotonic()
        hold, self.last_tick = now - self.last_tick - TICK, now
        computed, self.last_time = process_time() - self.last_time, process_time()
        self.computed = max(self.computed, computed)
        if hold > self.longest:
            self.longest, self.longest_at = hold, now - self.started
        if "herald" in self.tally.known and now - self.last_request > QUIET:
            self.ticks.stop()
            self.crawler.engine.close_spider(self.crawler.spider, "measured")

    def spider_closed(self) -> None:
        if self.ticks.running:
            self.ticks.stop()

    @property
    def measured(self) -> Measured:
        """What was measured."""
        seconds = self.last_request - self.started
        children = getrusage(RUSAGE_CHILDREN)
        workers = children.ru_utime + children.ru_stime
        return Measured(
            *(self.scheduled, seconds, self.crawl, workers),
            *(self.longest, self.longest_at, self.computed),
        )


def crawl(site: str, key: str, folder: str) -> Measured:
    """Crawl the source whose listing is there, in a process of its own."""
    profile = f"name: herald\ndomains: ['{site.removeprefix('http://')}']\n"
    Path(folder, "herald.yml").write_text(f"{profile}{key}: ['{site}/listing']\n")
    settings = get_project_settings()
    settings.setdict(
        {
            "SOURCES": folder,
            "OUTPUT_DIR": folder,
            "ALLOW_PRIVATE_ADDRESSES": True,
            "LOG_LEVEL": "ERROR",
            "CONCURRENT_REQUESTS": 2,  # which the end of the crawl waits for, a second each
        },
        priority="cmdline",
    )
    settings["EXTENSIONS"][Watch] = 50
    process = CrawlerProcess(settings)
    crawler = process.create_crawler("news")
    crawler.signals.connect(settle_down, signals.spider_opened)  # as the command does
    process.crawl(crawler)
    process.start()
    watch = crawler.get_extension(Watch)
    assert watch is not None
    return watch.measured


def measure(name: str) -> tuple[int, Measured]:
    """Return the bytes of a listing as it is sent, and what its crawl took."""
    key, maker, entries, size, is_packed = LISTINGS[name]

    def make(site: str) -> bytes:
        body = "".join(maker(site, entries, size)).encode()
        return gzip.compress(body) if is_packed else body

    with (
        served(make) as (site, body),
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn")) as process,
    ):
        return len(body), process.submit(crawl, site, key, folder).result()


def main() -> None:
    """Print a line for each listing; exit with 1 if one holds the crawl too long."""
    if unknown := set(sys.argv[1:]) - set(LISTINGS):
        sys.exit(f"{', '.join(sorted(unknown))}: no listing of {', '.join(LISTINGS)}")
    beyond = 0
    for name in sys.argv[1:] or LISTINGS:
        size, found = measure(name)
        beyond += found.is_beyond
        sys.stdout.write(
            f"{name:26}{size / MEGABYTE:6.1f} MB {found.requests:7,} requests"
            f" {found.seconds:6.2f} s (computed {found.crawl:.2f} + {found.workers:.2f} s)"
            f"  held {found.hold:.3f} s at {found.at:.2f} s, computed {found.computed:.3f} s"
            f" (load {os.getloadavg()[0]:.1f}){'  <' if found.is_beyond else ''}\n"
        )
        sys.stdout.flush()
    sys.exit(beyond > 0)


if __name__ == "__main__":
    main()
