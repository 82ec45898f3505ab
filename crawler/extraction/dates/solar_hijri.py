"""The calendar of Iran and Afghanistan: 13 Azar 1403 is 3 December 2024."""

from datetime import date

YEARS = range(1200, 1500)  # 1821 to 2120
LANGUAGES = frozenset(("fa", "ps", "prs"))
_NEW_YEAR = 1403, date(2024, 3, 20)


def solar_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a date in the Solar Hijri calendar, None if there is none."""
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= _length(year, month):
        return None
    known, start = _NEW_YEAR
    before = 31 * min(month - 1, 6) + 30 * max(month - 7, 0)
    return date.fromordinal(start.toordinal() + _days(known, year) + before + day - 1)


def _length(year: int, month: int) -> int:
    if month < 12:
        return 31 if month < 7 else 30
    return 30 if _is_leap(year) else 29


def _days(first: int, last: int) -> int:
    """Return the days from a year's beginning to another's."""
    if last < first:
        return -_days(last, first)
    return 365 * (last - first) + sum(map(_is_leap, range(first, last)))


def _is_leap(year: int) -> bool:
    """Return whether a year is leap by the cycle of 33 years, as in ICU: right until 1501."""
    return (25 * year + 11) % 33 < 8
