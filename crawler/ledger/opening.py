"""The one way to a ledger: where it is, and how a run, a command or a reader opens it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import URL

from crawler.ledger.database.address import is_sqlite, parsed
from crawler.ledger.ledger import Ledger


def ledger_url(settings: BaseSettings) -> str | URL:
    """Return LEDGER_URL, else NEWS_LEDGER_URL of the environment, else SQLite in OUTPUT_DIR.

    The environment is read here and not in the settings, which Scrapy prints on demand.
    """
    path = Path(settings.get("OUTPUT_DIR", "output")).absolute() / "ledger.sqlite"
    given = settings.get("LEDGER_URL") or os.environ.get("NEWS_LEDGER_URL")
    return str(given) if given else URL.create("sqlite", database=str(path))


def open_ledger(settings: BaseSettings, holder: str) -> Ledger:
    """Return the ledger for a program that changes it; made if there is none.

    holder: the command, as `scrapy check`, that others are shown; raises RunLocked if one of
    them has the ledger, LedgerError if it can't be used.
    """
    return Ledger(ledger_url(settings), holder=holder)


def blank_ledger() -> Ledger:
    """Return an empty ledger in memory, of which nothing stays."""
    return Ledger("sqlite://")


@contextmanager
def ledger_to_read(settings: BaseSettings) -> Iterator[Ledger]:
    """Open the ledger for a program that only reads it; a blank one where no run has made one.

    Raises LedgerError if it can't be used.
    """
    address = ledger_url(settings)
    url = parsed(address)
    is_made = not is_sqlite(url) or not url.database or Path(url.database).exists()
    with closing(Ledger(address) if is_made else blank_ledger()) as ledger:
        yield ledger
