"""The catalogue in the PostgreSQL database that has the ledger, with PostgreSQL's own search.

The words of an article are a tsvector that is made here and not by PostgreSQL's parser, which has a
mind of its own about numbers, hyphens and addresses, and none for scripts without spaces: so that
both catalogues find the same. https://www.postgresql.org/docs/current/datatype-textsearch.html
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, replace
from hashlib import blake2b
from pathlib import Path
from socket import gethostname
from threading import Lock
from typing import Any

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError

from crawler.ledger.database.address import parsed, shown
from crawler.ledger.database.engine import engine
from crawler.ledger.database.ledger_errors import in_a_sentence
from crawler.review.catalogue.catalogue import COLUMNS, VERSION, Card, Search
from crawler.review.catalogue.search_words import terms, words_of

MOST_LETTERS = 300_000  # of a text: a tsvector has no more than 1 MB
LONGEST = 200  # letters of a word: PostgreSQL takes 2 KB

_TEXTS = {"code", "path", "seen", "source", "url", "title", "category", "language", "fate", "held"}
_TYPES = ", ".join(f"{name} {'text' if name in _TEXTS else 'bigint'}" for name in COLUMNS)
_TABLES = f"""
CREATE TABLE articles (id bigserial PRIMARY KEY, {_TYPES}, words tsvector NOT NULL);
CREATE UNIQUE INDEX ON articles (key);
CREATE UNIQUE INDEX ON articles (code);
CREATE INDEX ON articles (run);
CREATE INDEX ON articles ((held IS NULL), (confidence IS NULL), confidence, dated DESC, id);
CREATE INDEX ON articles (dated DESC, id);
CREATE INDEX ON articles (source, dated DESC);
CREATE INDEX ON articles USING gin (words) WITH (fastupdate = off)
"""
_INSERT = (
    f"INSERT INTO articles ({', '.join(COLUMNS)}, words) "
    f"VALUES ({', '.join('?' * len(COLUMNS))}, ?::tsvector)"
)


def vector(title: str, body: str) -> str:
    """Return the words of an article as a tsvector has them, those of its title with weight A."""
    places: dict[str, list[str]] = {}
    head = words_of(title)
    for at, word in enumerate((*head, *words_of(body[:MOST_LETTERS])), 1):
        weight = "A" if at <= len(head) else ""
        # Behind a gap: no phrase begins in the title and ends in the text.
        places.setdefault(word[:LONGEST], []).append(f"{at + (not weight)}{weight}")
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def query(words: str) -> str:
    """Return a search as PostgreSQL's tsquery, "" if nothing is sought."""
    found = []
    for term in terms(words):
        *rest, last = (f"'{word[:LONGEST]}'" for word in term.words)
        found.append(f"({' <-> '.join([*rest, last + ':*' * term.is_open])})")
    return " & ".join(found)


def likely(words: Sequence[str]) -> str:
    """Return what finds the titles that have any of these words."""
    return " | ".join(f"'{word[:LONGEST]}':A" for word in words)


SEARCH = Search(
    query=query,
    likely=likely,
    tables="articles",
    condition="words @@ ?::tsquery",
    within="words @@ ?::tsquery",
    of_late="(held IS NOT NULL OR run >= ?)",
    best="SELECT id AS at, -ts_rank(words, q) AS rank FROM articles, CAST(? AS tsquery) AS q "
    "WHERE words @@ q",
)


class PostgresRows:
    """A connection on which statements are as SQLite has them; articles is the folder's table."""

    search = SEARCH

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def execute(self, statement: str, values: Sequence[object] = ()) -> Any:
        """Return the rows of a statement."""
        return self._connection.exec_driver_sql(self._said(statement), tuple(values))

    def execute_many(self, statement: str, values: list[tuple[Any, ...]]) -> None:
        """Execute a statement with each of these values, in one go."""
        if values:
            self._connection.exec_driver_sql(self._said(statement), values)

    def _said(self, statement: str) -> str:
        return re.sub(r"\barticles\b", self._table, statement).replace("?", "%s")


class PostgresCatalogue:
    """The catalogue of an output folder, in a table of its own beside those of the ledger."""

    def __init__(self, output: Path, url: URL | str) -> None:
        place = f"{gethostname()}:{output.absolute()}"  # others may have the ledger, not the files
        self._table = f"review_{blake2b(place.encode(), digest_size=6).hexdigest()}_{VERSION}"
        self._url = parsed(url)
        self._making = Lock()
        self._is_made = False

    @contextmanager
    def open(self) -> Iterator[PostgresRows]:
        """Open it, empty if it is not there; raises LedgerError."""
        made = engine(self._url)
        try:
            with made.begin() as connection:
                rows = PostgresRows(connection, self._table)
                with self._making:
                    if not self._is_made:
                        self._make(rows)
                yield rows
        except DBAPIError as error:
            raise in_a_sentence(error, shown(self._url), "postgresql") from error
        finally:
            made.dispose()

    def _make(self, rows: PostgresRows) -> None:
        (found,) = rows.execute("SELECT to_regclass(?)", (self._table,)).fetchone()
        if found is None:
            for statement in _TABLES.split(";"):
                rows.execute(statement)
        self._is_made = True

    def clear(self) -> None:
        """Remove it; it is made anew from ledger and files."""
        with self.open() as rows:
            rows.execute("DROP TABLE articles")
        self._is_made = False

    def is_usable(self) -> bool:
        """Return whether it need not be made anew: another version has another table."""
        return True

    def settle(self) -> None:
        """Have PostgreSQL know what a large pass has brought, before its own rounds do."""
        with self.open() as rows:
            rows.execute("ANALYZE articles")

    def seen(self) -> dict[int, str]:
        """Return for each article's key what was seen of it when it was read."""
        with self.open() as rows:
            found = rows.execute("SELECT key, seen FROM articles")
            return {row.key: row.seen for row in found}

    def replace(self, cards: Iterable[tuple[Card, str]], gone: Iterable[int] = ()) -> None:
        """Have the catalogue hold these articles with their texts, and no more those keys."""
        with self.open() as rows:
            made = list[tuple[object, ...]]()
            taken = [(key, "") for key in gone]
            for card, body in cards:
                title = card.title.replace("\0", " ")  # which PostgreSQL has no place for
                made.append((*astuple(replace(card, title=title)), vector(title, body)))
                taken.append((card.key, card.code))
            rows.execute_many("DELETE FROM articles WHERE key = ? OR code = ?", taken)
            rows.execute_many(_INSERT, made)
