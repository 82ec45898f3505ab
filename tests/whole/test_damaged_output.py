"""A ledger that is damaged, or whose files have gone: the next run says so in a line."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.ledger import DamagedLedger, Ledger, LedgerError
from crawler.ledger.database.schema import url_key
from tests.support import FIXTURES
from tests.support.command import Done, scrapy

PAGES = FIXTURES / "presstv"
REPLAY = ["crawl", "replay", "-a", f"path={PAGES}"]
URL = "https://herald.example/feed"
PAGE = 4096  # bytes of a page of SQLite


def run(output: Path, *words: str) -> Done:
    return scrapy(*words, settings={"OUTPUT_DIR": output, "EXTRACTION_PROCESSES": 0})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run."""
    output = tmp_path_factory.mktemp("whole") / "output"
    assert run(output, *REPLAY).returncode == 0
    return output


def no_text(content: bytes) -> bytes:
    return content.replace(b"https://", b"http\xff://")


def no_path(content: bytes) -> bytes:
    return content.replace(b"articles/ART", b"article\xff/ART")


def no_pages(content: bytes) -> bytes:
    pages = [content[at : at + PAGE] for at in range(0, len(content), PAGE)]
    return pages[0] + b"".join(b"\xee" + page[1:] for page in pages[1:])


def no_schema(content: bytes) -> bytes:
    return content.replace(b"CREATE TABLE", b"CREATE TIBLE")


NEWS = ["crawl", "news"]  # which finds the damage before it asks the network


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        *((no_text, words) for words in (REPLAY, ["check"], ["export"])),
        (no_path, REPLAY),
        *((no_pages, words) for words in (REPLAY, NEWS, ["check"], ["export"], ["sources"])),
        *((no_schema, words) for words in (REPLAY, NEWS, ["check"], ["export"], ["sources"])),
    ],
)
def test_damage_is_one_line_and_code_2(
    whole: Path, tmp_path: Path, damage: Callable[[bytes], bytes], words: list[str]
) -> None:
    output = shutil.copytree(whole, tmp_path / "output")
    ledger = output / "ledger.sqlite"
    ledger.write_bytes(damage(ledger.read_bytes()))
    done = run(output, *words)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert re.fullmatch(r"ledger \S+ledger\.sqlite: .+; it is damaged: put .+\n", done.stderr)


def test_a_value_that_none_has_written_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO listings (key, checked) VALUES (?, 'x')", [url_key(URL)])
        connection.commit()
    reported: list[LedgerError] = []
    with closing(Ledger(f"sqlite:///{path}")) as ledger:
        ledger.on_failure(reported.append)
        with pytest.raises(DamagedLedger, match="it is damaged") as raised:
            ledger.agenda.listing(URL)
    assert reported == [raised.value]


def test_a_lost_ledger_is_made_anew_as_the_message_says(whole: Path, tmp_path: Path) -> None:
    output = shutil.copytree(whole, tmp_path / "output")
    (output / "ledger.sqlite").unlink()
    assert run(output, "check", "--fix").returncode == 0
    assert run(output, "check").stdout == "5 files checked: all is well\n"


def test_articles_that_have_gone_are_named_until_it_is_mended(whole: Path, tmp_path: Path) -> None:
    output = shutil.copytree(whole, tmp_path / "output")
    shutil.rmtree(output / "articles")
    nothing = ["crawl", "replay", "-a", f"path={tmp_path / 'empty'}"]
    (tmp_path / "empty").mkdir()
    for _ in range(2):
        done = run(output, *nothing)
        assert done.returncode == 1
        assert "articles/ lacks 5 of 5 files that the ledger has there; put them" in done.stdout
    assert run(output, "check", "--fix").returncode == 0
    assert "lacks" not in run(output, *nothing).stdout


def test_a_run_on_a_new_ledger_takes_in_the_files(whole: Path, tmp_path: Path) -> None:
    output = shutil.copytree(whole, tmp_path / "output")
    before = sorted(path.name for path in (output / "articles").iterdir())
    (output / "ledger.sqlite").unlink()
    done = run(output, *REPLAY)
    assert done.returncode == 0
    assert done.stderr.endswith("the ledger is new: it has taken in 5 articles that were there\n")
    assert sorted(path.name for path in (output / "articles").iterdir()) == before
