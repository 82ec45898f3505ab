"""Finds the days in a text: 17 October 2024, Oct. 17, 2024, 2024년 10월 17일, 17/10/2024."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from crawler.extraction.dates import ethiopian, solar_hijri
from crawler.extraction.dates.calendar_names import key, month_of, months_of


class Day(NamedTuple):
    """A day, and where it stands in the text."""

    value: date
    start: int
    stop: int


class _Part(NamedTuple):
    """A number that may be a day or a year, or the number of a month that is named."""

    value: int
    digits: int  # 0: it is a month
    start: int
    stop: int

    @property
    def is_day(self) -> bool:
        return 0 < self.digits <= 2 and 0 < self.value < 32

    @property
    def is_year(self) -> bool:
        return self.digits == 4


MASK = "\0"  # in place of what is no part of a day, such as a time of day
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s?(?:[-./年년]|оны)\s?"
    r"(?P<m>\d{1,2})\s?(?:[-./月월]|(?:-?р|д[уү]г[аэ]{2}р)?\s?сарын)\s?(?P<d>\d{1,2})"
    r"|(?P<dd>\d{1,2})\s+(?:tháng|thg)\s+(?P<mm>\d{1,2}),?\s+(?:năm\s+)?(?P<yyyy>\d{4})"
    r"|(?P<a>\d{1,2})(?P<mark>[-./])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<year>\d{4}|\d\d(?![\d:])))"
    r"(?!\d)[日일]?",
    re.I,
)
# Years of Japan's eras and of the Republic of China, by which some papers count; 元 is the first.
_ERA = re.compile(
    r"(?P<era>令和|平成|昭和|民[國国])\s?(?P<y>\d{1,3}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日?"
)
_YEAR_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_][^\s\d,;:/|()\[\]،؛–—־\0-]*")
_APART = re.compile(r"[|()\[\]<>;•·]")  # what stands between two things, not within a day
_BLANK = re.compile(r"[\s\0]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN = 14  # characters between the parts of a day, spaces apart: `th of`, `de`, `gada`
_FILLING = 6  # letters of a word there, such as `година`
_WORDS = 2  # there
_ORDINAL = 2  # letters of what makes a number an ordinal
_END = re.compile(r"[\s,.]*(?:$|[|()•·\0–-])")
_YEAR_FIRST = frozenset(("ja", "ko", "zh"))  # 24.10.17 is of 2024


def day_of(year: int, month: int, day: int, *languages: str) -> date | None:
    """Return the day of these numbers, None if no press has it.

    Years may be of the Buddhist era, or of the Solar Hijri in languages of its countries; months of
    the Ethiopian calendar have numbers of their own.
    """
    if month >= ethiopian.FIRST_MONTH:
        return ethiopian.ethiopian_day(year, month, day)
    if year > 2400:
        year -= 543
    if year in solar_hijri.YEARS and _primary(languages) & solar_hijri.LANGUAGES:
        return solar_hijri.solar_day(year, month, day)
    try:
        return date(year, month, day) if 1900 < year < 2100 else None
    except ValueError:
        return None


def _primary(languages: Collection[str]) -> frozenset[str]:
    return frozenset(re.split("[-_]", language)[0].lower() for language in languages)


def _year(value: int, languages: Collection[str]) -> int:
    """Return the year that two digits stand for, in the Buddhist era in Thai."""
    if value >= 100:
        return value
    if "th" in languages:
        return 2500 + value
    return value + (2000 if value < 50 else 1900)  # RFC 5322, 4.3


def numeric_days(text: str, month_first: bool, *languages: str) -> Iterator[Day]:
    """Yield the days that are in numbers; month_first: whether 3/4/2024 is in March."""
    primary = _primary(languages)
    for found in _ERA.finditer(text):
        year = 1 if found["y"] == "元" else int(found["y"])
        if day := day_of(_YEAR_BEFORE[found["era"]] + year, int(found["m"]), int(found["d"])):
            yield Day(day, *found.span())
    for found in _NUMERIC.finditer(text):
        if found["y"]:
            day = day_of(int(found["y"]), int(found["m"]), int(found["d"]), *languages)
        elif found["yyyy"]:
            day = day_of(int(found["yyyy"]), int(found["mm"]), int(found["dd"]))
        else:
            one, two, last = int(found["a"]), int(found["b"]), int(found["year"])
            if (
                last < 100
                and not _YEAR_FIRST.isdisjoint(languages)
                and (day := day_of(2000 + one, two, last))
            ):
                yield Day(day, *found.span())
                continue
            us = two > 12 or (month_first and one <= 12 and found["mark"] != ".")
            month, number = (one, two) if us else (two, one)
            day = day_of(_year(last, primary), month, number)
        if day:
            yield Day(day, *found.span())


def named_days(text: str, *languages: str) -> Iterator[Day]:
    """Yield the days whose month has its name, in the languages or English."""
    numbers = [
        _Part(int(found[0]), len(found[0]), *found.span()) for found in _NUMBER.finditer(text)
    ]
    if not numbers:
        return
    primary = _primary(languages)
    named = list(_months_in(text, months_of(*languages)))
    for month in named:
        # Another month between two parts, and they are not of one day: mar. 3 déc. 2024.
        walls = [other for other in named if other.value != month.value]
        before = _chain(text, month, [n for n in numbers if n.stop <= month.start][::-1], walls)
        after = _chain(text, month, [n for n in numbers if n.start >= month.stop], walls)
        if not (parts := _day_and_year(text, before, after)):
            continue
        day, year = parts
        value = day_of(_year(year.value, primary), month.value, day.value, *languages)
        if value:
            ends = (month, day, year)
            yield Day(value, min(part.start for part in ends), max(part.stop for part in ends))


def _day_and_year(text: str, before: list[_Part], after: list[_Part]) -> tuple[_Part, _Part] | None:
    """Return the day and the year of a month, from the two numbers on either side, nearest first.

    They stand as in 17 Oct 2024, Oct 17, 2024, 2024. október 17, 2024. gada 17. oktobris,
    17 Oct 24.
    """
    (one, far), (two, last) = (*before, None, None)[:2], (*after, None, None)[:2]
    if one and two and one.is_day and two.is_year:
        return one, two
    if two and last and two.is_day and last.is_year and _is_ordinal(text[two.stop : last.start]):
        return two, last
    if one and two and one.is_year and two.is_day:
        return two, one
    if one and far and one.is_day and far.is_year:
        return one, far
    if one and two and one.is_day and two.digits == 2 and _END.match(text, two.stop):
        return one, two
    return None


def _is_ordinal(between: str) -> bool:
    """Return whether only the end of a number is between: 17th, 2024, but not 17 déc. 2024."""
    return all(len(word) <= _ORDINAL for word in _LETTERS.findall(between))


def _chain(text: str, month: _Part, numbers: list[_Part], walls: list[_Part]) -> list[_Part]:
    """Return the numbers on one side of a month, up to two, as far as they belong to it."""
    chain: list[_Part] = []
    last = month
    for number in numbers[:2]:
        start, stop = (
            (last.stop, number.start) if number.start >= last.stop else (number.stop, last.start)
        )
        if not _belong_together(text[start:stop]) or any(start <= w.start < stop for w in walls):
            break
        chain.append(number)
        last = number
    return chain


def _belong_together(between: str) -> bool:
    """Return whether a text may stand between two parts of a day."""
    words = _LETTERS.findall(between)
    return (
        len(_BLANK.sub("", between)) <= _BETWEEN
        and len(words) <= _WORDS
        and all(len(word) <= _FILLING for word in words)
        and not _APART.search(between)
    )


def _months_in(text: str, months: Mapping[str, int]) -> Iterator[_Part]:
    """Yield the months that are named; the name may be of two words, as in the Levant."""
    words = list(_WORD.finditer(text))
    for word, following in zip_longest(words, words[1:]):
        two = f"{word[0]} {following[0]}" if following else ""
        if (
            following
            and (found := months.get(key(two)))
            and text[word.end() : following.start()] == " "
        ):
            yield _Part(found, 0, word.start(), following.end())
            continue
        if found := month_of(word[0], months):
            yield _Part(found, 0, word.start(), word.end())
