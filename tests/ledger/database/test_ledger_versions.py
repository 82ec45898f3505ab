"""A ledger of another version is brought up whole, or refused."""

import sqlite3
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.ledger import Ledger, LedgerError
from crawler.ledger.agenda import SourceRecord
from crawler.ledger.database.schema import url_key
from crawler.ledger.database.versions import VERSION
from crawler.ledger.samples import week_of
from tests.support import ROOT
from tests.support.command import scrapy

VERSION_1 = (ROOT / "tests" / "ledgers" / "version_1.sql").read_text("utf-8")
NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
MILLISECONDS = int(NOON.timestamp() * 1000)
URL = "https://herald.example/harbour"
CODE = "ART2410171545KRUBXS"


def make(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def stated(path: Path) -> int:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return version


def indexes(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'").fetchall()
    connection.close()
    return {name for (name,) in names}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def old(path: Path) -> Path:
    """A ledger of the first version, with an article that is on the agenda."""
    key = url_key(URL)
    make(
        path,
        f"""{VERSION_1}
        INSERT INTO urls VALUES ({key}, 'written', NULL, {key}, 1, {MILLISECONDS}, {MILLISECONDS},
            '{URL}', 0, '"a"', NULL);
        INSERT INTO articles VALUES ({key}, '{URL}', '{CODE}', 'herald', 1, {MILLISECONDS},
            {MILLISECONDS}, NULL, NULL, NULL, 'articles/a.md', 'abc', 1, NULL, NULL, NULL, 9, 2);
        INSERT INTO sources VALUES ('herald', NULL, NULL, NULL, 3, 1);""",
    )
    return path


def test_a_new_ledger_has_the_version(path: Path) -> None:
    Ledger(f"sqlite:///{path}").close()
    assert stated(path) == VERSION


def test_an_older_ledger_keeps_its_rows(old: Path) -> None:
    ledger = Ledger(f"sqlite:///{old}")
    entry, visit = ledger.find(URL), ledger.visit(URL)
    assert entry is not None
    assert visit is not None
    assert (entry.code, entry.path, entry.revisions) == (CODE, "articles/a.md", 2)
    assert (visit.fate, visit.visited) == ("written", NOON)
    assert [page.etag for page in ledger.agenda.due_pages(NOON)] == ['"a"']
    assert ledger.agenda.source("herald") == SourceRecord("herald", failures=3, validators_lie=True)
    ledger.close()
    assert stated(old) == VERSION


def test_marks_of_former_versions_in_an_older_ledger_count_no_more(old: Path) -> None:
    """The article has 9 marks, and 12 are kept: 3 at least are of what it said before."""
    rows = ", ".join(f"({week_of(NOON)}, {mark}, {url_key(URL)})" for mark in range(12))
    make(old, f"INSERT INTO samples VALUES {rows}")
    ledger = Ledger(f"sqlite:///{old}")
    assert ledger.remember_marks(f"{URL}/b", set(range(12)), NOON, 8) == []
    ledger.close()


def test_marks_in_an_older_ledger_of_an_article_that_never_changed_count(old: Path) -> None:
    rows = ", ".join(f"({week_of(NOON)}, {mark}, {url_key(URL)})" for mark in range(9))
    make(old, f"INSERT INTO samples VALUES {rows}")
    ledger = Ledger(f"sqlite:///{old}")
    ((entry, shared),) = ledger.remember_marks(f"{URL}/b", set(range(12)), NOON, 8)
    assert (entry.url, shared) == (URL, 9)
    ledger.close()


def test_an_older_ledger_has_the_indexes_of_a_new_one(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite"
    for path in (old, new):
        Ledger(f"sqlite:///{path}").close()
    assert indexes(old) == indexes(new) >= {"articles_given", "urls_due"}


def test_an_older_ledger_is_written_as_a_new_one_is(old: Path) -> None:
    ledger = Ledger(f"sqlite:///{old}")
    ledger.begin_run("news", NOON)
    ledger.record(f"{URL}/b", "failed", at=NOON, due=NOON)
    ledger.agenda.add([f"{URL}/c"], 1, NOON, due=NOON)
    ledger.agenda.save_source(SourceRecord("tribune", failures=2))
    visit = ledger.visit(f"{URL}/b")
    assert visit is not None
    assert visit.fate == "failed"
    assert f"{URL}/c" in {page.url for page in ledger.agenda.due_pages(NOON)}
    assert ledger.agenda.source("tribune") == SourceRecord("tribune", failures=2)
    ledger.close()


def test_a_newer_ledger_is_refused_with_file_and_versions(path: Path) -> None:
    make(path, f"PRAGMA user_version = {VERSION + 1}")
    expected = rf"ledger\.sqlite: has version {VERSION + 1}, .* reads up to {VERSION}: update"
    with pytest.raises(LedgerError, match=expected):
        Ledger(f"sqlite:///{path}")


def test_a_ledger_that_cannot_be_brought_up_stays_as_it_was(path: Path) -> None:
    make(path, VERSION_1.replace("hash VARCHAR,", ""))
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"has version 1, lacks articles\.hash, .*`scrapy check"):
        Ledger(f"sqlite:///{path}")
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(urls)")]
    connection.close()
    assert "misled" not in columns
    assert stated(path) == 0
    assert before[100:] == path.read_bytes()[100:]  # but for the header, which names the WAL


@pytest.mark.parametrize("command", [["crawl", "replay"], ["sources"], ["export"], ["check"]])
def test_every_command_refuses_a_newer_ledger(command: list[str], path: Path) -> None:
    make(path, f"PRAGMA user_version = {VERSION + 1}")
    ended = scrapy(*command, "-s", f"OUTPUT_DIR={path.parent}")
    assert ended.returncode == 2, ended.stderr
    assert f"has version {VERSION + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr
