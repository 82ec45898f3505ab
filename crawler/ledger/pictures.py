"""The part of the ledger that knows the downloaded images."""

from dataclasses import asdict

from sqlalchemy import select

from crawler.ledger.database import Database
from crawler.ledger.tables import Picture, images, url_key


class Pictures:
    """Image URL -> file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, url: str) -> Picture | None:
        """Return the image that was downloaded from a URL."""
        columns = [images.c[name] for name in Picture.__dataclass_fields__]
        row = self._database.first(select(*columns).where(images.c.key == url_key(url)))
        return None if row is None else Picture(**row._mapping)

    def save(self, url: str, picture: Picture) -> None:
        """Keep that an image was downloaded from a URL."""
        self._database.upsert(images, {"key": url_key(url), **asdict(picture)})
