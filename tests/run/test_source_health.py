"""A run is closed in the ledger, and its sources are judged by their own past."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.items import Article
from crawler.ledger import Entry, Ledger, LedgerKeeper
from crawler.run.fate_recorder import FateRecorder
from crawler.run.health import FIELDS
from crawler.run.source_health import SourceHealth, keep_alarm
from crawler.spiders.news import NewsSpider
from tests.support.articles import make_article

TODAY = datetime.now(timezone.utc).date()
USUAL = {"pages": 20, "articles": 20, "characters": 9000, **{f"has {name}": 20 for name in FIELDS}}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Run articles of a source through the extensions and return the alarms and its day."""
    crawler = Crawler(NewsSpider, {"OUTPUT_DIR": str(tmp_path)})
    kinds = (FateRecorder, SourceHealth, LedgerKeeper)
    fates, health, keeper = parts = [kind.from_crawler(crawler) for kind in kinds]
    crawler.extensions = SimpleNamespace(middlewares=parts)
    keeper.ledger.begin_run("news", datetime.now(timezone.utc))
    for number in range(2, 29):
        keeper.ledger.days.add("herald", TODAY - timedelta(days=number), USUAL)

    def run(
        articles: list[Article], left_open: int = 0, source: str = "herald", reads: bool = True
    ) -> tuple[list[str], dict[str, int]]:
        if reads:
            fates.reads(source)
        for number, article in enumerate(articles):
            fates.seen(f"https://herald.example/{number}", source)
            fates.settle(f"https://herald.example/{number}", "written", article=article)
        for number in range(left_open):
            fates.seen(f"https://herald.example/open/{number}", source)
        crawler.signals.send_catch_log(signals.spider_closed, reason="finished")
        alarms = [f"{source}: {alarm}" for source, alarm in health.alarms]
        return alarms, keeper.ledger.days.since(source, TODAY).get(TODAY)

    yield run
    keeper.ledger.close()


def test_end_of_a_run_has_its_counts(run: Callable[..., Any], tmp_path: Path) -> None:
    run([make_article()] * 2, left_open=1)

    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as ledger:
        ((outcome, counts),) = ledger.execute("SELECT outcome, counts FROM runs").fetchall()
    assert outcome == "finished"
    assert json.loads(counts) == {"written": 2, "failed": 1}


def test_source_whose_articles_lack_a_field_is_flagged(run: Callable[..., Any]) -> None:
    alarms, _ = run([make_article(image=None, body=make_article().body * 5)] * 6)

    assert "herald: 100% of its articles lack image; 0% is usual" in alarms


def test_pages_left_unfinished_are_counted_before_the_source_is_judged(
    run: Callable[..., Any],
) -> None:
    alarms, day = run([], left_open=20)

    assert (day["pages"], day["lost"]) == (20, 20)
    assert alarms == ["herald: 100% of its pages give no article; 0% is usual"]


def test_run_that_reads_no_source_judges_none(run: Callable[..., Any]) -> None:
    assert run([make_article(image=None)] * 6, reads=False) == ([], None)


HOUR = timedelta(hours=1)
NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
URL = "https://herald.example/"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """A ledger with articles that were written at noon, the day before, and three days before."""
    ledger = Ledger("sqlite://")
    for days in (0, 1, 3):
        at = NOON - timedelta(days=days)
        times = {"first_retrieved": at, "retrieved": at, "updated": at}
        code, path = f"ART241017120{days}AAAAAA", f"articles/{days}.md"
        url = f"{URL}{days}"
        ledger.save(Entry(url=url, code=code, source="herald", run=1, path=path, **times))
        ledger.record(url, "written", at=at, canonical_url=url, etag='"1"')
    yield ledger
    ledger.close()


def due(ledger: Ledger, at: datetime) -> list[str]:
    return [page.url for page in ledger.agenda.due_pages(at)]


def test_what_was_taken_while_an_alarm_stood_is_looked_at_again_when_it_is_over(
    ledger: Ledger,
) -> None:
    for hours in (0, 1):
        keep_alarm(ledger, "herald", NOON + hours * HOUR, stands=True)
    assert ledger.agenda.source("herald").alarmed == NOON
    assert due(ledger, NOON + 2 * HOUR) == []
    keep_alarm(ledger, "herald", NOON + 2 * HOUR, stands=False)
    # Whole: what was taken may be cut though the page says that it has not changed.
    assert [page.etag for page in ledger.agenda.due_pages(NOON + 2 * HOUR)] == [None, None]
    assert due(ledger, NOON + 2 * HOUR) == [f"{URL}0", f"{URL}1"]
    assert ledger.agenda.source("herald").alarmed is None


def test_a_source_without_an_alarm_is_left_alone(ledger: Ledger) -> None:
    keep_alarm(ledger, "herald", NOON, stands=True)
    keep_alarm(ledger, "gazette", NOON, stands=False)
    assert due(ledger, NOON) == []
