"""One connection to the ledger's database; its errors become one sentence each."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Delete, Executable, Row, Table, Update, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, PendingRollbackError

from crawler.errors import UserError
from crawler.ledger.database.address import is_sqlite, parsed, shown
from crawler.ledger.database.engine import engine
from crawler.ledger.database.hold import Hold
from crawler.ledger.database.ledger_errors import LedgerError, in_a_sentence
from crawler.ledger.database.versions import OtherVersion, bring_up

MOST_KEYS = 10_000  # in a query; SQLite takes 32,766 parameters, PostgreSQL 65,535
_AT_A_TIME = 1000  # rows in memory, of a stream or waiting

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_UNREADABLE = (ValueError, TypeError, OverflowError)


class Database:
    """Opens the database, with its tables; writes gather in one transaction until commit().

    Rows to upsert wait in memory: what changes one several times for a page writes it once. Every
    query but stored() finds them written.
    """

    def __init__(self, address: str | URL, holder: str | None = None) -> None:
        """Open it; raises LedgerError or RunLocked.

        holder: the run that keeps others off until close(), such as "scrapy crawl news"; None: any
        number of programs may have it open so.
        """
        self._url = parsed(address)
        self._engine = engine(self._url)
        self._insert = _INSERTS[self._engine.dialect.name]
        # The collation that compares bytes.
        self.bytewise = "BINARY" if is_sqlite(self._url) else "C"
        self._upsert = cache(self._upsert_statement)  # SQLAlchemy takes a millisecond to build one
        self._insert_new_sql = cache(self._insert_new_statement)
        self._waiting: dict[Table, dict[Any, dict[str, Any]]] = {}  # by key, columns to set
        self.on_failure: Callable[[LedgerError], None] = lambda error: None  # called with each
        self._lost: str | None = None  # how the connection ended, if it has
        self._failure: LedgerError | None = None  # the last
        with self.ledger_errors():
            if is_sqlite(self._url) and self._url.database:
                Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
            self.connection: Connection = self._engine.connect()
        self._hold = Hold(self._url, self.connection)
        try:
            with self.ledger_errors():
                if holder is not None:
                    self._hold.take(holder)
                bring_up(self.connection)
        except OtherVersion as error:
            self._let_go()
            raise LedgerError(f"ledger {self.place}: {error}") from error
        except UserError:
            self._let_go()
            raise

    def first(self, query: Executable, **values: object) -> Row[Any] | None:
        """Return the first row of a query, with values for its parameters."""
        self.write_out()
        with self.ledger_errors():
            return self.connection.execute(query, values).first()

    def all(self, query: Executable, **values: object) -> Sequence[Row[Any]]:
        """Return the rows of a query, with values for its parameters."""
        self.write_out()
        return self.stored(query, **values)

    def stored(self, query: Executable, **values: object) -> Sequence[Row[Any]]:
        """Return the same, but for rows that wait: for those who know of them."""
        with self.ledger_errors():
            return self.connection.execute(query, values).all()

    def stream(self, query: Executable) -> Iterator[Row[Any]]:
        """Yield the rows of a query; nothing is to be written here meanwhile."""
        self.write_out()
        with self.ledger_errors():
            options = {"yield_per": _AT_A_TIME}
            yield from self.connection.execute(query, execution_options=options)

    def insert_new(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert those rows whose key is not in the table."""
        self.write_out()
        with self.ledger_errors():
            self.connection.execute(self._upsert(table, ()), rows)  # of which none is changed

    def insert_new_numbers(self, table: Table, rows: Sequence[tuple[int, ...]]) -> None:
        """Do the same in a table of integers of which no row waits: here there are many a page.

        SQLAlchemy takes twice as long to name each row's values as SQLite to insert them.
        """
        if not rows:
            return
        if not self._engine.dialect.positional:
            names = table.columns.keys()
            self.insert_new(table, [dict(zip(names, row, strict=True)) for row in rows])
            return
        with self.ledger_errors():
            self.connection.exec_driver_sql(self._insert_new_sql(table), list(rows))

    def change(self, statement: Update | Delete) -> None:
        """Change the rows that a statement names."""
        self.write_out()
        with self.ledger_errors():
            self.connection.execute(statement)

    def upsert(self, table: Table, values: dict[str, Any]) -> None:
        """Insert a row, or change the one that has its key."""
        key = tuple(values[column.name] for column in table.primary_key)
        rows = self._waiting.setdefault(table, {})
        rows.setdefault(key, {}).update(values)
        if len(rows) >= _AT_A_TIME:
            self.write_out()

    def amend(self, table: Table, key: int, values: dict[str, Any]) -> None:
        """Change the row that has a key, if there is one."""
        if row := self.waits(table, key):
            row.update(values)
        else:
            (column,) = table.primary_key
            self.change(update(table).where(column == key).values(values))

    def waits(self, table: Table, key: int) -> dict[str, Any]:
        """Return the columns to set in the row that has a key; none if it does not wait."""
        return self._waiting.get(table, {}).get((key,), {})

    def write_out(self) -> None:
        """Write what waits into the transaction."""
        for table, rows in self._waiting.items():
            alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
            for row in rows.values():
                alike.setdefault(tuple(row), []).append(row)
            for names, some in alike.items():
                with self.ledger_errors():
                    self.connection.execute(self._upsert(table, names), some)
        self._waiting.clear()

    def _insert_new_statement(self, table: Table) -> str:
        names = table.columns.keys()
        return str(self._upsert(table, ()).compile(self._engine, column_keys=names))

    def _upsert_statement(self, table: Table, names: tuple[str, ...]) -> Any:
        statement: Any = self._insert(table)
        keys = [column.name for column in table.primary_key]
        rest = {name: statement.excluded[name] for name in names if name not in keys}
        if not rest:
            return statement.on_conflict_do_nothing()
        return statement.on_conflict_do_update(index_elements=keys, set_=rest)

    def commit(self) -> None:
        """Make everything written so far last, and end the transaction that reads began too.

        A server keeps what an open one may still read, and no other program can change a table.
        """
        self.write_out()
        with self.ledger_errors():
            self.connection.commit()

    def roll_back(self) -> None:
        """Forget what was written since the last commit."""
        with self.ledger_errors():
            self.connection.rollback()
        self._waiting.clear()

    def close(self) -> None:
        """Commit, and close the connection."""
        try:
            self.commit()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        self.connection.close()
        self._engine.dispose()
        self._hold.let_go()

    @contextmanager
    def ledger_errors(self) -> Iterator[None]:
        """Turn what the database raises into a LedgerError that says what to do.

        What no program has written can't be read as a Python value: some of them say so.

        A connection that was lost is not opened again: the lock went with it, and what had not been
        committed. All that follows fails alike, as it does when a commit has failed.
        """
        if self._lost is not None:
            raise LedgerError(self._lost)
        try:
            yield
        except (DBAPIError, PendingRollbackError, OSError, *_UNREADABLE) as error:
            failure = self._failure
            if failure is None or not isinstance(error, PendingRollbackError):
                failure = in_a_sentence(error, self.place, self._engine.dialect.name)
            self._failure = failure
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                self._lost = str(failure)
            self.on_failure(failure)
            raise failure from error

    @property
    def place(self) -> str:
        """Where the ledger is, as a person would name it."""
        return shown(self._url)
