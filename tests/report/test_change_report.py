"""The report of a re-extraction shows what is most telling, and nothing again and again."""

from scrapy.signalmanager import SignalManager

from crawler.changes import Difference, FileChange
from crawler.report.change_report import SHOWN, ChangeReport


def change(number: int, *differences: Difference, source: str = "quayside") -> FileChange:
    return FileChange(
        code=f"ART{number}",
        path=f"articles/ART{number}.md",
        url=f"https://quayside.example/{number}",
        source=source,
        outcome="rewritten",
        differences=differences,
    )


def line_gone(text: str) -> Difference:
    return Difference("lines-gone", text, "")


def test_a_line_that_is_gone_from_many_files_is_shown_once_for_each_source() -> None:
    report = ChangeReport(SignalManager())
    for number in range(50):
        for source in ("quayside", "uplands"):
            line = line_gone(f"Our letter goes to {number} readers.")
            report.changed(change(number, line, source=source))
        report.changed(change(number, Difference("title", "Pier opens", "The pier opens")))
    shown = [(one.code, one.source, found.kind) for one, found in report.telling()]
    assert sorted(shown) == [
        ("ART0", "quayside", "lines-gone"),
        ("ART0", "quayside", "title"),
        ("ART0", "uplands", "lines-gone"),
    ]
    assert report.totals == {"lines-gone": 100, "title": 50}


def test_the_longest_differences_are_shown_though_shorter_ones_came_before() -> None:
    report = ChangeReport(SignalManager())
    for _ in range(2):
        for length in range(1, 101):
            report.changed(change(length, line_gone("tide " * length)))
    shown = [found.before.count("tide") for _, found in report.telling()]
    assert shown == [*range(100, 100 - SHOWN, -1)]
