"""How far a run has got, as a terminal shows it."""

import io
import sys

import pytest
from rich.console import Console
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.report.live_progress import LINES, LiveProgress, clock, progress_table
from crawler.run.tally import Tally

URL = "https://herald.example/"


def lines(tally, seconds):
    stream = io.StringIO()
    Console(file=stream, width=100).print(progress_table(tally, seconds))
    return [line.split() for line in stream.getvalue().splitlines()[1:]]


def tally_of(**sources):
    """A tally in which each source has so many pages written and so many left."""
    tally = Tally()
    for source, (written, left) in sources.items():
        for number in range(written + left):
            tally.see(f"{URL}{source}/{number}", source)
            if number < written:
                tally.settle(f"{URL}{source}/{number}", "written")
    return tally


def test_found_fetched_written_left_rate_and_time_left_are_shown():
    assert lines(tally_of(herald=(10, 30)), 5.0) == [
        ["all", "40", "10", "10", "30", "2.0", "0:00:15"]
    ]


def test_sources_have_a_line_each_the_busiest_first():
    shown = lines(tally_of(herald=(1, 0), gazette=(1, 3)), 1.0)

    assert [line[0] for line in shown] == ["gazette", "herald", "all"]


def test_the_slowest_source_says_how_long_all_will_take():
    shown = lines(tally_of(herald=(20, 0), gazette=(1, 9)), 10.0)

    assert shown[-1][-1] == shown[0][-1] == "0:01:30"


def test_picture_fits_a_terminal():
    shown = lines(tally_of(**{f"paper{number}": (1, 1) for number in range(40)}), 1.0)

    assert len(shown) == LINES + 1
    assert shown[-1][:2] == ["all", "80"]


def test_run_that_has_just_begun_has_no_time_left():
    assert lines(tally_of(herald=(0, 3)), 0.0) == [["all", "3", "0", "0", "3", "0.0"]]


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00:00"), (61, "0:01:01"), (7325, "2:02:05")])
def test_time_is_shown_as_a_clock_does(seconds, text):
    assert clock(seconds) == text


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("stream", "enabled"), [(io.StringIO(), True), (Terminal(), False)], ids=["file", "quiet"]
)
def test_no_picture_without_a_terminal_or_if_it_is_not_wanted(monkeypatch, stream, enabled):
    monkeypatch.setattr(sys, "stderr", stream)

    with pytest.raises(NotConfigured):
        LiveProgress.from_crawler(Crawler(Spider, {"PROGRESS_ENABLED": enabled}))
