"""Which catalogue an output folder has: PostgreSQL's where the ledger is there, else a file."""

from pathlib import Path

from scrapy.settings import BaseSettings

from crawler.ledger.database.address import is_sqlite, parsed
from crawler.ledger.opening import ledger_url
from crawler.review.catalogue.catalogue import Catalogue, SqliteCatalogue
from crawler.review.catalogue.postgres_catalogue import PostgresCatalogue


def catalogue_of(settings: BaseSettings, output: Path) -> Catalogue:
    """Return the catalogue of an output folder; raises LedgerError."""
    url = parsed(ledger_url(settings))
    return SqliteCatalogue(output) if is_sqlite(url) else PostgresCatalogue(output, url)
