"""Index and files agree after whatever has ended the last run."""

import shutil
from pathlib import Path

import pytest

from crawler.archive.file_index import disagreements
from crawler.archive.page_archive import PageArchive
from crawler.archive.warc import Unreadable, read_warc
from crawler.ledger.captures import Capture
from tests.support.archives import PAGE, URL, exchange, record, recording, version

CHANGED = [version(hours, f"<p>Version {hours}.".encode() * 99) for hours in range(4)]


def index(output: Path) -> list[Capture]:
    with recording(output) as (_, ledger):
        return list(ledger.captures.everything())


def the_file(output: Path) -> Path:
    (path,) = (output / "archive").glob("*.warc.gz")
    return path


def test_an_index_that_is_lost_is_made_again_from_the_files(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED, version(5), version(6), version(7, b"", status=404))
    record(tmp_path, version(8, url=f"{URL}/quay"), source="")
    before = index(tmp_path)
    (tmp_path / "ledger.sqlite").unlink()
    assert index(tmp_path) == before
    assert len(before) == 8


@pytest.mark.parametrize("left", [0, 1, 9, 40, 200, 400, 600])
def test_a_record_that_a_kill_has_torn_is_cut_off_and_the_rest_is_found(
    left: int, tmp_path: Path
) -> None:
    record(tmp_path, *CHANGED[:2])
    whole = index(tmp_path)
    (tmp_path / "ledger.sqlite").unlink()  # as if it had not committed
    path = the_file(tmp_path)
    size = path.stat().st_size
    record(tmp_path / "next", CHANGED[2])
    path.write_bytes(path.read_bytes() + the_file(tmp_path / "next").read_bytes()[:left])
    found = index(tmp_path)
    assert [one.start for one in found[:2]] == [one.start for one in whole]
    assert not [page for page in read_warc(path) if isinstance(page, Unreadable)]
    assert left > 280 or path.stat().st_size == size


@pytest.mark.slow
def test_each_place_where_a_kill_may_tear_leaves_whole_records(tmp_path: Path) -> None:
    record(tmp_path, CHANGED[0])
    path = the_file(tmp_path)
    content = path.read_bytes()
    for end in range(1, len(content), 7):
        path.write_bytes(content[:end])
        index(tmp_path)
        if path.exists():
            assert not [page for page in read_warc(path) if isinstance(page, Unreadable)]


def test_what_a_file_has_lost_is_passed_over(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED)
    path = the_file(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with recording(tmp_path) as (_, ledger):
        bodies = [page.body for page in PageArchive(tmp_path, ledger).versions(URL)]
    assert bodies == [page.body for page in CHANGED[3::-1]][-len(bodies) :]
    assert len(bodies) >= 3


def test_one_damaged_record_costs_itself_alone(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED)
    path, content = the_file(tmp_path), bytearray(the_file(tmp_path).read_bytes())
    second = index(tmp_path)[1]
    content[second.start + second.length // 2] ^= 0xFF
    path.write_bytes(content)
    (tmp_path / "ledger.sqlite").unlink()
    assert len(index(tmp_path)) == 3
    with recording(tmp_path) as (_, ledger):
        bodies = [page.body for page in PageArchive(tmp_path, ledger).versions(URL)]
    assert bodies == [CHANGED[n].body for n in (3, 2, 0)]
    assert path.read_bytes() == content


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    record(tmp_path, PAGE)
    the_file(tmp_path).unlink()
    assert index(tmp_path) == []
    shutil.rmtree(tmp_path / "archive")
    assert index(tmp_path) == []


def test_a_file_of_another_name_is_indexed_and_its_end_left_alone(tmp_path: Path) -> None:
    record(tmp_path / "other", *CHANGED[:2])
    (tmp_path / "archive").mkdir()
    content = the_file(tmp_path / "other").read_bytes()[:-5]
    (tmp_path / "archive" / "theirs.warc.gz").write_bytes(content)
    assert len(index(tmp_path)) == 2
    assert the_file(tmp_path).read_bytes() == content


def test_what_is_no_archive_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    for name, content in {"a": b"", "b": b"\x1f\x8b\x08", "c": b"no gzip"}.items():
        (tmp_path / "archive" / f"{name}.warc.gz").write_bytes(content)
    (tmp_path / "archive" / "d.warc.gz").mkdir()
    record(tmp_path, PAGE)
    assert len(index(tmp_path)) == 1


def test_an_entry_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED[:2])
    with recording(tmp_path) as (_, ledger):
        newest = ledger.captures.versions(URL)[0]
        for start in (newest.start + 1, newest.start + 10**6, 0):
            wrong = Capture(
                **{name: getattr(newest, name) for name in Capture.__dataclass_fields__}
                | {"start": start}
            )
            assert PageArchive(tmp_path, ledger).read(wrong) is None


def test_a_kill_between_commit_and_move_is_made_good(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED)
    with recording(tmp_path) as (recorder, ledger):
        recorder.record(exchange(CHANGED[0]), "herald")
        recorder._rewriting.settle = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
        recorder._most = recorder.size
        with pytest.raises(KeyboardInterrupt):
            recorder._prune(1000)
        ledger.batches.clear()
    found = index(tmp_path)
    with recording(tmp_path) as (_, ledger):
        assert all(PageArchive(tmp_path, ledger).read(capture) for capture in found)
        assert 0 < len(found) < 5


def test_what_files_and_index_disagree_on_is_named(tmp_path: Path) -> None:
    record(tmp_path, *CHANGED)
    path = the_file(tmp_path)
    with recording(tmp_path) as (_, ledger):
        assert list(disagreements(tmp_path / "archive", ledger)) == []
        path.write_bytes(path.read_bytes() + b"torn")
        ((name, detail),) = disagreements(tmp_path / "archive", ledger)
        assert name == path.name
        assert detail.startswith(f"has {path.stat().st_size} bytes")
        path.unlink()
        assert [detail for _, detail in disagreements(tmp_path / "archive", ledger)] == [
            "is gone, and the index has its pages"
        ]
