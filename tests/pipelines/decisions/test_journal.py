"""What was decided can be taken back, file by file, as long as nothing followed."""

from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from pipelines.decisions.holding import Undecidable
from pipelines.decisions.journal import Journal, Notes
from pipelines.files.shelf import Shelf, shelf_of

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


def acted(output: Path, *places: Path, content: str = "after") -> int:
    """Change files in an act, and return its number."""
    notes = Notes(Shelf(output))
    for place in places:
        notes.file(place)
        place.write_text(content)
    return Journal(output).record(f"Changed {len(places)} files", notes, NOW)


def undo(output: Path, act: int) -> None:
    with closing(Ledger("sqlite://")) as ledger:
        Journal(output).undo(act, shelf_of(ledger, output), ledger, NOW)


def test_files_are_as_they_were_also_outside_of_the_output(tmp_path: Path) -> None:
    output, profile = tmp_path / "output", tmp_path / "herald.yml"
    output.mkdir()
    profile.write_text("before")
    act = acted(output, profile, output / "new.md")
    undo(output, act)
    assert profile.read_text() == "before"
    assert not (output / "new.md").exists()
    assert [one.is_undone for one in Journal(output).acts(9)] == [True]


def test_one_file_that_has_changed_since_leaves_all_as_they_are(tmp_path: Path) -> None:
    act = acted(tmp_path, tmp_path / "a", tmp_path / "b")
    (tmp_path / "b").write_text("mine")
    with pytest.raises(Undecidable, match="b has changed since, and stays as it is"):
        undo(tmp_path, act)
    assert (tmp_path / "a").read_text() == "after"
    assert not Journal(tmp_path).acts(9)[0].is_undone


def test_an_act_is_taken_back_once(tmp_path: Path) -> None:
    act = acted(tmp_path, tmp_path / "a")
    undo(tmp_path, act)
    with pytest.raises(Undecidable, match="has been taken back already"):
        undo(tmp_path, act)


def test_acts_are_listed_the_newest_first_and_only_the_last_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.decisions.journal.KEPT", 2)
    acts = [acted(tmp_path, tmp_path / "a", content=str(number)) for number in range(3)]
    assert [one.number for one in Journal(tmp_path).acts(9)] == [acts[2], acts[1]]
    with pytest.raises(Undecidable, match="nothing like that"):
        undo(tmp_path, acts[0])


def test_a_folder_without_a_journal_has_no_acts_and_gets_none(tmp_path: Path) -> None:
    assert Journal(tmp_path).acts(9) == []
    assert list(tmp_path.iterdir()) == []


def test_a_shared_file_that_has_changed_since_loses_what_the_act_has_put_there(
    tmp_path: Path,
) -> None:
    place = tmp_path / "herald.yml"
    place.write_text("before")
    act = acted(tmp_path, place)
    place.write_text("after, and more")
    seen: list[tuple[bytes, ...]] = []

    def merge(path: Path, *contents: bytes) -> bytes:
        assert path == place
        seen.append(contents)
        return b"before, and more"

    with closing(Ledger("sqlite://")) as ledger:
        Journal(tmp_path).undo(act, shelf_of(ledger, tmp_path), ledger, NOW, merge)
    assert seen == [(b"before", b"after", b"after, and more")]
    assert place.read_text() == "before, and more"


def test_a_shared_file_that_can_not_be_parted_stays_as_it_is(tmp_path: Path) -> None:
    place = tmp_path / "herald.yml"
    act = acted(tmp_path, place)
    place.write_text("mine")
    with (
        closing(Ledger("sqlite://")) as ledger,
        pytest.raises(Undecidable, match="has changed since"),
    ):
        Journal(tmp_path).undo(act, shelf_of(ledger, tmp_path), ledger, NOW, lambda *_: None)
    assert place.read_text() == "mine"
