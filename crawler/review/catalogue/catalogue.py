"""The catalogue in a file: SQLite, made anew from ledger and files whenever it is not there.

An article's row is never changed but replaced by one with a new number, which is also that of its
words: FTS5 keeps those without the text, which is in the file already, and could take none out
without being given it again. So words of former rows stay and lead nowhere, until they are more
than those that count and all is made anew.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from crawler.output import folder_of
from crawler.review.catalogue.search_words import likely, query, spaced

VERSION = 2  # of the tables; a file of another one is made anew
WASTE = 1000  # former rows that do no harm in a small catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a list shows of an article; times are milliseconds since 1970."""

    key: int  # in the ledger
    code: str
    path: str
    seen: str  # what the ledger and the file system had of it when it was read
    source: str
    run: int
    url: str
    title: str
    category: str
    language: str
    fate: str  # held, written, updated or gone
    held: str | None  # why
    confidence: int | None  # percent
    retrieved: int  # first
    dated: int  # published, else first retrieved


@dataclass(frozen=True, slots=True)
class Search:
    """How a database seeks words, and the one condition that it wants in words of its own."""

    query: Callable[[str], str]  # of what a person has typed, "" if nothing is sought
    likely: Callable[[Sequence[str]], str]  # the query of titles that have any of these words
    tables: str  # where condition is asked
    condition: str  # that articles have a query's words
    within: str  # the same, asked of articles alone
    of_late: str  # held, or of a run since; in the order of the inbox's index
    best: str  # the numbers of articles that a query finds, at, each with its rank


class CatalogueRows(Protocol):
    """A connection to the catalogue."""

    @property
    def search(self) -> Search:
        """How words are sought."""

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Return the rows of a statement."""


class Catalogue(Protocol):
    """The catalogue of an output folder; any number of threads may read while one writes."""

    def open(self) -> AbstractContextManager[CatalogueRows]:
        """Open it, empty if it is not there; what is written is committed at the end."""

    def clear(self) -> None:
        """Remove it, as it can't be used, or is mostly of what was; raises OSError."""

    def is_usable(self) -> bool:
        """Return whether it is one of this version and not mostly of former rows."""

    def settle(self) -> None:
        """Be quick again after a large pass."""

    def seen(self) -> dict[int, str]:
        """Return for each article's key what was seen of it when it was read."""

    def replace(self, cards: Iterable[tuple[Card, str]], gone: Iterable[int] = ()) -> None:
        """Have the catalogue hold these articles with their texts, and no more those keys."""


# The order of the inbox: what is held, then the least certain.
INBOX = "held IS NULL, confidence IS NULL, confidence, dated DESC, id"
COLUMNS = tuple(field.name for field in fields(Card))

_TABLES = f"""
CREATE TABLE articles (id INTEGER PRIMARY KEY AUTOINCREMENT, {", ".join(COLUMNS)});
CREATE UNIQUE INDEX articles_key ON articles (key);
CREATE UNIQUE INDEX articles_code ON articles (code);
CREATE INDEX articles_run ON articles (run);
CREATE INDEX articles_inbox ON articles ({INBOX}, run);
CREATE INDEX articles_dated ON articles (dated DESC);
CREATE INDEX articles_facets ON articles (source, category, language, fate);
CREATE VIRTUAL TABLE words USING fts5(
    title, body, content='', tokenize="unicode61 remove_diacritics 2"
);
PRAGMA user_version = {VERSION};
"""
_INSERT = f"INSERT INTO articles ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


SEARCH = Search(
    query=query,
    likely=likely,
    tables="words JOIN articles ON articles.id = words.rowid",
    condition="words MATCH ?",
    within="id IN (SELECT rowid FROM words WHERE words MATCH ?)",
    # Each part by an index of its own would have all sorted.
    of_late="((held IS NULL) = 0 OR +run >= ?)",
    best="SELECT rowid AS at, rank FROM words WHERE words MATCH ?",
)


class SqliteRows:
    """A connection to the file."""

    search = SEARCH

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> sqlite3.Cursor:
        """Return the rows of a statement."""
        return self._connection.execute(statement, values)


class SqliteCatalogue:
    """The catalogue of an output folder, in a file of its own."""

    def __init__(self, output: Path) -> None:
        self.file = folder_of(output, "review") / "catalogue.sqlite"
        self._making = Lock()

    @contextmanager
    def open(self) -> Iterator[SqliteRows]:
        """Open it, empty if it is not there; what is written is committed at the end."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            with self._making:
                if version_of(connection) != VERSION:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            connection.execute("PRAGMA synchronous = OFF")  # what is lost is made anew
            yield SqliteRows(connection)

    def clear(self) -> None:
        """Remove a file that can't be used, or is mostly of what was; raises OSError."""
        for suffix in ("", "-wal", "-shm"):
            self.file.with_name(f"{self.file.name}{suffix}").unlink(missing_ok=True)

    def is_usable(self) -> bool:
        """Return whether the file is one of this version and not mostly of former rows."""
        if not self.file.exists():
            return True
        try:
            with closing(sqlite3.connect(self.file, timeout=30)) as connection:
                if version_of(connection) != VERSION:
                    return False
                rows = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
                last = connection.execute("SELECT max(seq) FROM sqlite_sequence").fetchone()[0]
        except sqlite3.DatabaseError:
            return False
        return int(last or 0) <= 2 * int(rows) + WASTE

    def settle(self) -> None:
        """Do nothing: the plans of these queries are the same for any content."""

    def seen(self) -> dict[int, str]:
        """Return for each article's key what was seen of it when it was read."""
        with self.open() as rows:
            return dict(rows.execute("SELECT key, seen FROM articles"))

    def replace(self, cards: Iterable[tuple[Card, str]], gone: Iterable[int] = ()) -> None:
        """Have the catalogue hold these articles with their texts, and no more those keys."""
        with self.open() as rows:
            for key in gone:
                rows.execute("DELETE FROM articles WHERE key = ?", (key,))
            for card, body in cards:
                rows.execute(
                    "DELETE FROM articles WHERE key = ? OR code = ?", (card.key, card.code)
                )
                number = rows.execute(_INSERT, astuple(card)).lastrowid
                rows.execute(
                    "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                    (number, spaced(card.title), spaced(body)),
                )


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 if there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
