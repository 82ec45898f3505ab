"""The part of the ledger that finds texts which share passages, on disk and by week."""

from collections.abc import Collection
from datetime import datetime, timedelta, timezone

from sqlalchemy import Column, Integer, Table, bindparam, delete, func, select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Key, metadata

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

# Most marks are of one article alone. To count first who has each shows that, and those that many
# have, in one look-up.
_OF_MARKS = samples.c.week.in_(bindparam("weeks", expanding=True)) & samples.c.mark.in_(
    bindparam("marks", expanding=True)
)
_HELD = (
    select(samples.c.week, samples.c.mark, func.count().label("held"))
    .where(_OF_MARKS)
    .group_by(samples.c.week, samples.c.mark)
)
_SHARED = (
    select(samples.c.article, func.count().label("shared"))
    .where(_OF_MARKS)
    .group_by(samples.c.article)
    .having(func.count() >= bindparam("least"))
)


class Samples:
    """Mark of a passage -> articles that have it.

    The week is that of the publication: a copy comes within days, and what returns each month, such
    as a table of prices, is news each time.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def remember(
        self, article: int, marks: Collection[int], published: datetime, least: int
    ) -> dict[int, int]:
        """Keep which marks an article's text has, but for those that many have.

        Return the keys of the other articles that share so many of them at least, and how many.
        """
        week = week_of(published)
        weeks = [week - 1, week, week + 1]
        held = self._database.stored(_HELD, weeks=weeks, marks=list(marks))
        shared: dict[int, int] = {}
        if len(held_marks := {row.mark for row in held}) >= least:
            rows = self._database.stored(_SHARED, weeks=weeks, marks=list(held_marks), least=least)
            shared = {row.article: row.shared for row in rows if row.article != article}
        common = {row.mark for row in held if row.week == week and row.held >= MOST_OF_A_MARK}
        new = [(week, mark, article) for mark in marks if mark not in common]
        self._database.insert_new_numbers(samples, new)
        return shared

    def forget(self, now: datetime) -> None:
        """Drop what is too old to be copied still."""
        self._database.change(delete(samples).where(samples.c.week < week_of(now) - WEEKS_KEPT))


def week_of(instant: datetime) -> int:
    """Return the number of the week since 1970."""
    return (instant - _EPOCH) // timedelta(weeks=1)
