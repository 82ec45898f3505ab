"""One connection to the ledger's database; its errors told in one sentence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Delete, Row, Select, Table, Update, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, PendingRollbackError

from crawler.errors import UserError
from crawler.ledger.versions import OtherVersion, bring_up

LOCK_SECONDS = 5.0  # patience with another program that writes

MOST_KEYS = 10_000  # in a query; SQLite takes 32,766 parameters, PostgreSQL 65,535
_AT_A_TIME = 1000  # rows of a stream in memory

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_MOVE = "it is damaged: put back a copy, or move it away to start afresh"
_FOLDER = "make its folder writable, or set LEDGER_URL"
_ADVICE = (
    ("locked", "another program holds it: let that end, then run again"),
    ("malformed", _MOVE),
    ("not a database", _MOVE),
    ("disk i/o", "make room on its disk, then run again"),
    ("full", "make room on its disk, then run again"),
    ("no space", "make room on its disk, then run again"),
    ("readonly", _FOLDER),
    ("read-only", _FOLDER),
    ("permission", _FOLDER),
    ("unable to open", _FOLDER),
)


class LedgerError(UserError):
    """The ledger cannot be opened, read or written."""


class Database:
    """Opens the database, with its tables; writes gather in one transaction until commit()."""

    def __init__(self, address: str) -> None:
        try:
            self._url = make_url(address)
            is_sqlite = self._url.get_backend_name() == "sqlite"
            patience = {"timeout": LOCK_SECONDS} if is_sqlite else {}
            self._engine = create_engine(self._url, connect_args=patience)
            self._insert = _INSERTS[self._engine.dialect.name]
        except (ArgumentError, NoSuchModuleError, ImportError, KeyError) as error:
            raise LedgerError(f"LEDGER_URL {address!r}: {error}") from error
        if is_sqlite:
            event.listen(self._engine, "connect", _tune_sqlite)
        self.bytewise = "BINARY" if is_sqlite else "C"  # the collation that compares bytes
        self._upsert = cache(self._upsert_statement)  # SQLAlchemy takes a millisecond to build one
        self.is_pending = False
        with self.told():
            if is_sqlite and self._url.database:
                Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
            self.connection: Connection = self._engine.connect()
            try:
                bring_up(self.connection)
            except OtherVersion as error:
                self.connection.close()
                self._engine.dispose()
                raise LedgerError(f"ledger {self.place}: {error}") from error

    def first(self, query: Select[Any], **values: object) -> Row[Any] | None:
        """Return the first row of a query, with values for its parameters."""
        with self.told():
            return self.connection.execute(query, values).first()

    def all(self, query: Select[Any], **values: object) -> Sequence[Row[Any]]:
        """Return the rows of a query, with values for its parameters."""
        with self.told():
            return self.connection.execute(query, values).all()

    def stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        """Yield the rows of a query; nothing is to be written here meanwhile."""
        with self.told():
            options = {"yield_per": _AT_A_TIME}
            yield from self.connection.execute(query, execution_options=options)

    def insert_new(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert those rows whose key is not in the table."""
        with self.told():
            self.connection.execute(self._upsert(table, ()), rows)  # of which none is changed
        self.is_pending = True

    def change(self, statement: Update | Delete) -> None:
        """Change the rows that a statement names."""
        with self.told():
            self.connection.execute(statement)
        self.is_pending = True

    def upsert(self, table: Table, values: dict[str, Any]) -> None:
        """Insert a row, or change the one that has its key."""
        with self.told():
            self.connection.execute(self._upsert(table, tuple(values)), values)
        self.is_pending = True

    def _upsert_statement(self, table: Table, names: tuple[str, ...]) -> Any:
        statement: Any = self._insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {name: statement.excluded[name] for name in names if name not in keys}
        if not rest:
            return statement.on_conflict_do_nothing()
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)

    def commit(self) -> None:
        """Make everything written so far last."""
        if self.is_pending:
            with self.told():
                self.connection.commit()
            self.is_pending = False

    def roll_back(self) -> None:
        """Forget what was written since the last commit."""
        with self.told():
            self.connection.rollback()
        self.is_pending = False

    def close(self) -> None:
        """Commit, and let go of the database."""
        try:
            self.commit()
        finally:
            self.connection.close()
            self._engine.dispose()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the database raises into a LedgerError that says what to do."""
        try:
            yield
        except (DBAPIError, PendingRollbackError, OSError) as error:
            cause = str(error.orig if isinstance(error, DBAPIError) else error)
            words = cause.lower()
            advice = next((advice for word, advice in _ADVICE if word in words), "check LEDGER_URL")
            raise LedgerError(f"ledger {self.place}: {cause}; {advice}") from error

    @property
    def place(self) -> str:
        """Where the ledger is, as a person would name it."""
        return self._url.database or self._url.render_as_string(hide_password=True)


def _tune_sqlite(connection: Any, _: Any) -> None:
    """Let readers in beside the writer, and leave a whole database behind a crash."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
