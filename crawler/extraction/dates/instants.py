"""Reads a point in time as a page writes it: ISO 8601 and its abuses, or words and numbers."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timezone, tzinfo
from operator import attrgetter
from typing import NamedTuple

from crawler.extraction.dates.clock_times import ClockTime, clock_times
from crawler.extraction.dates.written_days import MASK, Day, day_of, named_days, numeric_days
from crawler.extraction.dates.zones import stated_zone, zone_of

Instant = datetime | date  # a datetime is aware; a date is a day without a time

_ISO = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:(?:[T\s]+|(?<=\d{8}))(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?(?!\d)"
    r"\s*(Z\b|[+-]?\d\d:?\d\d\b|[+-]\d\d?\b|[A-Z]{2,5}\b)?|$|T)",
    re.I,
)
_DIRECTION = re.compile("[\u200e\u200f]")  # marks between the numbers of Arabic dates
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
_LONGEST = 200  # characters of a text that is a date, with what stands around it
_BEHIND, _BEFORE = 60, 30  # characters between a day and its time


class Moment(NamedTuple):
    """A point in time that a text holds, and the rest of the text."""

    value: Instant
    rest: str


def instant(
    text: str, zone: tzinfo | None, *languages: str, month_first: bool = False
) -> Instant | None:
    """Return the first point in time in a text, None if there is none that can be.

    zone is that of a text that names none, whose instant is naive if that is None, too; languages,
    as BCP 47 tags, are those of its names of months, beside English; month_first says whether
    3/4/2024 is in March. Midnight to the second is a day: no newsroom's clock, but a program's.
    """
    found = moment(text, zone, *languages, month_first=month_first)
    return found.value if found else None


def moment(
    text: str, zone: tzinfo | None, *languages: str, month_first: bool = False
) -> Moment | None:
    """Return what instant() does, with the text around it."""
    text = _DIRECTION.sub("", text).strip()
    if _EPOCH.match(text):
        return Moment(datetime.fromtimestamp(int(text[:10]), timezone.utc), "")
    iso = _ISO.match(text)
    if iso:
        year, month, day, hour, minute, second, offset = iso.groups()
        whole = day_of(int(year), int(month), int(day), *languages)
        if whole is None:
            return None
        rest = text[iso.end() :]
        if hour is None:
            return Moment(whole, rest)
        found = zone_of(offset) if offset else stated_zone(text, iso.end())[0]
        return Moment(_at(whole, int(hour), int(minute), int(second or 0), found or zone), rest)
    return _written(text[:_LONGEST], zone, languages, month_first)


def _written(
    text: str, zone: tzinfo | None, languages: Sequence[str], month_first: bool
) -> Moment | None:
    if not any(char.isdigit() for char in text):
        return None
    # A day in numbers is found first, as 3.12. may be a time; one with a named month last, as it
    # may take the minutes of a time before it for the day.
    numeric = list(numeric_days(text, month_first, *languages))
    rest = _masked(text, *numeric)
    clocks = clock_times(rest, *languages)
    named = named_days(_masked(rest, *clocks), *languages)
    days = sorted((*numeric, *named), key=attrgetter("start"))
    if not days:
        return None
    clock = _clock_of(days, clocks)
    rest = _masked(text, days[0], *([clock] if clock else [])).replace(MASK, " ")
    if clock is None:
        return Moment(days[0].value, rest)
    value = _at(days[0].value, clock.hour, clock.minute, clock.second, clock.zone or zone)
    return Moment(value, rest)


def _masked(text: str, *parts: Day | ClockTime) -> str:
    for part in parts:
        text = f"{text[: part.start]}{MASK * (part.stop - part.start)}{text[part.stop :]}"
    return text


def _clock_of(days: Sequence[Day], clocks: Sequence[ClockTime]) -> ClockTime | None:
    """Return the time of the first day: within it, behind it or before it."""
    day = days[0]
    within = [c for c in clocks if day.start <= c.start < day.stop]
    behind = [c for c in clocks if 0 <= c.start - day.stop <= _BEHIND]
    before = [c for c in clocks if 0 <= day.start - c.stop <= _BEFORE][::-1]
    # Two days, and times before both: the one behind this day is that of the next.
    if (
        before
        and behind
        and any(0 <= other.start - behind[0].stop <= _BEFORE for other in days[1:])
    ):
        return before[0]
    return next(iter((*within, *behind, *before)), None)


def _at(day: date, hour: int, minute: int, second: int, zone: tzinfo | None) -> Instant:
    if hour > 23 or minute > 59 or not (hour or minute or second):
        return day
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone)
