"""`scrapy publish` moves held articles to the published ones; `check` and `sources` know them."""

import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.ledger import Entry, Ledger
from pipelines.document.options import Options
from pipelines.files.shelf import recover, shelf_of
from pipelines.publishing import NotPublished, held_of, publish
from tests.support.command import Done, scrapy
from tests.support.runs import copy, entry, files, page, run

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)
OTHER = "Nobody saw the fox that stole the mayor's left shoe in the night before the fair. " * 4


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with two held articles and one that is published."""
    pages = [page(confidence=41), copy("gazette", OTHER, source="gazette", confidence=12)]
    run(tmp_path, [*pages, copy("tribune", OTHER[::-1], confidence=95)], hold_below=60)
    return tmp_path


def command(output: Path, *words: str) -> Done:
    return scrapy(*words, settings={"OUTPUT_DIR": output})


def ledger_of(output: Path) -> Ledger:
    return Ledger(f"sqlite:///{output / 'ledger.sqlite'}")


def moved(output: Path, found: Entry) -> str:
    with closing(ledger_of(output)) as ledger:
        return publish(found, shelf_of(ledger, output), ledger, Options(output=output), NOW)


def test_a_held_article_is_published_as_it_is_under_its_code(output: Path) -> None:
    held = entry(output)
    before = files(output)[f"held/{held.code}.md"]
    done = command(output, "publish", held.code)
    path = f"articles/{held.code}.md"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}\n", "")
    assert files(output)[path] == before
    assert f"held/{held.code}.md" not in files(output)
    after = entry(output)
    assert (after.path, after.held, after.content) == (path, None, held.content)
    assert command(output, "check").returncode == 0


def test_all_that_a_source_has_is_published_or_all_there_is(output: Path) -> None:
    gazette = entry(output, "https://gazette.example/harbour").code
    done = command(output, "publish", "--source", "gazette")
    assert (done.returncode, done.stdout) == (0, f"articles/{gazette}.md\n")
    assert command(output, "publish", "--all").stdout == f"articles/{entry(output).code}.md\n"
    assert command(output, "publish", "--all").stdout == "no article is held\n"
    assert {path.partition("/")[0] for path in files(output)} == {"articles"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "which articles? Give codes"),
        (["{code}", "--all"], "which articles? Give codes"),
        (["{code}", "ART2410171545ABCDEF"], "ART2410171545ABCDEF: no article has this code"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_moved(
    output: Path, words: list[str], message: str
) -> None:
    before, code = files(output), entry(output).code
    done = command(output, "publish", *(word.format(code=code) for word in words))
    assert done.returncode == 2
    assert message in done.stderr
    assert files(output) == before


def test_a_source_that_there_is_not_is_a_mistake(output: Path) -> None:
    done = command(output, "publish", "--source", "prestv")
    message = "--source prestv: there is no such source; did you mean 'presstv'?\n"
    assert (done.returncode, done.stderr) == (2, message)


def test_what_is_published_already_is_named_with_its_file(output: Path) -> None:
    code = entry(output, "https://tribune.example/harbour").code
    with closing(ledger_of(output)) as ledger:
        assert held_of([code, code], ledger) == (
            [],
            [f"{code}: is not held; its file is articles/{code}.md"],
        )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "is gone; scrapy crawl article -a url=https://herald.example/harbour asks"),
        (b"mine", "no front matter"),
        (b'---\ncode: "ART1"\n---\n\n# A\n', "says that its code is ART1"),
    ],
)
def test_a_held_file_that_is_none_stays_where_it_is(
    output: Path, content: bytes | None, reason: str
) -> None:
    found = entry(output)
    file = output / f"held/{found.code}.md"
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(NotPublished, match=reason):
        moved(output, found)
    assert entry(output) == found


def test_no_file_that_is_there_is_replaced(output: Path) -> None:
    found = entry(output)
    (output / f"articles/{found.code}.md").write_text("mine")
    with pytest.raises(NotPublished, match="is there already"):
        moved(output, found)
    assert (output / f"articles/{found.code}.md").read_text() == "mine"


def test_an_edit_of_a_held_file_is_published_and_still_known_as_one(output: Path) -> None:
    found = entry(output)
    file = output / f"held/{found.code}.md"
    file.write_text(file.read_text().replace("reopened", "opened"))
    path = moved(output, found)
    assert "opened" in (output / path).read_text()
    assert entry(output) == replace(found, path=path, held=None, updated=NOW)
    assert "edited: not the text that was written" in command(output, "check").stdout


def test_a_kill_after_the_commit_leaves_the_move_to_the_next_program(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, ledger = entry(output), ledger_of(output)
    shelf = shelf_of(ledger, output)
    path = publish(found, shelf, ledger, Options(output=output), NOW)
    before = files(output)[f"held/{found.code}.md"]
    with monkeypatch.context() as patch:
        patch.setattr(shelf, "settle", lambda: sys.exit())
        with pytest.raises(SystemExit):
            ledger.commit()
    assert path not in files(output)
    with closing(ledger_of(output)) as after:
        recover(output, after)
    assert files(output)[path] == before
    assert entry(output).path == path
    assert f"held/{found.code}.md" not in files(output)


def test_sources_name_what_is_held_and_why(output: Path, tmp_path: Path) -> None:
    profiles = tmp_path / "profiles"
    profiles.mkdir()
    (profiles / "gazette.yml").write_text("name: gazette\ndomains: [gazette.example]\n")
    found = entry(output, "https://gazette.example/harbour")
    done = scrapy("sources", settings={"OUTPUT_DIR": output, "SOURCES_DIR": profiles})
    assert f"gazette: 1 held: {found.code} (confidence 12 < 60)\n" in done.stdout


def test_a_file_that_was_moved_by_hand_is_published_by_the_next_check(output: Path) -> None:
    found = entry(output)
    (output / f"held/{found.code}.md").rename(output / f"articles/{found.code}.md")
    assert command(output, "check", "--fix").returncode == 0
    assert (entry(output).path, entry(output).held) == (f"articles/{found.code}.md", None)


def test_held_files_stay_held_when_the_ledger_is_lost(output: Path) -> None:
    found = entry(output)
    for file in output.glob("ledger.sqlite*"):
        file.unlink()
    assert command(output, "check", "--fix").returncode == 0
    assert entry(output).code == found.code
    assert entry(output).held == "held before the ledger was lost"


def test_an_export_has_none_that_is_held(output: Path) -> None:
    done = command(output, "export", "--format", "jsonl")
    assert done.stdout.count("\n") == 1
    assert "tribune" in done.stdout


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("101", "HOLD_BELOW 101: must be a percentage, from 0 to 100"),
        ("-1", "HOLD_BELOW -1: must be a percentage, from 0 to 100"),
        ("60%", "HOLD_BELOW=60%: needs a value like its default"),
    ],
)
def test_a_limit_that_is_no_percentage_stops_the_start(
    tmp_path: Path, limit: str, message: str
) -> None:
    settings = {"OUTPUT_DIR": tmp_path, "HOLD_BELOW": limit}
    done = scrapy("crawl", "replay", settings=settings)
    assert done.returncode == 2
    assert message in done.stderr


def test_articles_may_not_go_where_the_held_ones_are(tmp_path: Path) -> None:
    settings = {"OUTPUT_DIR": tmp_path, "ARTICLE_PATH": "held/{code}.md"}
    done = scrapy("crawl", "replay", settings=settings)
    assert done.returncode == 2
    assert "held/ in OUTPUT_DIR is for something else" in done.stderr


def test_a_folder_that_is_not_there_is_wrong_use_and_is_not_made(tmp_path: Path) -> None:
    done = command(tmp_path / "outptu", "publish", "--all")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("outptu: there is no such folder; name another\n")
    assert not (tmp_path / "outptu").exists()
