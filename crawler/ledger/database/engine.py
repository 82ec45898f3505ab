"""How the program connects to the ledger's database."""

import sqlite3
from time import monotonic, sleep

from sqlalchemy import URL, Engine, create_engine, event

from crawler.ledger.database.address import is_sqlite, shown
from crawler.ledger.database.ledger_errors import LedgerError

LOCK_SECONDS = 5.0  # patience with another program that writes
# A server that is gone must not hold a run for hours; libpq's own patience has no end.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
_PATIENCE = {
    "connect_timeout": "10",  # seconds
    "keepalives_idle": "30",  # seconds
    "keepalives_interval": "10",  # seconds
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",  # milliseconds
}


def engine(url: URL) -> Engine:
    """Return SQLAlchemy's engine; raises LedgerError if the database's driver is missing."""
    if is_sqlite(url):
        made = create_engine(url, connect_args={"timeout": LOCK_SECONDS})
        event.listen(made, "connect", _tune_sqlite)
        return made
    try:
        patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
        return create_engine(url, connect_args=patience)
    except ImportError as error:
        raise LedgerError(
            f"LEDGER_URL {shown(url)}: the driver of PostgreSQL is missing:"
            " pip install 'news-ingestion[postgres]'"
        ) from error


def _tune_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Allow readers beside the writer, and make commits durable.

    NORMAL would do for the ledger alone; but files are given their names on the strength of it.
    """
    end = monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            # Where several change the mode at once, each holds what the others wait for: SQLite
            # refuses all but one at once, whatever the timeout.
            if "locked" not in str(error) or monotonic() > end:
                raise
            sleep(0.01)
    connection.execute("PRAGMA synchronous=FULL")
