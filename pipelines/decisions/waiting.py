"""What persons have decided while a run was at work: kept on the disk until it can be carried out.

It is a SQLite file in the output's `review/`. What can't be carried out then stays, with the
reason, until somebody has read it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from crawler.output import folder_of

_TABLE = """
CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, sentence TEXT NOT NULL,
    request TEXT NOT NULL, problem TEXT
)
"""


@dataclass(frozen=True, slots=True)
class Waiter:
    """A decision that is still to be carried out."""

    number: int
    at: datetime
    sentence: str  # such as "publish 3 articles"
    request: Mapping[str, Any]
    problem: str | None  # why it could not be carried out; None: it waits for the end of a run

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the articles that it is about."""
        return tuple(self.request.get("codes", ()))


class Waiting:
    """The decisions that wait in an output folder, in their order; raises OSError, sqlite3.Error.

    Any number of threads and programs may add to it.
    """

    def __init__(self, output: Path) -> None:
        self._file = folder_of(output, "review") / "waiting.sqlite"

    def add(self, request: Mapping[str, Any], sentence: str, now: datetime) -> None:
        """Have a decision wait; request: what JSON can hold."""
        row = (now.isoformat(), sentence, json.dumps(request))
        with self._open() as rows:
            rows.execute("INSERT INTO requests (at, sentence, request) VALUES (?, ?, ?)", row)

    def all(self) -> list[Waiter]:
        """Return what waits, and what could not be carried out."""
        if not self._file.exists():
            return []
        with self._open() as rows:
            found = rows.execute("SELECT * FROM requests ORDER BY number")
            return [_waiter(*row) for row in found]

    def next(self) -> Waiter | None:
        """Return the first that waits."""
        return next((one for one in self.all() if one.problem is None), None)

    def carried_out(self, number: int) -> None:
        """Wait no more for a decision, which is carried out or not wanted any more."""
        with self._open() as rows:
            rows.execute("DELETE FROM requests WHERE number = ?", (number,))

    def failed(self, number: int, problem: str) -> None:
        """Keep why a decision could not be carried out."""
        with self._open() as rows:
            rows.execute("UPDATE requests SET problem = ? WHERE number = ?", (problem, number))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=30)) as connection, connection:
            connection.execute(_TABLE)
            yield connection


def _waiter(number: int, at: str, sentence: str, request: str, problem: str | None) -> Waiter:
    moment = datetime.fromisoformat(at).astimezone(timezone.utc)
    return Waiter(number, moment, sentence, json.loads(request), problem)
