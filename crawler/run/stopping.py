"""Ctrl-C and SIGTERM: what is on its way is finished, and what waits is left for the next run."""

import signal
from collections.abc import Callable
from types import FrameType

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.internet.task import LoopingCall

from crawler.console import console
from crawler.downloader.meta import ListingMeta, PageMeta
from crawler.failures import Stopped
from crawler.run.verdict import count

SECONDS = 0.5  # between two looks at the queues, into which robots.txt may let more
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def finish_on_signal(crawler: Crawler) -> None:
    """Have the first signal end a crawl that has begun, soon; Scrapy's own handler does the rest.

    Scrapy takes what waits in the queue of a site for being on its way: with a page a second that
    is minutes.
    """
    looks = LoopingCall(empty_queues, crawler)
    for number in SIGNALS:
        scrapys = signal.getsignal(number)
        if callable(scrapys):
            signal.signal(number, stopper(crawler, looks, scrapys))

    def end() -> None:
        if looks.running:
            looks.stop()

    crawler.signals.connect(end, signals.spider_closed, weak=False)


def stopper(
    crawler: Crawler, looks: LoopingCall, scrapys: Callable[[int, FrameType | None], object]
) -> Callable[[int, FrameType | None], None]:
    """Return a handler that tells a person, drops the queues and goes on to Scrapy's."""

    def stop() -> None:
        if not looks.running:
            looks.start(SECONDS)
            pages = count(on_their_way(crawler), "page")
            text = f"Finishing {pages}; again to stop at once."
            console(stderr=True).out(text, highlight=False)

    def handle(number: int, frame: FrameType | None) -> None:
        from twisted.internet import reactor  # once it is the one that the crawl has chosen

        reactor.callFromThread(stop)  # a handler may not print
        scrapys(number, frame)

    return handle


def on_their_way(crawler: Crawler) -> int:
    """Return how many pages are being fetched or read."""
    engine = crawler.engine
    if engine is None or engine.scraper.slot is None:
        return 0
    fetched = sum(len(slot.transferring) for slot in engine.downloader.slots.values())
    return fetched + len(engine.scraper.slot.active)


def empty_queues(crawler: Crawler) -> None:
    """Leave the pages and listings that wait for their turn; pictures of others still come."""
    if crawler.engine is None:
        return
    for slot in crawler.engine.downloader.slots.values():
        entries = list(slot.queue)
        waiting = [one for one in entries if PageMeta.find(one[0]) or ListingMeta.find(one[0])]
        slot.queue.clear()
        slot.queue.extend(entry for entry in entries if entry not in waiting)
        for _, answer in waiting:
            answer.errback(Stopped("the run was stopped"))
