"""The end of a run as a person reads it."""

import io
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from rich.console import Console
from scrapy import Spider, signals
from scrapy.crawler import Crawler

from crawler.console import console, printable
from crawler.ledger import Entry
from crawler.report.summary import SHOWN, Summary
from crawler.run.tally import Tally, Trouble
from crawler.run.verdict import Verdict
from crawler.signals import article_displaced, article_moved
from tests.support.articles import make_filed

URL = "https://herald.example/"


@pytest.fixture
def printed(tmp_path):
    """Print a tally and return the lines."""

    def printed(tally, sentence="Nothing new.", items=()):
        crawler = Crawler(Spider, {"OUTPUT_DIR": str(tmp_path)})
        summary = Summary.from_crawler(crawler)
        for item in items:
            if isinstance(item, Entry):
                crawler.signals.send_catch_log(article_displaced, entry=item)
            elif isinstance(item, dict):
                crawler.signals.send_catch_log(article_moved, **item)
            else:
                crawler.signals.send_catch_log(signals.item_scraped, item=item)
        stream = io.StringIO()
        summary.print(
            Console(file=stream, width=120), tally, Verdict(0, sentence), tmp_path / "report.html"
        )
        return [line.strip() for line in stream.getvalue().splitlines() if line.strip()]

    return printed


def entry(path):
    now = datetime(2024, 10, 17, tzinfo=timezone.utc)
    when = {"run": 1, "first_retrieved": now, "retrieved": now}
    return Entry(url=URL, code="ART2410170000ABCDEF", source="herald", path=path, **when)


def numbers(line):
    return [int(word) for word in line.split() if word.isdigit()]


def test_known_pages_are_counted_where_there_are_any(printed):
    tally = Tally()
    tally.known["herald"] = 0
    assert not any(line.startswith("known:") for line in printed(tally))
    tally.known["herald"] = 2
    assert "known: 2 links, settled by an earlier run or too old" in printed(tally)


def test_each_fate_stands_with_its_count_and_they_add_up(printed):
    tally = Tally()
    for number, fate in enumerate(["written", "written", "gone", "not an article"]):
        tally.settle(f"{URL}{number}", fate)
    tally.see(f"{URL}open")
    tally.leave()

    lines = printed(tally)
    table = {line.rstrip("0123456789 "): numbers(line) for line in lines if numbers(line)}

    assert table["written"] == [2]
    assert table["gone"] == [1]
    assert table["not an article"] == [1]
    assert table["left"] == [1]
    assert table["seen"] == [5]


def test_several_sources_have_a_line_each(printed):
    tally = Tally()
    tally.sources.update(herald=None, gazette=None)
    tally.see(f"{URL}a", "herald")
    tally.settle(f"{URL}a", "written")
    tally.settle(f"{URL}b", "gone")
    tally.known["gazette"] = 7

    lines = printed(tally)

    assert lines[0].split() == ["source", "written", "gone", "seen", "known"]
    assert numbers(next(line for line in lines if line.startswith("herald"))) == [1, 1]
    assert numbers(next(line for line in lines if line.startswith("gazette"))) == [7]
    assert numbers(next(line for line in lines if line.startswith("-"))) == [1, 1]
    assert numbers(next(line for line in lines if line.startswith("all"))) == [1, 1, 2, 7]


def test_failures_are_named_and_past_a_bound_counted(printed):
    tally = Tally()
    tally.broken_listings.append(Trouble(f"{URL}feed", "herald", "failed", "HTTP 500"))
    for number in range(SHOWN + 5):
        tally.settle(f"{URL}{number}", "failed", "timed out")

    lines = printed(tally)

    assert f"failed: HTTP 500: {URL}feed [herald]" in lines
    assert sum(line.startswith("failed: timed out") for line in lines) == SHOWN - 1
    assert "… and 6 more" in lines


def test_held_articles_are_named_with_reason_and_file_and_past_a_bound_counted(printed):
    tally = Tally()
    for number in range(SHOWN + 2):
        path = f"held/ART{number}.md"
        tally.see(f"{URL}{number}", "herald")
        tally.settle(f"{URL}{number}", "held", "confidence 41 < 60", path)

    lines = printed(tally)

    assert any(line.startswith("held: confidence 41 < 60: held/ART0.md: ") for line in lines)
    assert "… and 2 more" in lines


def test_a_listing_of_which_nothing_is_left_is_named(printed):
    tally = Tally()
    tally.refuse(f"{URL}feed", "herald", 20, is_all=True)
    tally.refuse(f"{URL}map", "herald", 5, is_all=False)

    lines = printed(tally)

    assert f"refused: no article in 20 addresses: {URL}feed [herald]" in lines
    assert not any(f"{URL}map" in line for line in lines)


def test_first_file_is_named(printed, tmp_path):
    items = [
        replace(make_filed(path="articles/A.md"), fate="unchanged"),
        make_filed(path="articles/B.md"),
        make_filed(path="articles/C.md"),
    ]

    assert f"First file: {tmp_path}/articles/B.md" in printed(Tally(), items=items)


def test_file_that_a_better_copy_displaced_is_not_named(printed, tmp_path):
    worse = make_filed(path="articles/A.md")
    better = make_filed(path="articles/B.md")

    assert f"First file: {tmp_path}/articles/B.md" in printed(
        Tally(), items=[worse, entry("articles/A.md"), better]
    )


def test_file_that_got_another_code_is_named_by_it(printed, tmp_path):
    first = make_filed(path="articles/A.md")
    moved = {"path": "articles/A.md", "new": "articles/B.md"}

    assert f"First file: {tmp_path}/articles/B.md" in printed(Tally(), items=[first, moved])


def test_last_line_is_the_verdict_and_the_time(printed):
    assert printed(Tally(), "Nothing new.")[-1].startswith("Nothing new. (0.")


def test_page_cannot_give_the_terminal_orders(printed):
    tally = Tally()
    tally.settle(f"{URL}\x1b]0;pwned\x07", "failed", "\x9b2J \u202e [red]")

    text = "".join(printed(tally, "\x1b[2J"))

    assert text.isprintable()
    assert "\\x1b]0;pwned\\x07" in text
    assert "\\x9b2J \\u202e [red]" in text


def test_plain_text_of_any_language_stays_as_it_is():
    assert printable("អត្ថបទ — سرخط «x»") == "អត្ថបទ — سرخط «x»"


def test_any_text_can_be_printed_on_any_stream(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", stream)

    console().print("… “quoted”")
    stream.flush()

    assert stream.buffer.getvalue() == b"\\u2026 \\u201cquoted\\u201d\n"
