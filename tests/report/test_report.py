"""A run's report: figures that add up, in a page that is safe to open anywhere."""

import json
import re
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from crawler.items import Article, Fate
from crawler.report.articles import by_source
from crawler.report.charts import COLOURS, HEIGHT, WIDTH, columns, parts
from crawler.report.figures import BARS, LISTED, SLOWEST, Figures, Progress
from crawler.report.run_report import INDEX, RunReport
from crawler.report.summary_line import index_run, line_of
from crawler.run.announcements import Announcements
from crawler.run.health import FIELDS
from crawler.run.tally import Tally
from crawler.run.verdict import Verdict
from crawler.signals import url_settled
from tests.support.articles import make_article, make_filed

URL = "https://herald.example/"
GOOD = Verdict(0, "1 written.")


@given(st.lists(st.floats(0, 1e6), max_size=50))
def test_progress_loses_no_page_and_stays_small(moments):
    progress = Progress()
    for moment in sorted(moments):
        progress.add("written", moment)

    assert sum(bar["written"] for bar in progress.bars) == len(moments)
    assert len(progress.bars) <= 2 * BARS
    if moments:
        last = (len(progress.bars) - 1) * progress.width
        assert last <= max(moments) < last + progress.width


def test_new_articles_are_listed_up_to_a_bound():
    figures = Figures()
    for _ in range(LISTED + 5):
        figures.settled("", "written", make_article(), 0.0, "articles/A.md")

    assert len(figures.writings) == LISTED


def test_file_that_was_removed_again_is_not_listed():
    figures = Figures()
    for name in ("A", "B"):
        figures.settled("", "written", make_article(), 0.0, f"articles/{name}.md")
    figures.displaced("articles/A.md")

    assert [writing.path for writing in figures.writings] == ["articles/B.md"]


def test_file_that_got_another_code_is_listed_under_it():
    figures = Figures()
    for name in ("A", "B"):
        figures.settled("", "written", make_article(), 0.0, f"articles/{name}.md")
    figures.moved("articles/A.md", "articles/C.md")

    assert [writing.path for writing in figures.writings] == ["articles/C.md", "articles/B.md"]


def test_slowest_answers_come_first():
    figures = Figures()
    for number in range(SLOWEST + 5):
        figures.answered(f"{URL}{number}", float(number))

    assert figures.slowest[0] == (14.0, f"{URL}14")
    assert len(figures.slowest) == SLOWEST


def test_the_source_that_was_done_last_comes_first():
    figures = Figures()
    for source, seconds in (("herald", 1.0), ("gazette", 2.0), ("herald", 9.0)):
        figures.settled(source, "gone", None, seconds)

    assert figures.longest == [("herald", 9.0), ("gazette", 2.0)]


def test_each_fate_has_its_colour():
    assert tuple(COLOURS) == get_args(Fate)
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_fields_are_those_of_an_article():
    assert FIELDS
    assert set(FIELDS) <= {field.name for field in fields(Article)}


def test_columns_are_stacked_and_fill_the_chart():
    lower, upper, other = columns([{"failed": 1, "written": 3}, {"gone": 2}], 2.0)

    assert (lower.y, lower.height) == (HEIGHT / 4, HEIGHT * 3 / 4)
    assert (upper.y, upper.height) == (0, HEIGHT / 4)
    assert (other.x, other.height) == (WIDTH / 2, HEIGHT / 2)
    assert (lower.title, other.title) == ("3 written, 0 to 2 s", "2 gone, 2 to 4 s")


def test_parts_of_a_bar_are_measured_by_the_longest():
    first, second = parts({"written": 3, "failed": 1}, 8)

    assert (first.share, second.share) == (37.5, 12.5)
    assert (first.title, second.title) == ("3 written", "1 failed")


@pytest.fixture
def written(tmp_path):
    """Run a tally's URLs through a report and return its files."""

    def written(tally, articles=(), kept=10):
        news = type("NewsSpider", (Spider,), {"name": "news"})
        crawler = Crawler(news, {"OUTPUT_DIR": str(tmp_path), "REPORTS_KEPT": kept})
        crawler.stats = StatsCollector(crawler)
        crawler.get_extension = {}.get
        report = RunReport.from_crawler(crawler)
        send = crawler.signals.send_catch_log
        for number, filed in enumerate(articles):
            settled = {"url": f"{URL}new/{number}", "fate": filed.fate}
            tally.settle(**settled)
            send(url_settled, **settled, source="", article=filed.article, path=filed.path)
        send(
            signals.response_downloaded, request=Request(f"{URL}slow", meta={"download_latency": 3})
        )
        run = f"run{len(list(tmp_path.rglob('*.html')))}{len(tally.fates)}"
        page = report.write(run, tally, Verdict(1, "1 written. But 1 of 2 pages failed."))
        return page.read_text("utf-8"), json.loads(page.with_suffix(".json").read_text("utf-8"))

    return written


def tally_of(**fates):
    tally = Tally()
    for fate, number in fates.items():
        for page in range(number):
            tally.see(f"{URL}{fate}/{page}", "herald")
            tally.settle(f"{URL}{fate}/{page}", fate, "HTTP 500")
    return tally


def test_each_figure_is_in_the_file(written):
    figures = {name for name, value in vars(Figures).items() if isinstance(value, property)}
    _, report = written(tally_of(gone=1))

    assert {"slowest", "longest"} <= figures <= set(report)


