"""A row for each address that a person asked for: what became of it."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler

from crawler.errors import ArgumentError, OutputError
from crawler.ledger import Entry, Ledger
from crawler.run import results as module
from crawler.run.result_rows import COLUMNS
from crawler.run.results import Results

NOW = datetime(2024, 10, 17, tzinfo=timezone.utc)
URL, COPY = "https://herald.example/harbour", "https://tribune.example/harbour"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger("sqlite://")
    ledger.begin_run("article", NOW)
    yield ledger
    ledger.close()


@pytest.fixture
def begun(
    tmp_path: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the results of a run of its own."""
    monkeypatch.setattr(module, "ledger_of", lambda crawler: ledger)

    all_begun = []

    def begin(name: str = "results.csv", **changes: bool) -> Results:
        all_begun.append(results := Results(tmp_path / name, **changes))
        results.begin(Crawler(Spider))
        return results

    yield begin
    for results in all_begun:
        results.close()


def rows(results: Results) -> list[dict[str, str]]:
    text = results.path.read_text("utf-8")
    if results.path.suffix == ".csv":
        return list(csv.DictReader(text.splitlines()))
    return [json.loads(line) for line in text.splitlines()]


def entry(url: str, code: str, **changes: object) -> Entry:
    values = {
        "source": "",
        "run": 1,
        "first_retrieved": NOW,
        "retrieved": NOW,
        "path": f"{code}.md",
    }
    return Entry(url=url, code=code, **(values | changes))


def settle(
    results: Results, url: str, fate: str, reason: str = "", asked: str | None = None
) -> None:
    results.ask(url, asked or url)
    results.settled(url, fate, reason, None, None)


@pytest.mark.parametrize("name", ["results.csv", "results.jsonl"])
def test_a_row_is_there_as_soon_as_the_ledger_keeps_its_fate(
    begun: Callable[..., Any], ledger: Ledger, name: str
) -> None:
    results = begun(name)
    settle(results, URL, "gone", 'HTTP 404, "no more"', asked="herald.example/harbour")
    assert rows(results) == []
    ledger.commit()
    assert rows(results) == [
        dict.fromkeys(COLUMNS, "")
        | {
            "asked_url": "herald.example/harbour",
            "fate": "gone",
            "reason": 'HTTP 404, "no more"',
        }
    ]


def test_a_row_names_the_code_and_the_file_of_its_article(
    begun: Callable[..., Any], ledger: Ledger
) -> None:
    results = begun()
    ledger.save(entry(URL, "ART2410170000ABCDEF"))
    settle(results, URL, "written")
    ledger.commit()
    (row,) = rows(results)
    assert (row["canonical_url"], row["code"]) == (URL, "ART2410170000ABCDEF")
    assert row["path"] == "ART2410170000ABCDEF.md"


def test_the_row_of_a_duplicate_names_the_article_that_is_kept(
    begun: Callable[..., Any], ledger: Ledger
) -> None:
    results = begun()
    ledger.save(entry(URL, "ART2410170000ABCDEF"))
    copy = entry(COPY, "ART2410180000ABCDEF", path=None, duplicate_of="ART2410170000ABCDEF")
    ledger.save(copy)
    settle(results, COPY, "duplicate", "ART2410180000ABCDEF repeats ART2410170000ABCDEF")
    ledger.commit()
    (row,) = rows(results)
    assert row["path"] == "ART2410170000ABCDEF.md"


def test_a_file_that_goes_later_in_the_run_is_in_no_row(
    begun: Callable[..., Any], ledger: Ledger
) -> None:
    results = begun()
    ledger.save(entry(COPY, "ART2410180000ABCDEF"))
    settle(results, COPY, "written")
    ledger.save(entry(URL, "ART2410170000ABCDEF"))
    ledger.save(entry(COPY, "ART2410180000ABCDEF", path=None, duplicate_of="ART2410170000ABCDEF"))
    results.stale()
    results.close()
    (row,) = rows(results)
    assert (row["fate"], row["path"]) == ("duplicate", "ART2410170000ABCDEF.md")


def test_a_page_that_nobody_asked_for_has_no_row(begun: Callable[..., Any]) -> None:
    results = begun()
    results.settled(URL, "part", "of another", None, None)
    assert rows(results) == []


def test_what_may_come_out_otherwise_is_asked_for_again(begun: Callable[..., Any]) -> None:
    first = begun()
    settle(first, URL, "written")
    settle(first, f"{URL}/broken", "failed", "HTTP 500")
    first.ask(f"{URL}/later", f"{URL}/later")
    first.left(f"{URL}/later", "the host rests")
    first.close()

    second = begun()
    assert second.has(URL)
    assert not second.has(f"{URL}/broken")
    assert not second.has(f"{URL}/later")
    assert [row["asked_url"] for row in rows(second)] == [URL]


@pytest.mark.parametrize("name", ["results.csv", "results.jsonl"])
def test_a_line_that_broke_off_is_forgotten(begun: Callable[..., Any], name: str) -> None:
    first = begun(name)
    settle(first, URL, "gone")
    settle(first, f"{URL}/2", "gone")
    first.close()
    first.path.write_text(first.path.read_text("utf-8")[:-12], "utf-8")

    second = begun(name)
    assert second.has(URL)
    assert not second.has(f"{URL}/2")
    assert [row["asked_url"] for row in rows(second)] == [URL]


def test_results_that_are_not_resumed_begin_anew(begun: Callable[..., Any]) -> None:
    first = begun()
    settle(first, URL, "written")
    first.close()
    assert rows(begun(resumes=False)) == []


@pytest.mark.parametrize(
    ("name", "text"), [("urls.csv", "url\nhttps://a.example\n"), ("a.jsonl", "{}\n")]
)
def test_a_file_that_holds_something_else_is_not_written_over(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(ArgumentError, match="holds something else"):
        Results(path, resumes=False)
    assert path.read_text() == text


def test_a_format_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"\.xlsx: must end in \.csv, \.jsonl"):
        Results(tmp_path / "results.xlsx")


def test_a_folder_that_there_isnt_is_named() -> None:
    with pytest.raises(OutputError, match=r"/nowhere/results\.csv: No such file"):
        Results(Path("/nowhere/results.csv"))
