"""The part of the ledger that knows what a source has given on each day."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import days


class SourceDays:
    """Source and day -> counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, source: str, day: date, counts: Mapping[str, int]) -> None:
        """Add a run's counts to those of a source's day; runs are one at a time."""
        sums = Counter(self.since(source, day).get(day, {}))
        sums.update(counts)
        self._database.upsert(days, {"source": source, "day": day, "counts": dict(sums)})

    def since(self, source: str, first: date) -> dict[date, dict[str, int]]:
        """Return a source's counts by day, from a day on."""
        query = select(days.c.day, days.c.counts).where(
            days.c.source == source, days.c.day >= first
        )
        return {row.day: row.counts for row in self._database.all(query)}
