"""A list of addresses, and a row that says what became of each; the real command."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import Done
from tests.support.herald import HeraldServer, article, scrapy


@pytest.fixture
def crawl(herald: HeraldServer, tmp_path: Path) -> Callable[..., Done]:
    """Return a function that asks for a list of pages of the site."""

    def crawl(paths: str, *words: str) -> Done:
        list_of_urls = tmp_path / "urls.txt"
        list_of_urls.write_text("".join(f"{herald.site}{path}\n" for path in paths.split()))
        herald.asked.clear()
        return scrapy("crawl", "article", f"-afile={list_of_urls}", *words, OUTPUT_DIR=tmp_path)

    return crawl


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


ALL = "/2024/westhaven /2024/old-westhaven /2024/closed /2024/broken /2024/private"


def test_each_address_of_a_list_has_its_row(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    results = tmp_path / "results.csv"
    done = crawl(ALL, f"-aresults={results}")

    found = {row["asked_url"].removeprefix(herald.site): row for row in rows(results)}
    assert {path: row["fate"] for path, row in found.items()} == {
        "/2024/westhaven": "written",
        "/2024/old-westhaven": "duplicate",
        "/2024/closed": "gone",
        "/2024/broken": "failed",
        "/2024/private": "robots",
    }
    written = found["/2024/westhaven"]
    assert (tmp_path / written["path"]).is_file()
    assert written["code"] in written["path"]
    assert written["title"] == "Harbour of Westhaven reopens after the storm"
    assert float(written["seconds"]) > 0
    assert found["/2024/closed"]["reason"] == "HTTP 404"
    for path in ("/2024/closed", "/2024/private", "/2024/broken"):  # each is named, too
        assert f"{herald.site}{path}" in done.stdout
    assert done.returncode == 1


def test_a_list_goes_on_where_it_stopped(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    results = f"-aresults={tmp_path / 'results.jsonl'}"
    crawl("/2024/westhaven /2024/broken", results)
    herald.broken.clear()
    done = crawl("/2024/westhaven /2024/broken /2024/easthaven", results)

    assert sorted(herald.asked) == ["/2024/broken", "/2024/easthaven"]
    lines = (tmp_path / "results.jsonl").read_text().splitlines()
    assert [json.loads(line)["fate"] for line in lines] == ["written"] * 3
    assert "known: 1 link, settled by an earlier run or too old" in done.stdout
    assert done.returncode == 0


def test_a_list_that_is_done_ends_well(crawl: Callable[..., Done], tmp_path: Path) -> None:
    results = f"-aresults={tmp_path / 'results.csv'}"
    crawl("/2024/westhaven", results)
    done = crawl("/2024/westhaven", results)
    assert (done.returncode, done.stderr) == (0, "")


def test_known_pages_are_passed_over(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    crawl("/2024/westhaven")
    results = tmp_path / "results.csv"
    crawl("/2024/westhaven /2024/easthaven", "-aknown=skip", f"-aresults={results}")

    assert "/2024/westhaven" not in herald.asked
    first, second = sorted(rows(results), key=lambda row: row["fate"])
    assert (first["fate"], first["reason"]) == ("known", "written in an earlier run")
    assert (tmp_path / first["path"]).is_file()
    assert second["fate"] == "written"


def test_known_pages_are_asked_whether_they_have_changed(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    herald.etags = {"/2024/westhaven": '"1"'}
    crawl("/2024/westhaven")
    done = crawl("/2024/westhaven", "-aknown=refresh")
    assert "unchanged" in done.stdout
    assert herald.not_modified == ["/2024/westhaven"]


def test_a_known_page_whose_file_has_gone_is_asked_for_whole(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    herald.etags = {"/2024/westhaven": '"1"'}
    crawl("/2024/westhaven")
    (file,) = (tmp_path / "articles").iterdir()
    file.unlink()
    crawl("/2024/westhaven", "-aknown=refresh")
    assert herald.not_modified == []
    assert file.is_file()


def test_rows_of_a_feed_name_files_that_are_there_and_the_address_that_was_asked_for(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    """A copy that was published first comes last, and its file takes the other's place."""
    for name, day in (("late", "20"), ("early", "10")):
        herald.pages[f"/2024/{name}"] = (
            "text/html",
            article("Northhaven").replace("17T", f"{day}T"),
        )
    herald.moved["/short"] = "/2024/early"
    feed = tmp_path / "rows.jsonl"
    crawl("/2024/late /short", "-o", str(feed))

    (row,) = map(json.loads, feed.read_text().splitlines())
    assert (tmp_path / row["path"]).is_file()
    assert row["asked_url"] == f"{herald.site}/short"
    table = tmp_path / "table.jsonl"
    scrapy("export", "-o", table, OUTPUT_DIR=tmp_path)
    (line,) = map(json.loads, table.read_text().splitlines())
    assert line["asked_url"] == f"{herald.site}/short"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-aresults=a.xlsx"], "-a results=a.xlsx: must end in .csv, .jsonl, .jl"),
        (["-aresume=1"], "-a resume= needs -a results=FILE"),
        (["-aresults=a.csv", "-aresume=perhaps"], "-a resume=perhaps: needs 1 or 0"),
        (["-aknown=refersh"], "-a known=refersh: needs skip or refresh; did you mean 'refresh'?"),
    ],
)
def test_a_wrong_argument_is_named_before_anything_is_fetched(
    crawl: Callable[..., Done], herald: HeraldServer, words: list[str], message: str
) -> None:
    done = crawl("/2024/westhaven", *words)
    assert (done.returncode, herald.asked) == (2, [])
    assert message in done.stderr


def test_an_address_without_a_scheme_is_of_https(tmp_path: Path) -> None:
    done = scrapy("crawl", "article", "-aurl=127.0.0.1.invalid/story", OUTPUT_DIR=tmp_path)
    assert "https://127.0.0.1.invalid/story" in done.stdout


def test_an_address_whose_host_is_no_name_fails_with_these_words(tmp_path: Path) -> None:
    done = scrapy("crawl", "article", "-aurl=https://…", OUTPUT_DIR=tmp_path)
    assert "failed: not an http address: https://" in done.stdout
