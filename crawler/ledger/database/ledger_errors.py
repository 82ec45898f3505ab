"""What the database raises, as a person would want it: one line that says what to do."""

import re

from sqlalchemy.exc import DBAPIError

from crawler.errors import UserError

_DAMAGED = (
    "it is damaged: put back a copy, or move it away, then `scrapy check --fix` makes a new one"
    " from the files"
)
_ROOM = "make room on its disk, then run again"
_FOLDER = "make its folder writable, or set LEDGER_URL"
_WAIT = "another program holds it: let that end, then run again"

# SQLite: https://www.sqlite.org/rescode.html, by the texts, since Python 3.10 names no codes.
_OF_SQLITE = (
    (r"locked", _WAIT),
    (r"disk i/o|database or disk is full|no space", _ROOM),
    (r"readonly|read-only|permission|unable to open", _FOLDER),
)
# PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html, by the code or its
# first two characters, since the texts are in the server's language.
_OF_POSTGRESQL = {
    "08": "see that the server runs, then run again",
    "25006": "name a server that takes writes in LEDGER_URL",
    "28": "check user and password: LEDGER_URL, PGPASSWORD or PGPASSFILE",
    "3D000": "make the database: createdb NAME",
    "3F000": "make the schema, or correct the search_path",
    "40": "another program writes to it: let that end, then run again",
    "42501": "grant the user of LEDGER_URL the right to create and change tables",
    "53100": _ROOM,
    "53": "the server is short of connections or memory: give it more, then run again",
    "55P03": _WAIT,
    "57": "the server ended the connection; what was committed is kept: run again when it is up",
    "58": "the server can't reach its files: see its log, then run again",
    "XX": "see the server's log",
}
_UNREACHABLE = "see that the server runs, and that LEDGER_URL names it"


class LedgerError(UserError):
    """The ledger cannot be opened, read or written."""


class DamagedLedger(LedgerError):
    """The ledger's file is not what was written."""


def in_a_sentence(error: Exception, place: str, dialect: str) -> LedgerError:
    """Return what a person can do about an error.

    place: where the ledger is; dialect: SQLAlchemy's name of the database.
    """
    cause = " ".join(str(error.orig if isinstance(error, DBAPIError) else error).split())
    advice = _on_sqlite(cause) if dialect == "sqlite" else _on_postgresql(error)
    if advice is None and dialect == "sqlite" and not isinstance(error, OSError):
        return DamagedLedger(f"ledger {place}: {cause}; {_DAMAGED}")
    return LedgerError(f"ledger {place}: {cause}; {advice or 'check LEDGER_URL'}")


def _on_sqlite(cause: str) -> str | None:
    found = (advice for pattern, advice in _OF_SQLITE if re.search(pattern, cause.lower()))
    return next(found, None)


def _on_postgresql(error: Exception) -> str | None:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state is None:  # no answer of the server
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        return _OF_POSTGRESQL["57"] if lost else _UNREACHABLE
    return _OF_POSTGRESQL.get(state) or _OF_POSTGRESQL.get(state[:2])
