"""Carries out what a person decides of articles, one or many, and notes how it is taken back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from crawler.ledger import Entry, Ledger
from crawler.output import folder_of
from crawler.profiles.files import profile_folders
from crawler.profiles.model_files import REVIEWED
from crawler.profiles.reverting import without_change
from crawler.review.desk.desk import Desk
from pipelines.decisions.holding import Undecidable, drop, hold
from pipelines.decisions.journal import Act, Notes
from pipelines.document.options import Options
from pipelines.document.overrides import NAME
from pipelines.document.overrides import without_change as overrides_without_change
from pipelines.files.shelf import Shelf, shelf_of
from pipelines.files.store import held_path
from pipelines.publishing import NotPublished, publish

Decide = Callable[[Entry, Shelf, Ledger, Options, datetime], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that can be decided of an article."""

    carry_out: Decide
    done: str  # such as "Published"


def publish_held(
    entry: Entry, shelf: Shelf, ledger: Ledger, options: Options, now: datetime
) -> None:
    """Publish an article; raises Undecidable if it is not held, NotPublished, or OSError."""
    if not entry.held or entry.path is None:
        raise Undecidable(f"{entry.code}: is not held")
    publish(entry, shelf, ledger, options, now)


KINDS: Mapping[str, Kind] = {
    "publish": Kind(publish_held, "Published"),
    "hold": Kind(hold, "Held"),
    "drop": Kind(drop, "Dropped"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a decision."""

    sentence: str
    act: int | None  # number in the journal; None: nothing has changed
    problems: Sequence[str]  # why some articles stay as they are


def decide(desk: Desk, what: str, codes: Sequence[str]) -> Outcome:
    """Carry a decision out; raises RunLocked, LedgerError or OSError, and then nothing is done.

    what: key of KINDS.
    """
    kind, now = KINDS[what], desk.now()
    done, problems = list[str](), list[str]()
    act = None
    with desk.changing() as ledger:
        shelf = shelf_of(ledger, desk.options.output)
        notes = Notes(shelf)
        notes.file(desk.options.output / NAME)
        for code in dict.fromkeys(codes):
            entry = ledger.holder(code)
            if entry is None:
                problems.append(f"{code}: no article has this code")
                continue
            for path in (entry.path, held_path(code)):
                notes.file(desk.options.output / (path or NAME))
            try:
                kind.carry_out(entry, shelf, ledger, desk.options, now)
            except (Undecidable, NotPublished) as problem:
                problems.append(str(problem))
                continue
            notes.entry(entry)
            if (after := ledger.holder(code)) and after.path:
                notes.new_file(desk.options.output / after.path)
            done.append(code)
        ledger.commit()
        sentence = said(kind.done, done)
        if done:
            act = desk.journal.record(sentence, notes, now)
    desk.keeper.refresh(list(codes))
    return Outcome(sentence, act, problems)


def undo(desk: Desk, number: int) -> Act:
    """Take an act back; raises Undecidable, RunLocked, LedgerError or OSError."""
    with desk.changing() as ledger:
        shelf = shelf_of(ledger, desk.options.output)
        act = desk.journal.undo(number, shelf, ledger, desk.now(), merge=partial(merged, desk))
    desk.keeper.refresh(desk.journal.codes(number))
    for source in sources_of(desk, number):
        desk.rework.start(source)
    return act


def merged(desk: Desk, place: Path, before: bytes, after: bytes, now: bytes) -> bytes | None:
    """Return what a file is to hold without a change, where others have changed it since."""
    if place.name == NAME:
        return overrides_without_change(desk.options.output, before, after, now)
    return without_change(place, before, after, now)


def sources_of(desk: Desk, number: int) -> set[str]:
    """Return the sources whose profile or model an act has changed."""
    folders = [*profile_folders(desk.settings), folder_of(desk.options.output, "models")]
    return {
        place.name.removesuffix(REVIEWED).removesuffix(place.suffix)
        for place in desk.journal.places(number)
        if place.parent in folders
    }


def said(done: str, codes: Sequence[str]) -> str:
    """Return what was done, in a sentence without its full stop."""
    if len(codes) == 1:
        return f"{done} {codes[0]}"
    return f"{done} {len(codes) or 'no'} articles"
