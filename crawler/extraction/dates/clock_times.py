"""Finds the times of day in a text: 10:15, 10.15 Uhr, 10 h 15, 8:25 a.m. ET, 오후 10:15."""

import re
from collections.abc import Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import NamedTuple

from crawler.extraction.dates.calendar_names import folded, half_days_of, key
from crawler.extraction.dates.zones import stated_zone


class ClockTime(NamedTuple):
    """A time of day, and where it stands in the text."""

    hour: int
    minute: int
    second: int
    zone: tzinfo | None  # None if the text names none
    start: int
    stop: int


_MINUTE = (
    r"(?:\s?[:：]\s?|\s?[時时點点시]\s?|(?<=\d)[.h](?=\d\d(?!\d))|\s(?:h|uhr|heures)\s(?=\d\d\b))"
    r"(?P<minute>\d\d|\d(?=\s?[分분]))"
    r"(?:\s?[:：分분]\s?(?P<second>\d\d)(?:[.,]\d+)?)?[分분]?(?!\d|\.\d)"
)
_UNIT = r"(?:\s?(?:[時时點点시]|(?:uhr|heures?|h)\b))?"
# A full hour without a half of the day: 12시 but no 12시간, um 12 Uhr, à 12 h.
_SIGNED = (
    r"(?P<signed>\d{1,2}(?=\s?[時时點点시](?!\s?[間间간\d]))"
    r"|(?<=\bum )\d{1,2}(?= uhr\b)|(?<=\ba )\d{1,2}(?= ?h(?:eures?)?\b)|(?<=\bas )\d{1,2}(?= ?h\b))"
)
_ENGLISH = {"am": "am", "pm": "pm"}
_STANDS_BEFORE = re.compile("[\u0590-\u0dff\u3041-\ud7a3]{2}")  # Hebrew to Sinhala, CJK
_INITIALS = 3  # letters of a mark that may be pointed: p. m., ق.ظ
_MOST_TIMES = 6  # in a text that is a date


def clock_times(text: str, *languages: str) -> list[ClockTime]:
    """Return the times of day in a text in its order; marks of half days are the languages'."""
    pattern, halves = _pattern(*languages)
    found: list[ClockTime] = []
    for clock in pattern.finditer(folded(text)):
        hour = int(next(filter(None, clock.group("hour", "full", "signed"))))
        mark = next(filter(None, clock.group("before", "after", "behind")), "")
        zone, stop = stated_zone(text, clock.end())
        minute, second = int(clock["minute"] or 0), int(clock["second"] or 0)
        hour = _of_day(hour, halves.get(key(mark).replace(" ", "")))
        found.append(ClockTime(hour, minute, second, zone, clock.start(), stop))
        if len(found) == _MOST_TIMES:
            break
    return found


def _of_day(hour: int, half: str | None) -> int:
    """Return the hour of 24; one that no clock of twelve hours has stays as it is."""
    if half is None or hour > 12:
        return hour
    is_late = half == "pm" or (half == "night" and 6 <= hour < 12)
    return hour % 12 + 12 * is_late


@lru_cache(maxsize=128)
def _pattern(*languages: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds a time in a folded text, and the halves of days by key() without spaces."""
    halves = {**half_days_of(*languages), **_ENGLISH}
    names = sorted(halves, key=len, reverse=True)
    behind = f"(?:{'|'.join(map(_spelt, names))})(?![^\\W\\d_])\\.?"
    # Most have it behind; in Latin letters it may be another word there, as German `am`.
    before = "|".join(_spelt(name) for name in names if _STANDS_BEFORE.match(name) or name == "pm")
    pattern = re.compile(
        rf"(?:(?P<before>{before})\s?)?(?<![\d:./-])(?:"
        rf"(?P<hour>\d{{1,2}}){_MINUTE}(?:\s?(?P<after>{behind}))?"
        rf"|(?P<full>\d{{1,2}}){_UNIT}\s?(?P<behind>{behind})"
        rf"|{_SIGNED}{_UNIT})"
    )
    return pattern, {name.replace(" ", ""): half for name, half in halves.items()}


def _spelt(name: str) -> str:
    """Return a regular expression of a mark in its spellings."""
    vowel = "[\u064b-\u0652\u200c]?"
    if len(name) <= _INITIALS:
        vowel = rf"\.?\s?{vowel}"
    return vowel.join(map(re.escape, name))
