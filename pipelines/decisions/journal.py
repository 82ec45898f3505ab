"""The journal of what persons have decided: each act can be taken back as long as nothing followed.

It is a SQLite file in the output's `review/`. For each act it has what its files held before, and
by a hash what they held after; an undo puts back the former where the latter still stands. In files
that many acts and programs change, it takes out what the act has put there, and leaves the rest.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeAlias

from crawler.ledger import Entry, Ledger
from crawler.output import folder_of
from pipelines.decisions.holding import Undecidable
from pipelines.files.shelf import Shelf
from pipelines.files.store import content_key

SHARED = (
    ".yml",
    ".json",
)  # files of overrides, profiles and models: what acts make of them is kept
KEPT = 1000  # acts; older ones can't be taken back

_TABLES = """
CREATE TABLE IF NOT EXISTS acts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, sentence TEXT NOT NULL,
    undone TEXT
);
CREATE TABLE IF NOT EXISTS files (
    act INTEGER NOT NULL, place TEXT NOT NULL, before BLOB, after INTEGER, changed BLOB
);
CREATE TABLE IF NOT EXISTS entries (
    act INTEGER NOT NULL, code TEXT NOT NULL, path TEXT, held TEXT, content INTEGER,
    duplicate_of TEXT
);
CREATE INDEX IF NOT EXISTS files_act ON files (act);
CREATE INDEX IF NOT EXISTS entries_act ON entries (act);
"""


# What a file is to hold, from its path and what it held before, after an act, and now; None: nobody
# can say.
Merge: TypeAlias = Callable[[Path, bytes, bytes, bytes], "bytes | None"]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person has decided at once."""

    number: int
    at: datetime
    sentence: str  # such as "Published 3 articles"
    is_undone: bool


class Notes:
    """What files and entries were before an act."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.files: dict[Path, bytes | None] = {}
        self.entries: dict[str, Entry] = {}

    def file(self, place: Path) -> None:
        """Note what a file holds, unless that is noted already."""
        if place not in self.files:
            self.files[place] = self.shelf.read(place)

    def new_file(self, place: Path) -> None:
        """Note that there was no such file."""
        self.files.setdefault(place, None)

    def entry(self, entry: Entry) -> None:
        """Note what the ledger has of an article."""
        self.entries.setdefault(entry.code, entry)


class Journal:
    """The acts of an output folder; raises OSError or sqlite3.Error."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self._file = folder_of(output, "review") / "journal.sqlite"

    def record(self, sentence: str, notes: Notes, now: datetime) -> int:
        """Return the number of a new act, once its files are in place."""
        with self._open() as rows:
            insert = "INSERT INTO acts (at, sentence) VALUES (?, ?)"
            act = rows.execute(insert, (now.isoformat(), sentence)).lastrowid
            assert act is not None
            for place, before in notes.files.items():
                after = notes.shelf.read(place)
                if after != before:
                    key = None if after is None else content_key(after)
                    changed = after if place.suffix in SHARED else None
                    file = (act, self._named(place), before, key, changed)
                    rows.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", file)
            for entry in notes.entries.values():
                known = (act, entry.code, entry.path, entry.held, entry.content, entry.duplicate_of)
                rows.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", known)
            for table, column in (("acts", "number"), ("files", "act"), ("entries", "act")):
                rows.execute(f"DELETE FROM {table} WHERE {column} <= ?", (act - KEPT,))
        return act

    def acts(self, most: int) -> list[Act]:
        """Return the last acts, the newest first."""
        if not self._file.exists():
            return []
        with self._open() as rows:
            found = rows.execute("SELECT * FROM acts ORDER BY number DESC LIMIT ?", (most,))
            return [_act(*row) for row in found]

    def codes(self, number: int) -> list[str]:
        """Return the codes of the articles that an act has changed."""
        with self._open() as rows:
            found = rows.execute("SELECT code FROM entries WHERE act = ?", (number,))
            return [code for (code,) in found]

    def places(self, number: int) -> list[Path]:
        """Return the files that an act has changed."""
        with self._open() as rows:
            found = rows.execute("SELECT place FROM files WHERE act = ?", (number,))
            return [self.output / place for (place,) in found]

    def undo(
        self,
        number: int,
        shelf: Shelf,
        ledger: Ledger,
        now: datetime,
        merge: Merge = lambda *_: None,
    ) -> Act:
        """Put everything back as it was before an act, and return the act.

        merge: of SHARED files that have changed since; raises Undecidable if another one has.
        """
        with self._open() as rows:
            found = rows.execute("SELECT * FROM acts WHERE number = ?", (number,)).fetchone()
            if found is None:
                raise Undecidable("there is nothing like that to take back")
            act = _act(*found)
            if act.is_undone:
                raise Undecidable(f"“{act.sentence}” has been taken back already")
            files = rows.execute(
                "SELECT place, before, after, changed FROM files WHERE act = ?", (number,)
            )
            before: dict[Path, bytes | None] = {}
            for name, content, after, changed in files:
                place, stands = self.output / name, shelf.read(self.output / name)
                if (None if stands is None else content_key(stands)) != after:
                    if changed is not None and stands is not None:
                        content = merge(place, content or b"", changed, stands)
                    else:
                        content = None
                    if content is None:
                        raise Undecidable(f"{name} has changed since, and stays as it is")
                before[place] = content
            entries = rows.execute(
                "SELECT code, path, held, content, duplicate_of FROM entries WHERE act = ?",
                (number,),
            )
            for code, path, held, key, of in entries:
                if entry := ledger.holder(code):
                    former = replace(entry, path=path, held=held, content=key, duplicate_of=of)
                    ledger.save(replace(former, updated=now))
            for place, content in before.items():
                if content is None:
                    shelf.remove(place)
                else:
                    shelf.put(place, content)
            ledger.commit()
            rows.execute("UPDATE acts SET undone = ? WHERE number = ?", (now.isoformat(), number))
        return replace(act, is_undone=True)

    def _named(self, place: Path) -> str:
        inside = place.is_relative_to(self.output)
        return str(place.relative_to(self.output) if inside else place)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file)) as connection, connection:
            connection.executescript(_TABLES)
            for table, column in (("entries", "duplicate_of TEXT"), ("files", "changed BLOB")):
                names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                if column.split()[0] not in names:  # of a file that an earlier version has made
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
            yield connection


def _act(number: int, at: str, sentence: str, undone: str | None) -> Act:
    moment = datetime.fromisoformat(at).astimezone(timezone.utc)
    return Act(number, moment, sentence, undone is not None)
