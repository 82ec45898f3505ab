"""Files in batches: seen at once, in place at the commit, whole or absent after a crash."""

import errno
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from scrapy.signalmanager import SignalManager

from crawler.ledger import Ledger
from pipelines.codes import CodePipeline
from pipelines.document.options import Options
from pipelines.files import shelf as module
from pipelines.files.shelf import Shelf, bring_to_disk, finish, recover, shelf_of
from pipelines.markdown import MarkdownPipeline
from tests.support import ROOT
from tests.support.runs import NOW, copy, entry, files, page, run


def test_a_file_is_seen_at_once_and_in_place_when_the_batch_is(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "a" / "b.md"
    assert (shelf.has(place), shelf.put(place, b"1"), shelf.has(place)) == (False, "written", True)
    assert (shelf.read(place), place.exists()) == (b"1", False)
    shelf.settle()
    assert place.read_bytes() == b"1"


def test_the_fate_is_that_against_what_waits(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "b.md"
    fates = [shelf.put(place, content) for content in (b"1", b"1", b"2")]
    shelf.settle()
    assert fates == ["written", "unchanged", "updated"]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"2"]


def test_a_file_that_waits_can_be_removed_and_written_again(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "b.md"
    place.write_bytes(b"former")
    shelf.put(place, b"1")
    shelf.remove(place)
    assert not shelf.has(place)
    assert shelf.read(place) is None
    assert shelf.put(place, b"2") == "written"
    shelf.settle()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"2"]


def test_a_removal_waits_for_the_batch_too(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "b.md"
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
    shelf = Shelf(tmp_path)
    for number in range(100):
        shelf.put(tmp_path / f"{number}.md", b"1")
    shelf.ready()
    shelf.settle()
    shelf.ready()
    shelf.settle()
    assert len(calls) == 2


def test_a_write_that_fails_leaves_what_waits_and_nothing_else(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "b.md"
    shelf.put(place, b"1")
    obstacle = tmp_path / ".b.md.anew.unfinished"
    obstacle.mkdir()
    with pytest.raises(OSError, match=r"b\.md"):
        shelf.put(place, b"2")
    obstacle.rmdir()
    shelf.settle()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"1"]


def test_a_file_moves_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "a.md"
    place.write_bytes(b"1")
    shelf.move(place, tmp_path / "broken" / "2024" / "a.md")
    shelf.settle()
    assert (tmp_path / "broken" / "2024" / "a.md").read_bytes() == b"1"


def test_a_file_moves_into_a_folder_that_is_there(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "a.md"
    place.write_bytes(b"1")
    (tmp_path / "held").mkdir()
    shelf.move(place, tmp_path / "held" / "a.md")
    shelf.settle()
    assert (tmp_path / "held" / "a.md").read_bytes() == b"1"


def test_what_stood_in_a_folder_that_is_gone_counts_as_removed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.remove(tmp_path / "gone" / "a.md")
    assert shelf.ready() == {"gone/a.md": None}
    shelf.settle()
    assert not shelf.has(tmp_path / "gone" / "a.md")


def test_a_ledger_has_one_shelf_whatever_else_waits_for_its_commits(tmp_path: Path) -> None:
    class Pictures:
        def ready(self) -> dict[str, str | None]:
            return {}

        def settle(self) -> None:
            pass

    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        ledger.keep_with(Pictures())
        shelf = shelf_of(ledger, tmp_path)
        assert isinstance(shelf, Shelf)
        assert shelf_of(ledger, tmp_path) is shelf


def test_moves_are_named_within_the_output_folder_or_whole(tmp_path: Path) -> None:
    output = tmp_path / "output"
    shelf = Shelf(output)
    shelf.put(output / "a" / "b.md", b"1")
    shelf.put(tmp_path / "images" / "c.jpg", b"2")
    shelf.remove(output / "d.md")
    shelf.move(output / "e.md", output / "broken" / "e.md")
    assert shelf.ready() == {
        "a/b.md": "a/.b.md.unfinished",
        str(tmp_path / "images" / "c.jpg"): str(tmp_path / "images" / ".c.jpg.unfinished"),
        "d.md": None,
        "broken/e.md": "e.md",
    }


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
    coded = CodePipeline(ledger).process_item(page())
    assert markdown.process_item(coded).fate == "written"
    with pytest.raises(OSError, match="Input/output"):
        ledger.close()
    ledger = Ledger(address)
    assert ledger.entry(coded.article.canonical_url) is None
    ledger.close()


def test_what_could_not_be_put_in_place_is_done_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(place: Path, at: Path | None) -> None:
        raise PermissionError(13, "Permission denied", str(place))

    address = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    with closing(Ledger(address)) as ledger:
        shelf = Shelf(tmp_path)
        ledger.keep_with(shelf)
        shelf.put(tmp_path / "a.md", b"1")
        with monkeypatch.context() as patch:
            patch.setattr(module, "carry_out", fail)
            with pytest.raises(PermissionError):
                ledger.commit()
    with closing(Ledger(address)) as ledger:
        recover(tmp_path, ledger)
        assert ledger.moves.all() == {}
    assert (tmp_path / "a.md").read_bytes() == b"1"


def test_a_removal_that_was_not_made_is_made_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[Path] = []
    monkeypatch.setattr(module, "bring_to_disk", brought.append)
    (tmp_path / "a.md").write_bytes(b"1")
    (tmp_path / ".b.md.unfinished").write_bytes(b"2")
    finish(tmp_path, {"a.md": None, "b.md": ".b.md.unfinished", "c.md": ".c.md.unfinished"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b.md": b"2"}
    assert brought == [tmp_path]


def test_only_what_a_killed_run_has_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "articles" / ".a.md.unfinished"
    left.parent.mkdir()
    left.write_bytes(b"1")
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        recover(tmp_path, ledger, ["articles"])
        assert left.exists()
        ledger.begin_run("news", NOW)
        ledger.commit()
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        recover(tmp_path, ledger, ["articles"])
        assert not left.exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from crawler.ledger.database.database import Database
from pipelines.files import shelf
from tests.support.runs import copy, run

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
run(folder, [copy(site, f"The harbour of {site} is open.") for site in "abc"])
"""
PAGES = [copy(site, f"The harbour of {site} is open.") for site in "abc"]


@pytest.mark.parametrize(
    ("step", "calls"),
    [
        *(("disk", 0), ("commit", 1), ("name", 0), ("name", 1), ("name", 2), ("disk", 1)),
        *(("commit", 2), ("commit", 3)),
    ],
)
def test_files_and_ledger_are_of_one_instant_after_a_kill(
    tmp_path: Path, step: str, calls: int
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    killed.mkdir()
    run(whole, PAGES)
    command = [sys.executable, "-c", KILLED, str(killed), step, str(calls)]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert files(killed).items() <= files(whole).items()
    with closing(Ledger(f"sqlite:///{killed / 'ledger.sqlite'}")) as ledger:
        recover(killed, ledger, ["articles"])
        known = {entry.path for entry in ledger.entries.written()}
        assert known == set(files(killed))
        assert ledger.moves.all() == {}
    assert list(killed.rglob("*.unfinished")) == []
    run(killed, PAGES)
    assert files(killed) == files(whole)
    assert {entry(killed, one.canonical_url).path for one in PAGES} == set(files(whole))


def test_a_file_that_is_removed_while_it_waits_leaves_nothing(tmp_path: Path) -> None:
    shelf, place = Shelf(tmp_path), tmp_path / "b.md"
    assert shelf.put(place, b"1") == "written"
    assert len(list(tmp_path.iterdir())) == 1
    shelf.remove(place)
    shelf.settle()
    assert list(tmp_path.iterdir()) == []


class Syncs:
    """Stands for the calls that bring files to the disk, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, answer: int | None) -> None:
        self.folders: list[int] = []
        self.whole = 0

        def one(descriptor: int) -> int:
            self.folders.append(os.fstat(descriptor).st_ino)
            return answer or 0

        def every() -> None:
            self.whole += 1

        monkeypatch.setattr(module, "_syncfs", lambda: None if answer is None else one)
        monkeypatch.setattr(os, "sync", every)


def test_only_the_file_system_of_the_files_is_brought_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = Syncs(monkeypatch, 0)
    bring_to_disk(tmp_path)
    assert (syncs.folders, syncs.whole) == ([tmp_path.stat().st_ino], 0)


def test_every_file_system_is_where_the_system_knows_no_better(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs = Syncs(monkeypatch, None)
    bring_to_disk(tmp_path)
    assert (syncs.folders, syncs.whole) == ([], 1)


def test_a_disk_that_fails_is_an_error_that_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Syncs(monkeypatch, -1)
    with pytest.raises(OSError, match=f"can't be brought to disk: '{tmp_path}'"):
        bring_to_disk(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="a call of Linux")
def test_linux_has_the_call_and_says_why_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_to_disk(tmp_path)
    monkeypatch.setattr(os, "O_RDONLY", os.O_PATH)  # a descriptor that no file can be written by
    with pytest.raises(OSError, match="can't be brought to disk") as failure:
        bring_to_disk(tmp_path)
    assert failure.value.errno == errno.EBADF


def test_bringing_files_to_the_disk_leaves_none_open(tmp_path: Path) -> None:
    def next_descriptor() -> int:
        descriptor = os.open(tmp_path, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_descriptor()
    bring_to_disk(tmp_path)
    assert next_descriptor() == before
