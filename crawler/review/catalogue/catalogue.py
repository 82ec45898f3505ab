"""The file of the catalogue: SQLite, made anew from ledger and files whenever it is not there.

An article's row is never changed but replaced by one with a new number, which is also that of its
words: FTS5 keeps those without the text, which is in the file already, and could take none out
without being given it again. So words of former rows stay and lead nowhere, until they are more
than those that count and all is made anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from threading import Lock

from crawler.output import folder_of
from crawler.review.catalogue.search_words import spaced

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


class Catalogue:
    """The catalogue of an output folder; any number of threads may read while one writes."""

    def __init__(self, output: Path) -> None:
        self.file = folder_of(output, "review") / "catalogue.sqlite"
        self._making = Lock()

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """Open it, empty if it is not there; what is written is committed at the end."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=30)) as connection, connection:
            with self._making:
                if version_of(connection) != VERSION:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            connection.execute("PRAGMA synchronous = OFF")  # what is lost is made anew
            yield connection

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

    def seen(self) -> dict[int, str]:
        """Return for each article's key what was seen of it when it was read."""
        with self.open() as connection:
            return dict(connection.execute("SELECT key, seen FROM articles"))

    def replace(self, cards: Iterable[tuple[Card, str]], gone: Iterable[int] = ()) -> None:
        """Have the catalogue hold these articles with their texts, and no more those keys."""
        with self.open() as connection:
            connection.executemany("DELETE FROM articles WHERE key = ?", ((key,) for key in gone))
            for card, body in cards:
                connection.execute(
                    "DELETE FROM articles WHERE key = ? OR code = ?", (card.key, card.code)
                )
                number = connection.execute(_INSERT, astuple(card)).lastrowid
                connection.execute(
                    "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                    (number, spaced(card.title), spaced(body)),
                )


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 if there are none."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
