"""The part of the ledger that knows the downloaded images."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Picture, images, url_key


class Pictures:
    """Image URL -> file; content -> file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, url: str) -> Picture | None:
        """Return the image that was downloaded from a URL."""
        return self._first(images.c.key == url_key(url))

    def same(self, content: int) -> Picture | None:
        """Return an image of this content, wherever it came from."""
        return self._first(images.c.content == content)

    def named(self, name: str) -> Picture | None:
        """Return the image whose file has this name."""
        return self._first(images.c.name == name)

    def save(self, url: str, picture: Picture) -> None:
        """Record that an image was downloaded from a URL."""
        self._database.upsert(images, {"key": url_key(url), **asdict(picture)})

    def _first(self, condition: Any) -> Picture | None:
        columns = [images.c[name] for name in Picture.__dataclass_fields__]
        row = self._database.first(select(*columns).where(condition))
        return None if row is None else Picture(**row._mapping)
