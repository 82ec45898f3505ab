"""The part of the ledger that finds texts which share passages, on disk and by week."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta, timezone

from sqlalchemy import Column, Integer, Table, delete, func, select

from crawler.ledger.database import Database
from crawler.ledger.tables import Key, metadata, url_key

WEEKS_KEPT = 8
# Articles of a week that are kept with one mark. What more have is a stock sentence, which tells
# nothing and would be read at each look-up, or wire copy, of which the first ones are enough.
MOST_OF_A_MARK = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)

samples = Table(
    "samples",
    metadata,
    Column("week", Integer, primary_key=True),
    Column("mark", Key, primary_key=True),
    Column("article", Key, primary_key=True),
    sqlite_with_rowid=False,
)


class Samples:
    """Mark of a passage -> articles that have it.

    The week is that of the publication: a copy comes within days, and what returns each month, such
    as a table of prices, is news each time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def sharing(self, marks: Iterable[int], published: datetime, least: int) -> dict[int, int]:
        """Return the articles' keys that share so many of the marks at least, and how many."""
        week = week_of(published)
        shared = func.count().label("shared")
        query = (
            select(samples.c.article, shared)
            .where(samples.c.week.in_([week - 1, week, week + 1]), samples.c.mark.in_(list(marks)))
            .group_by(samples.c.article)
            .having(shared >= least)
        )
        return {row.article: row.shared for row in self._database.all(query)}

    def remember(self, canonical_url: str, marks: Collection[int], published: datetime) -> None:
        """Keep which marks an article's text has, but for those that many have."""
        week, article = week_of(published), url_key(canonical_url)
        query = (
            select(samples.c.mark)
            .where(samples.c.week == week, samples.c.mark.in_(list(marks)))
            .group_by(samples.c.mark)
            .having(func.count() >= MOST_OF_A_MARK)
        )
        common = {row.mark for row in self._database.all(query)}
        rows = [{"week": week, "mark": mark, "article": article} for mark in marks]
        rows = [row for row in rows if row["mark"] not in common]
        if rows:
            self._database.insert_new(samples, rows)

    def forget(self, now: datetime) -> None:
        """Drop what is too old to be copied still."""
        self._database.change(delete(samples).where(samples.c.week < week_of(now) - WEEKS_KEPT))


def week_of(instant: datetime) -> int:
    """Return the number of the week since 1970."""
    return (instant - _EPOCH) // timedelta(weeks=1)
