"""Of a long listing a part is asked for at a time."""

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.test import get_crawler

from crawler.discovery import Discovered
from crawler.downloader.long_addresses import LongAddressMiddleware
from crawler.downloader.meta import PageMeta
from crawler.run.fate_recorder import FateRecorder
from crawler.spiders.backlog import AT_ONCE, Backlog


class Run:
    """A crawl of which only the requests are seen."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        crawler = get_crawler()
        self.fates = FateRecorder(crawler)
        lengths = LongAddressMiddleware.from_crawler(crawler)
        engine = SimpleNamespace(crawl=lambda request: self.asked.append(request.url))
        seen = SimpleNamespace(
            engine=engine, signals=crawler.signals, get_spider_middleware=lambda _: lengths
        )
        self.backlog = Backlog(seen, self.fates, self.requests)

    def requests(self, page: Discovered, source: str) -> Iterator[Request]:
        if self.fates.seen(page.url, source):
            meta = PageMeta(page.url, source).as_meta()
            yield Request(page.url, errback=self.fates.failed, meta=meta)

    def settle(self, *urls: str) -> None:
        async def settle() -> None:
            for url in urls:
                self.fates.settle(url, "gone")
                await asyncio.sleep(0)

        asyncio.run(settle())


@pytest.fixture
def run() -> Run:
    return Run()


def pages(number: int, end: str = "") -> list[Discovered]:
    return [Discovered(f"https://herald.example/{page}{end}") for page in range(number)]


def taken(run: Run, found: list[Discovered]) -> list[str]:
    """Return the pages that the spider asks for itself."""
    now = run.backlog.take("herald", found)
    return [request.url for page in now for request in run.requests(page, "herald")]


def test_a_page_that_is_settled_makes_room_for_the_next(run: Run) -> None:
    found = pages(AT_ONCE + 3)
    assert taken(run, found) == [page.url for page in found[:AT_ONCE]]
    run.settle(found[0].url, found[1].url)
    assert run.asked == [page.url for page in found[AT_ONCE : AT_ONCE + 2]]


def test_listings_of_one_source_share_the_room(run: Run) -> None:
    assert len(taken(run, pages(AT_ONCE - 1))) == AT_ONCE - 1
    assert len(taken(run, pages(5, end="b"))) == 1


def test_a_crawl_that_has_nothing_to_do_goes_on_with_what_waits(run: Run) -> None:
    found = pages(2 * AT_ONCE + 1)
    taken(run, found)
    with pytest.raises(DontCloseSpider):
        run.backlog.spider_idle()
    assert run.asked == [page.url for page in found[AT_ONCE : 2 * AT_ONCE]]
    with pytest.raises(DontCloseSpider):
        run.backlog.spider_idle()
    run.backlog.spider_idle()
    assert len(run.asked) == AT_ONCE + 1


def test_what_waits_when_the_crawl_is_ended_is_left(run: Run) -> None:
    taken(run, pages(AT_ONCE + 7))
    run.backlog.spider_closed()
    assert run.fates.tally.left == {"herald": 7}


def test_pages_that_wait_in_vain_do_not_keep_the_crawl(run: Run) -> None:
    found = pages(AT_ONCE)
    taken(run, found * 3)
    run.backlog.spider_idle()
    assert run.asked == []


def test_a_long_address_that_has_waited_fails_as_others_do(run: Run) -> None:
    long = Discovered(f"https://herald.example/{'a' * 3000}")
    taken(run, [*pages(AT_ONCE), long])
    run.settle("https://herald.example/0")
    assert run.asked == []
    assert run.fates.tally.fates["herald"]["failed"] == 1