def test_figures_of_the_file_add_up(written):
    tally = tally_of(gone=2, failed=3)
    tally.see(f"{URL}open", "herald")
    tally.leave()

    _, report = written(tally, [make_filed(path="articles/A.md")])

    assert sum(report["totals"].values()) + report["left"] == report["seen"] == 7
    assert report["sources"]["herald"]["fates"] == {"gone": 2, "failed": 3}
    assert report["articles"][0]["path"] == "articles/A.md"
    assert report["exit_code"] == 1


def test_page_shows_what_a_person_looks_for(written):
    article = make_filed(path="articles/A.md", headline="Harbour reopens")
    page, _ = written(tally_of(failed=1), [article])

    assert "1 written. But 1 of 2 pages failed." in page
    assert "<div>Harbour reopens</div>" in page
    assert '<a href="../articles/A.md">file</a>' in page
    assert f"{URL}failed/0" in page
    assert f"{URL}slow" in page
    assert page.count("<svg") == 1


def test_page_names_what_is_held_and_why(written):
    tally = Tally()
    tally.see(f"{URL}quay", "herald")
    tally.settle(f"{URL}quay", "held", "confidence 41 < 60", "held/A.md")
    page, report = written(tally)

    assert '<a href="../held/A.md">held/A.md</a></td><td>confidence 41 &lt; 60</td>' in page
    row = {"url": f"{URL}quay", "source": "herald", "fate": "held"}
    assert report["held"] == [{"path": "held/A.md", "reason": "confidence 41 < 60", **row}]


def test_page_leads_to_origin_log_and_the_other_runs(written):
    article = make_filed(path="articles/A.md", url=f"{URL}quay", canonical_url=f"{URL}quay")
    page, _ = written(tally_of(failed=1), [article])

    assert f'<a href="{URL}quay" rel="noreferrer">original</a>' in page
    assert f'<a href="{URL}failed/0" rel="noreferrer">' in page
    assert re.search(r'href="../logs/run\d+\.log"', page)
    assert 'href="index.html"' in page


def test_page_has_the_articles_by_source_with_their_texts(written, tmp_path):
    file = tmp_path / "articles" / "A.md"
    file.parent.mkdir()
    file.write_text(
        '---\ntitle: "Harbour"\n---\n\n# Harbour\n\n![](https://x.example/h.jpg)\n\nIt *is*.\n'
    )
    filed = make_filed(path="articles/A.md", headline="Harbour")
    page, _ = written(Tally(), [filed])

    assert "<h3>other sites (1)</h3>" in page
    assert "<summary>Harbour</summary>" in page
    assert "<p>It <em>is</em>.</p>" in page
    assert "<img" not in page


def test_a_source_lists_its_first_articles_and_counts_the_rest(tmp_path):
    one = {"path": "articles/A.md", "headline": "A", "fate": "written", "url": ""}
    report = {
        "articles": [one | {"source": source} for source in ["b", *["a"] * 120]],
        "sources": {"a": {"fates": {"written": 3000, "gone": 1}}},
    }
    first, second = by_source(report, tmp_path)

    assert (first.source, len(first.articles), first.number) == ("a", 100, 3000)
    assert (second.source, len(second.articles), second.number) == ("b", 1, 1)


def test_page_explains_the_fates_that_it_shows(written):
    page, _ = written(tally_of(gone=1))

    assert "<dd>The page no longer exists (404, 410).</dd>" in page
    assert "<dt>written</dt>" not in page


def test_page_has_a_dark_scheme(written):
    page, _ = written(Tally())

    assert "prefers-color-scheme: dark" in page


def test_index_lists_the_runs_the_latest_first(tmp_path):
    for number in range(3):
        line = line_of(f"run{number}", tally_of(written=number), Announcements(), GOOD, None)
        index_run(tmp_path, line)
    page = (tmp_path / INDEX).read_text("utf-8")

    assert re.findall(r'<a href="(run\d)\.html">', page) == ["run2", "run1", "run0"]
    assert 'style="height: 50.0%" title="run1: 1"' in page


def test_index_says_when_a_run_was(tmp_path):
    line = line_of("20241025T083901.247000Z-news", Tally(), Announcements(), GOOD, None)
    index_run(tmp_path, line)

    page = (tmp_path / INDEX).read_text("utf-8")
    assert '.html">25 October 2024, 08:39</a></td>\n<td>news</td>' in page


def test_page_needs_no_network_and_no_script(written):
    page, _ = written(tally_of(failed=1), [make_filed(path="articles/A.md")])

    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert not re.search(r"""(src|@import|url\(|xlink:href)\s*=?\s*["']?https?:""", page)


def test_page_of_a_run_without_pages_is_written(written):
    page, report = written(Tally())

    assert report["seen"] == 0
    assert "<svg" not in page


def test_texts_of_pages_cannot_change_the_report(written):
    evil = "<script>alert(1)</script>\"'\ud800"
    tally = tally_of()
    tally.see(URL + evil, evil)
    tally.settle(URL + evil, "failed", evil)

    page, report = written(tally, [make_filed(path=evil[:-1], headline=evil)])

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert report["troubles"][0]["reason"].startswith("<script>")


def test_old_reports_go(written, tmp_path):
    for _ in range(4):
        written(Tally(), kept=2)

    assert len(list((tmp_path / "reports").glob("*.html"))) == 2
    assert len(list((tmp_path / "reports").glob("*.json"))) == 2
