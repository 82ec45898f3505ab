"""What changes with the files of articles, for those who keep a picture of all of them."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select

from crawler.ledger.database.database import MOST_KEYS, Database
from crawler.ledger.database.schema import Entry, articles, url_key
from crawler.ledger.entries import Entries


class Standing(NamedTuple):
    """An article that has a file; two that are equal have the same file and state."""

    key: int  # of the canonical URL
    path: str
    content: int | None  # 64 bits of the file's hash
    held: str | None
    confidence: int | None  # percent
    revisions: int
    withdrawn: datetime | None


_STANDINGS = select(*(articles.c[name] for name in Standing._fields)).where(
    articles.c.path.is_not(None)
)
_COPIES = select(articles.c.code).where(articles.c.duplicate_of == bindparam("code"))
_OF_KEYS = _STANDINGS.where(articles.c.key.in_(bindparam("keys", expanding=True)))


class Standings:
    """All articles that have a file, published or held."""

    def __init__(self, database: Database, entries: Entries) -> None:
        self._database = database
        self._entries = entries

    def all(self) -> Iterator[Standing]:
        """Yield each, in no order; memory stays flat."""
        for row in self._database.stream(_STANDINGS):
            yield Standing._make(row)

    def of(self, urls: Collection[str]) -> dict[int, Standing | None]:
        """Return by key those of these canonical URLs, at most MOST_KEYS; None: it has no file."""
        keys = [url_key(url) for url in urls]
        found = (Standing._make(row) for row in self._database.all(_OF_KEYS, keys=keys))
        return dict.fromkeys(keys) | {standing.key: standing for standing in found}

    def entries(self, keys: Collection[int]) -> dict[int, Entry]:
        """Return the articles of these keys, at most MOST_KEYS of them."""
        assert len(keys) <= MOST_KEYS
        return self._entries.of_all(keys)

    def copies(self, code: str) -> list[str]:
        """Return the codes of the articles that have the text of another one, in their order."""
        rows = self._database.all(_COPIES.order_by(articles.c.code), code=code)
        return [row.code for row in rows]
