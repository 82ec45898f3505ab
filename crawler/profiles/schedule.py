"""When to look: at a source, at an article again, at a page that failed. Pure: without a clock."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from crawler.fates import FATES
from crawler.items import Fate
from crawler.profiles.profile import SourceProfile

_UNITS = {"min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_DURATION = re.compile(rf"(\d+(?:\.\d+)?) ?({'|'.join(_UNITS)})")

LONGEST = timedelta(days=3650)  # a duration that a profile names
LONGEST_PAUSE = timedelta(hours=6)  # of a source or host that fails: four questions a day
PATIENCE = 10  # failures in a row after which a page is given up: two days
ONCE_PATIENCE = 2  # what is not there, or is no article, may be one a little later
FIRST_RETRY = timedelta(minutes=15)
CREDIT = 5  # looks that a listing's word of a change gets in advance


def duration(text: str) -> timedelta:
    """Return the time that a text such as 15 min, 6 h or 3 d names; raises ValueError."""
    found = _DURATION.fullmatch(text)
    if not found or not float(found[1]):
        raise ValueError("is no duration, such as 15 min, 6 h or 3 d")
    if float(found[1]) > LONGEST / _UNITS[found[2]]:
        raise ValueError(f"is longer than {LONGEST.days} d")
    return float(found[1]) * _UNITS[found[2]]


def is_at_rest(profile: SourceProfile, today: date) -> bool:
    """Return whether a source is retired, or paused for now."""
    paused = profile.paused_until
    return profile.retired is not None or (
        paused is not None and today < date.fromisoformat(paused)
    )


def pause(first: timedelta, failures: int) -> timedelta:
    """Return how long to leave alone what has failed so many times in a row."""
    return min(first * (1 << min(failures, 10)), max(first, LONGEST_PAUSE))


def next_poll(now: datetime, interval: timedelta, failures: int) -> datetime:
    """Return when a source is due again; failures: polls in a row that gave nothing at all.

    A tenth of the interval is given away, so that a source is not late for ever because a run of
    cron's came a second too early.
    """
    return now + pause(interval, failures) - interval / 10


def next_look(born: datetime, now: datetime, ages: Iterable[timedelta]) -> datetime | None:
    """Return when an article of this birth is looked at again; None: it is old enough.

    An age that is nearly reached is left out: a look minutes after the last one finds nothing.
    """
    ordered = sorted(ages)
    looks = (born + age for age in ordered)
    return next((look for look in looks if look - now >= ordered[0] / 2), None)


def is_changed(
    modified: datetime, visited: datetime, now: datetime, ages: Iterable[timedelta]
) -> bool:
    """Return whether a listing's word that an article was changed brings the next look forward.

    A change in the future is a mistake of the listing's, and one that the last look has seen
    is none. A look minutes after the last one finds nothing here too: the change is seen later.
    """
    return visited < modified <= now and now - visited >= min(ages) / 2


def is_believed(hints: int, true_hints: int) -> bool:
    """Return whether a source's word that an article was changed is followed.

    hints: how often it was, and true_hints: how often there was a change. Each true one buys
    CREDIT more, so that a source which stamps all its pages again costs at most CREDIT looks.
    """
    return hints < CREDIT * (1 + true_hints)


def next_try(now: datetime, fate: Fate, tries: int, *, is_doubted: bool = False) -> datetime | None:
    """Return when a page without an article is asked for again; None: never.

    tries: how many times in a row it has ended like this, the last one included; is_doubted: its
    source is not what it used to be.
    """
    retry = FATES[fate].retry
    if is_doubted and FATES[fate].is_unexpected and tries < PATIENCE and retry != "often":
        return now + LONGEST_PAUSE
    if retry == "often" and tries < PATIENCE:
        return now + pause(FIRST_RETRY, tries - 1)
    if retry == "once" and tries < ONCE_PATIENCE:
        return now + LONGEST_PAUSE
    return None
