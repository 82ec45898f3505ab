"""The part of the ledger that knows which files of a batch are still to be given their names.

A batch of files cannot be put in place at one instant, and the ledger's transaction can. So what is
to be done is committed together with what the ledger will say of it, then done, then struck out: a
run that is killed in between is made good by the next one. (A redo log, as databases have them.)
"""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Column, Table, delete, select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Text, metadata

moves = Table(
    "moves",
    metadata,
    Column("place", Text, primary_key=True),  # relative to OUTPUT_DIR, or absolute outside it
    Column("source", Text),  # where the file is until then; null: it is to be removed
)


class Batch(Protocol):
    """Files that have to be in place when the ledger names them."""

    def ready(self) -> Mapping[str, str | None]:
        """Return the moves to make when all files are on the disk; raises OSError."""

    def settle(self) -> None:
        """Make them; raises OSError."""


class Moves:
    """Place of a file -> where it is until it is there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, str | None]:
        """Return the moves that a killed run has not made, or not struck out."""
        return {row.place: row.source for row in self._database.all(select(moves))}

    def plan(self, wanted: Mapping[str, str | None]) -> None:
        """Note moves, to be made when they are committed."""
        for place, source in wanted.items():
            self._database.upsert(moves, {"place": place, "source": source})

    def made(self) -> None:
        """Strike all of them out, for good."""
        self._database.change(delete(moves))
        self._database.commit()
