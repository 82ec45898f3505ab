"""A run is closed in the ledger, and its sources are judged by their own past."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.ledger import LedgerKeeper
from crawler.report.figures import FIELDS
from crawler.report.run_report import RunReport
from crawler.run.fate_recorder import FateRecorder
from crawler.spiders.news import NewsSpider
from tests.support.articles import make_article

TODAY = datetime.now(timezone.utc).date()
USUAL = {"pages": 20, "articles": 20, "characters": 9000, **{f"has {name}": 20 for name in FIELDS}}


@pytest.fixture
def run(tmp_path):
    """Run articles of a source through the extensions and return the alarms and its day."""
    crawler = Crawler(NewsSpider, {"OUTPUT_DIR": str(tmp_path)})
    kinds = (FateRecorder, RunReport, LedgerKeeper)
    fates, report, keeper = parts = [kind.from_crawler(crawler) for kind in kinds]
    crawler.extensions = SimpleNamespace(middlewares=parts)
    keeper.ledger.begin_run("news", datetime.now(timezone.utc))
    for number in range(2, 29):
        keeper.ledger.add_to_day("herald", TODAY - timedelta(days=number), USUAL)

    def run(articles, left_open=0, source="herald", reads=True):
        if reads:
            fates.reads(source)
        for number, article in enumerate(articles):
            fates.seen(f"https://herald.example/{number}", source)
            fates.settle(f"https://herald.example/{number}", "written", article=article)
        for number in range(left_open):
            fates.seen(f"https://herald.example/open/{number}", source)
        crawler.signals.send_catch_log(signals.spider_closed, reason="finished")
        return report.alarms, keeper.ledger.day_counts(source, TODAY).get(TODAY)

    yield run
    keeper.ledger.close()


def test_end_of_a_run_has_its_counts(run, tmp_path):
    run([make_article()] * 2, left_open=1)

    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as ledger:
        ((outcome, counts),) = ledger.execute("SELECT outcome, counts FROM runs").fetchall()
    assert outcome == "finished"
    assert json.loads(counts) == {"written": 2, "failed": 1}


def test_source_whose_articles_lack_a_field_is_flagged(run):
    alarms, _ = run([make_article(image=None, body=make_article().body * 5)] * 6)

    assert "herald: 100% of its articles lack image; 0% is usual" in alarms


def test_pages_left_unfinished_are_counted_before_the_source_is_judged(run):
    alarms, day = run([], left_open=20)

    assert (day["pages"], day["lost"]) == (20, 20)
    assert alarms == ["herald: 100% of its pages give no article; 0% is usual"]


def test_run_that_reads_no_source_judges_none(run):
    assert run([make_article(image=None)] * 6, reads=False) == ([], None)
