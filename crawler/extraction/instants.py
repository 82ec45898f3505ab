"""Reads a point in time as a page writes it: ISO 8601 and its abuses, or words and numbers."""

import re
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

Instant = datetime | date  # a datetime is aware; a date is a day whose time nobody tells

_ISO = re.compile(
    r"^(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T\s]+(\d{1,2}):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?"
    r"\s*(Z\b|[+-]?\d\d:?\d\d\b|[+-]\d\d?\b|[A-Z]{2,5}\b)?|$|T)",
    re.I,
)
_EPOCH = re.compile(r"^1\d{9}(?:\d{3})?$")
_TOKEN = re.compile(r"\d+|[^\W\d_][^\s\d.,/:|()\[\]–—-]*")
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s?[-./年년]\s?(?P<m>\d{1,2})\s?[-./月월]\s?(?P<d>\d{1,2})"
    r"|(?P<dd>\d{1,2})\s+(?:tháng|thg)\s+(?P<mm>\d{1,2}),?\s+(?:năm\s+)?(?P<yyyy>\d{4})"
    r"|(?P<a>\d{1,2})(?P<mark>[-./])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<year>\d{4}|\d\d(?![\d:])))(?!\d)",
    re.I,
)
_TIME = re.compile(
    r"(?<![\d:./-])(\d{1,2})\s?(?::|(?<=\d)[.h](?=\d\d\b)|時|时|시)\s?(\d\d)"
    r"(?:\s?(?::|分|분)\s?(\d\d))?(?:分|분)?(?!\d|\.\d)\s*(?:(?P<half>[ap])\.?\s?m\b\.?)?",
    re.I,
)
_HOUR = re.compile(r"(?<![\d:./-])(\d{1,2})\s*(?P<half>[ap])\.?\s?m\b", re.I)
_ZONE = re.compile(
    r"^[\s(,|]*(?:(?:GMT|UTC)\s?([+-]\d\d?(?::?\d\d)?)"
    r"|([+-]\d\d:?\d\d)|(?-i:([A-Z]{1,5}))\b)",
    re.I,
)
# hours east of Greenwich; IST is India's, CST America's, as most pages that print them mean
_OFFSETS: dict[str, float] = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "MEZ", "WAT", "WEST"), 1),
    **dict.fromkeys(("CEST", "MESZ", "SAST", "CAT", "EET"), 2),
    **dict.fromkeys(("EEST", "EAT", "MSK", "TRT"), 3),
    **dict.fromkeys(("HKT", "SGT", "MYT", "PHT", "WITA", "AWST"), 8),
    **dict.fromkeys(("ICT", "WIB"), 7),
    **dict.fromkeys(("JST", "KST", "WIT"), 9),
    **{"GST": 4, "PKT": 5, "IST": 5.5, "NPT": 5.75, "ACST": 9.5, "AEST": 10, "AEDT": 11},
    **{"NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "EDT": -4, "EST": -5, "CDT": -5},
    **{"CST": -6, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8},
}
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}


def instant(
    text: str, zone: tzinfo, language: str = "en", month_first: bool = False
) -> Instant | None:
    """Return the first point in time in a text, None if there is none that can be.

    zone is that of a text that names none, language that of its month names, month_first whether
    3/4/2024 is in March. Midnight to the second is a day: no newsroom's clock, but a program's.
    """
    text = text.strip()
    if _EPOCH.match(text):
        return datetime.fromtimestamp(int(text[:10]), timezone.utc)
    iso = _ISO.match(text)
    if iso:
        year, month, day, hour, minute, second, offset = iso.groups()
        whole = _day(int(year), int(month), int(day))
        if whole is None or hour is None:
            return whole
        found = _zone(offset) if offset else zone
        return _at(whole, int(hour), int(minute), int(second or 0), found or zone)
    return _written(text, zone, language, month_first)


def _written(text: str, zone: tzinfo, language: str, month_first: bool) -> Instant | None:
    found = _numeric_day(text, month_first) or _named_day(text, language)
    if not found:
        return None
    whole, start, stop = found
    rest = f"{text[stop : stop + 60]} {text[max(0, start - 30) : start]}"
    inner = text[start:stop]  # as in Fri Apr 28 19:20:36 CEST 2023
    for part in (inner, rest):
        clock = _TIME.search(part) or _HOUR.search(part)
        if clock:
            hour = int(clock[1])
            if clock["half"]:
                hour = hour % 12 + 12 * (clock["half"].lower() == "p")
            numbers = clock.groups()[1:3] if clock.re is _TIME else (None, None)
            stated = _ZONE.match(part[clock.end() :])
            found_zone = _zone(next(filter(None, stated.groups()), "")) if stated else None
            return _at(whole, hour, int(numbers[0] or 0), int(numbers[1] or 0), found_zone or zone)
    return whole


def _numeric_day(text: str, month_first: bool) -> tuple[date, int, int] | None:
    for found in _NUMERIC.finditer(text):
        if found["y"]:
            day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
        elif found["yyyy"]:
            day = _day(int(found["yyyy"]), int(found["mm"]), int(found["dd"]))
        else:
            one, two, year = int(found["a"]), int(found["b"]), int(found["year"])
            year += 2000 * (year < 100)
            us = two > 12 or (month_first and one <= 12 and found["mark"] != ".")
            day = _day(year, one, two) if us else _day(year, two, one)
        if day:
            return day, found.start(), found.end()
    return None


def _named_day(text: str, language: str) -> tuple[date, int, int] | None:
    """Find a day with the month's name: 17 October 2024, October 17th, 2024, 2024. október 17."""
    tokens = list(_TOKEN.finditer(text))
    months = {**_months("en"), **_months(language)}
    for at, token in enumerate(tokens):
        month = months.get(token[0].casefold())
        if not month:
            continue
        before = [t for t in tokens[max(0, at - 3) : at] if t[0].isdecimal()]
        after = [t for t in tokens[at + 1 : at + 8] if t[0].isdecimal()]
        years = [t for t in (*after, *before[::-1]) if len(t[0]) == 4]
        days = [t for t in (*before[::-1], *after) if len(t[0]) <= 2 and 0 < int(t[0]) < 32]
        if years and days and (day := _day(int(years[0][0]), month, int(days[0][0]))):
            ends = (token, years[0], days[0])
            return day, min(t.start() for t in ends), max(t.end() for t in ends)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if year > 2400:  # the Buddhist era, as in Thailand
        year -= 543
    try:
        return date(year, month, day) if 1900 < year < 2100 else None
    except ValueError:
        return None


def _at(day: date, hour: int, minute: int, second: int, zone: tzinfo) -> Instant:
    if hour > 23 or minute > 59 or not (hour or minute or second):
        return day
    return datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone)


def _zone(text: str) -> tzinfo | None:
    """Return the zone of an offset or abbreviation, None if unknown."""
    text = text.upper()
    if text in _REGIONS:
        return ZoneInfo(_REGIONS[text])
    if text in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[text])) if _OFFSETS[text] else timezone.utc
    digits = text.lstrip("+-").replace(":", "")
    if not digits.isdecimal():
        return None
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if text.startswith("-") else 1)
    return timezone(offset) if abs(offset) <= timedelta(hours=15) else None


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Return the names of the months and their short forms, lower-case."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in named[form][width].items():
                names[name.casefold().rstrip(".")] = number
                names[name.casefold()[:3]] = names.get(name.casefold()[:3], number)
    return names
