"""Files in batches: seen at once, in place at the commit, whole or absent after a crash."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.signalmanager import SignalManager

from crawler.ledger import Ledger
from pipelines import shelf as module
from pipelines.codes import CodePipeline
from pipelines.markdown import MarkdownPipeline
from pipelines.options import Options
from pipelines.shelf import Shelf
from tests.test_pipelines import NOW, copy, entry, files, page, run

ROOT = Path(__file__).parent.parent


def test_a_file_is_seen_at_once_and_in_place_when_the_batch_is(tmp_path: Path) -> None:
    shelf, place = Shelf(), tmp_path / "a" / "b.md"
    assert (shelf.has(place), shelf.put(place, b"1"), shelf.has(place)) == (False, "written", True)
    assert (shelf.read(place), place.exists()) == (b"1", False)
    shelf.settle()
    assert place.read_bytes() == b"1"


def test_the_fate_is_that_against_what_waits(tmp_path: Path) -> None:
    shelf, place = Shelf(), tmp_path / "b.md"
    fates = [shelf.put(place, content) for content in (b"1", b"1", b"2")]
    shelf.settle()
    assert fates == ["written", "unchanged", "updated"]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"2"]


def test_a_file_that_waits_can_be_removed_and_written_again(tmp_path: Path) -> None:
    shelf, place = Shelf(), tmp_path / "b.md"
    place.write_bytes(b"former")
    shelf.put(place, b"1")
    shelf.remove(place)
    assert not shelf.has(place)
    assert shelf.read(place) is None
    assert shelf.put(place, b"2") == "written"
    shelf.settle()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"2"]


def test_a_removal_waits_for_the_batch_too(tmp_path: Path) -> None:
    shelf, place = Shelf(), tmp_path / "b.md"
    place.write_bytes(b"1")
    shelf.remove(place)
    assert place.exists()
    shelf.settle()
    assert not place.exists()


def test_a_batch_is_brought_to_the_disk_in_two_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Path] = []
    monkeypatch.setattr(module, "bring_to_disk", calls.append)
    shelf = Shelf()
    for number in range(100):
        shelf.put(tmp_path / f"{number}.md", b"1")
    shelf.settle()
    shelf.settle()
    assert len(calls) == 2


def test_what_cannot_be_put_in_place_is_not_in_the_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise OSError(5, "Input/output error", str(folder))

    monkeypatch.setattr(module, "bring_to_disk", fail)
    address = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    ledger = Ledger(address)
    ledger.begin_run("replay", NOW)
    markdown = MarkdownPipeline(Options(output=tmp_path), ledger, SignalManager())
    article = CodePipeline(ledger).process_item(page())
    assert markdown.process_item(article).fate == "written"
    with pytest.raises(OSError, match="Input/output"):
        ledger.close()
    ledger = Ledger(address)
    assert ledger.entry(article.canonical_url) is None
    ledger.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from crawler.ledger.database import Database
from pipelines import shelf
from tests.test_shelf import PAGES
from tests.test_pipelines import run

def deadly(owner, name, calls):
    alive = getattr(owner, name)
    def dies(*words, **more):
        calls[0] -= 1
        if calls[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return alive(*words, **more)
    setattr(owner, name, dies)

folder, step, calls = Path(sys.argv[1]), sys.argv[2], [int(sys.argv[3])]
deadly({"disk": shelf, "name": Path, "commit": Database}[step],
       {"disk": "bring_to_disk", "name": "replace", "commit": "commit"}[step], calls)
run(folder, PAGES)
"""
PAGES = [copy(site, f"The harbour of {site} is open.") for site in "abc"]


@pytest.mark.parametrize(
    ("step", "calls"),
    [("disk", 0), ("name", 0), ("name", 1), ("name", 2), ("disk", 1), ("commit", 1)],
)
def test_a_run_that_is_killed_loses_nothing_that_the_ledger_has(
    tmp_path: Path, step: str, calls: int
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    run(whole, PAGES)
    command = [sys.executable, "-c", KILLED, str(killed), step, str(calls)]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert files(killed).items() <= files(whole).items()
    ledger = Ledger(f"sqlite:///{killed / 'ledger.sqlite'}")
    assert all((killed / known.path).is_file() for known in ledger.written() if known.path)
    ledger.close()
    run(killed, PAGES)
    assert files(killed) == files(whole)
    assert list(killed.rglob("*.unfinished")) == []
    assert {entry(killed, one.canonical_url).path for one in PAGES} == set(files(whole))
