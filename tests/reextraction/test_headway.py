"""A re-extraction that was interrupted is gone on with."""

from pathlib import Path

from crawler.ledger import Ledger
from crawler.reextraction.headway import NAME, Headway


def noted(folder: Path, ledger: Ledger, asked: str = "all") -> Headway:
    """A run that has been interrupted after the second of four pages, while the fourth is done."""
    headway = Headway(folder, asked)
    for key in range(4):
        headway.begun(key, f"https://herald.example/{key}")
    for key in (1, 0, 3):
        headway.settled(f"https://herald.example/{key}")
    headway.note(ledger)
    return headway


def resumed(folder: Path, asked: str = "all") -> tuple[int | None, int]:
    headway = Headway(folder, asked)
    headway.resume()
    return headway.after, headway.resumed


def test_it_goes_on_after_the_last_page_before_which_all_are_done(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    noted(tmp_path, ledger)
    assert resumed(tmp_path) == (1, 2)
    ledger.close()


def test_whoever_asks_for_something_else_begins_at_the_beginning(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    noted(tmp_path, ledger)
    assert resumed(tmp_path, "herald") == (None, 0)
    ledger.close()


def test_what_is_done_or_no_note_is_begun_anew(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    noted(tmp_path, ledger).clear()
    assert resumed(tmp_path) == (None, 0)
    (tmp_path / NAME).write_text("{torn")
    assert resumed(tmp_path) == (None, 0)
    ledger.close()
