"""The part of the ledger that knows what is wrong with sources, and when a person heard of it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Column, Table, select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Instant, Text, metadata

alarms = Table(
    "alarms",
    metadata,
    Column("source", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("said", Instant, nullable=False),
    Column("ended", Instant),
    Column("end_said", Instant),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAlarm:
    """What is wrong with a source, or was lately."""

    source: str
    kind: str  # the same in each run that finds it
    text: str  # as it was last found
    since: datetime
    said: datetime  # when it was last reported
    ended: datetime | None = None  # when it was found over; None: it stands
    end_said: datetime | None = None  # when its end was last reported


class StandingAlarms:
    """Source and kind -> alarm."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[StandingAlarm]:
        """Return the alarms that stand or once stood, by source and kind."""
        names = StandingAlarm.__dataclass_fields__
        query = select(*(alarms.c[name] for name in names)).order_by(alarms.c.source, alarms.c.kind)
        return [StandingAlarm(**row._mapping) for row in self._database.all(query)]

    def save(self, alarm: StandingAlarm) -> None:
        """Keep an alarm, in place of what was known of it."""
        self._database.upsert(alarms, asdict(alarm))
