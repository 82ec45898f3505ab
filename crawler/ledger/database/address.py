"""Where the ledger is: LEDGER_URL as SQLAlchemy wants it, with no password in any message."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from crawler.errors import did_you_mean
from crawler.ledger.database.ledger_errors import LedgerError

# What a person may write: SQLAlchemy's name of the driver. The plain name of a database means
# another driver of PostgreSQL from one SQLAlchemy to the next, and providers write "postgres".
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_FORMS = "sqlite:////folder/ledger.sqlite or postgresql://user@host/name"


def parsed(address: str | URL) -> URL:
    """Return LEDGER_URL with the driver that we use; raises LedgerError."""
    try:
        url = make_url(address.strip() if isinstance(address, str) else address)
    except (ArgumentError, ValueError):  # whose texts may hold the password
        url = None
    if url is None or "@" in (url.host or ""):
        raise LedgerError(
            f"LEDGER_URL can't be read; it is {_FORMS}, where a password has %40 for @,"
            " %3A for : and %2F for /"
        ) from None
    name = url.drivername
    if name not in DRIVERS:
        near = did_you_mean(name, DRIVERS)
        raise LedgerError(
            f"LEDGER_URL {shown(url)}: no ledger is kept with {name!r}{near}; {_FORMS}"
        )
    if name.startswith("sqlite") and (url.database or "").startswith("file:"):
        raise LedgerError(f"LEDGER_URL {shown(url)}: name the file itself: {_FORMS}")
    return url.set(drivername=DRIVERS[name])


def is_sqlite(url: URL) -> bool:
    """Return whether the ledger is a SQLite database."""
    return url.get_backend_name() == "sqlite"


def shown(url: URL) -> str:
    """Return where the ledger is, as a person would name it: with no user, password or option."""
    if is_sqlite(url) and url.database:
        return url.database
    plain = URL.create(_plain_name(url), host=url.host, port=url.port, database=url.database)
    return plain.render_as_string()


def _plain_name(url: URL) -> str:
    """Return the name of the database, with the driver only if it is not ours."""
    return url.get_backend_name() if url.drivername in DRIVERS.values() else url.drivername
