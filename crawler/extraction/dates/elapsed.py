"""How long ago a page says that it was published: 3 days ago, vor 2 Stunden, il y a 5 minutes.

The wordings are those of the Unicode CLDR, which the scripts and servers that write them follow.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from functools import lru_cache
from typing import Literal

from babel.dates import format_timedelta

from crawler.extraction.dates.calendar_names import locales_of
from crawler.extraction.dates.date_reader import DateReader
from crawler.extraction.dates.instants import Instant
from crawler.extraction.dates.printed_dates import is_of_readers
from crawler.extraction.fields.byline import lines_around_headline
from crawler.extraction.languages.date_labels import is_called_changed
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page

# Units, and numbers of each that languages have words of their own for; more would be of the next.
_UNITS: Mapping[Literal["minute", "hour", "day", "week"], tuple[timedelta, Sequence[int]]] = {
    "minute": (timedelta(minutes=1), (1, 2, 3, 5, 11, 21)),
    "hour": (timedelta(hours=1), (1, 2, 3, 5, 11, 21)),
    "day": (timedelta(days=1), (1, 2, 3, 5)),
    "week": (timedelta(weeks=1), (1, 2, 3)),
}
_DIGITS = re.compile(r"\d+")
_MOST_WORDS = 6  # beside it, such as a name and a label
_WORD = re.compile(r"[^\W\d_]\S*")


def days_since(page: Page, reader: DateReader) -> list[Candidate[Instant]]:
    """Return the day that the lines by the headline count back to from the page's retrieval.

    [] if they count to several, as in a list of stories. A midnight is none: archives say one that
    do not know when they fetched a page.
    """
    retrieved = page.retrieved
    if retrieved is None or retrieved.time() == time():
        return []
    zone = reader.zone or reader.readers_zone
    days = {
        (retrieved - ago).astimezone(zone).date()
        for ago in _times_by_headline(page, reader.languages)
    }
    origin = "line by the headline, counted from the retrieval"
    return [Candidate(day, origin) for day in days] if len(days) == 1 else []


def _times_by_headline(page: Page, languages: tuple[str, ...]) -> Iterator[timedelta]:
    for text, element in lines_around_headline(page):
        if _DIGITS.search(text) and not is_called_changed(text):
            ago = elapsed(text, *languages)
            if ago is not None and not is_of_readers(page, element):
                yield ago


def elapsed(text: str, *languages: str) -> timedelta | None:
    """Return the time that a line says has passed, None if it says none, or much else."""
    for wording, unit in _wordings(*languages):
        if found := wording.search(text):
            rest = text[: found.start()] + text[found.end() :]
            return int(found[1]) * unit if len(_WORD.findall(rest)) <= _MOST_WORDS else None
    return None


@lru_cache(maxsize=128)
def _wordings(*languages: str) -> tuple[tuple[re.Pattern[str], timedelta], ...]:
    """Return how some languages, and English, write that a number of each unit has passed."""
    texts: dict[str, timedelta] = {}
    for locale in (locale for tag in (*languages, "en") for locale in locales_of(tag)):
        for name, (unit, numbers) in _UNITS.items():
            for number in numbers:
                text = format_timedelta(
                    -number * unit, name, threshold=1, add_direction=True, locale=locale
                )
                parts = _DIGITS.split(text)
                if len(parts) == 2:
                    before, behind = (r"\s+".join(map(re.escape, part.split())) for part in parts)
                    texts[rf"(?<!\w){before}\s*(\d{{1,2}})\s*{behind}(?!\w)"] = unit
    return tuple((re.compile(text, re.I), unit) for text, unit in texts.items())
