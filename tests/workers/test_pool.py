"""Extraction beside the reactor: the same articles, and a page's death costs only that page."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.items import Article
from crawler.profiles.profile import GENERIC
from crawler.workers.pool import Extractor
from crawler.workers.worker import ExtractionFailed
from tests.support import ROOT

BY_ITS_TEXT = "tests.support.deadly_pages:by_its_text"
PAGE = b"<html><title>A page</title><p>With a paragraph."


@pytest.fixture
def workers() -> Iterator[Extractor]:
    extractor = Extractor(2, 0.2, BY_ITS_TEXT)
    yield extractor
    extractor.close()


def articles(extractor: Extractor, *pages: bytes) -> list[Article | BaseException]:
    async def extract_all() -> list[Article | BaseException]:
        return await asyncio.gather(
            *(
                extractor.extract(page, f"https://x.example/{page!r}", GENERIC, "utf-8")
                for page in pages
            ),
            return_exceptions=True,
        )

    return asyncio.run(extract_all())


def test_a_worker_returns_what_the_line_returns() -> None:
    worker = Extractor(1, 5)
    try:
        assert articles(worker, PAGE) == articles(Extractor(0, 5), PAGE)
    finally:
        worker.close()


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"segfault", "extraction died of SIGSEGV"),
        (b"exit", "extraction died of exit code 3"),
        (b"hoard", "MemoryError"),
        (b"stall", "extraction took more than 2 s"),
    ],
)
def test_a_deadly_page_costs_only_itself(workers: Extractor, page: bytes, reason: str) -> None:
    results = articles(workers, *[b"a"] * 5, page, *[b"b"] * 5)
    failure = results.pop(5)
    assert isinstance(failure, ExtractionFailed)
    assert failure.reason == reason
    assert all(isinstance(result, Article) for result in results)


def test_a_page_that_computes_too_long_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "crawler.workers.worker.PATIENCE", 1000
    )  # as the tests' machine may be busy
    extractor = Extractor(1, 0.2, BY_ITS_TEXT)
    (failure,) = articles(extractor, b"compute")
    extractor.close()
    assert isinstance(failure, ExtractionFailed)
    assert failure.reason == "extraction took more than 0.2 s of processor time"


def test_a_page_that_waits_for_a_processor_is_no_failure(workers: Extractor) -> None:
    assert isinstance(articles(workers, b"wait longer than the time limit")[0], Article)


def test_a_worker_reads_listings_as_the_line_does() -> None:
    feed = b"<rss><item><link>https://x.example/2024/a</link><title>Harbour</title></item></rss>"
    worker, line = Extractor(1, 5), Extractor(0, 5)
    try:
        read, wanted = (
            asyncio.run(extractor.listing(feed, "https://x.example/feed", GENERIC, None))
            for extractor in (worker, line)
        )
        assert read == wanted
        assert [one.title for one in read.articles] == ["Harbour"]
    finally:
        worker.close()


def test_a_page_whose_worker_is_killed_gets_another(workers: Extractor, tmp_path: Path) -> None:
    once = tmp_path / "killed once"
    assert isinstance(articles(workers, f"die once {once}".encode())[0], Article)


def test_every_worker_may_die(workers: Extractor) -> None:
    results = articles(workers, *[b"segfault"] * 4, b"a")
    assert isinstance(results[-1], Article)


def test_an_exception_is_named(workers: Extractor) -> None:
    (failure,) = articles(workers, b"raise")
    assert isinstance(failure, ExtractionFailed)
    assert failure.reason == "RecursionError: too deep"


def test_a_profile_is_one_object_a_worker(workers: Extractor) -> None:
    results = [result for result in articles(workers, *[b"a"] * 20) if isinstance(result, Article)]
    assert len(results) == 20
    assert len({result.source for result in results}) <= 2


def test_a_worker_that_was_killed_idle_is_replaced(workers: Extractor) -> None:
    (article,) = articles(workers, b"a")
    assert isinstance(article, Article)
    os.kill(int(article.headline), signal.SIGKILL)
    assert isinstance(articles(workers, b"a")[0], Article)


def test_a_worker_leaves_the_crawl_the_core_that_it_needs(workers: Extractor) -> None:
    (article,) = articles(workers, b"a")
    assert isinstance(article, Article)
    of_worker = os.getpriority(os.PRIO_PROCESS, int(article.headline))
    assert of_worker > os.getpriority(os.PRIO_PROCESS, 0)


def test_workers_are_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.workers.worker.PAGES_A_WORKER", 2)
    extractor = Extractor(1, 5, BY_ITS_TEXT)
    results = articles(extractor, *[b"a"] * 6)
    extractor.close()
    assert len({result.headline for result in results if isinstance(result, Article)}) == 3


KILLED_CRAWL = """
import asyncio, os
from crawler.workers.pool import Extractor
from crawler.profiles.profile import GENERIC

async def crawl():
    extractor = Extractor(2, 30, "tests.support.deadly_pages:by_its_text")
    pages = [b"a", b"a", b"stall", f"kill {os.getpid()}".encode()]
    await asyncio.gather(*(extractor.extract(page, "", GENERIC, None) for page in pages))

if __name__ == "__main__":
    asyncio.run(crawl())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no other kernel ends them at once")
def test_a_killed_crawl_leaves_no_process_behind(tmp_path: Path) -> None:
    """Standard output stays open until the last process that inherited it has ended.

    One of the workers is in the midst of a page that takes 40 s more.
    """
    script = tmp_path / "crawl.py"
    script.write_text(KILLED_CRAWL)
    folders = os.pathsep.join((str(ROOT / "tests" / "support"), str(ROOT)))
    crawl = subprocess.run(
        [sys.executable, script], env={"PYTHONPATH": folders}, stdout=subprocess.PIPE, timeout=10
    )
    assert crawl.returncode == -signal.SIGKILL
