"""Reads the dates of one page: in its languages, its region's order of day and month, its zone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.extraction.dates.calendar_names import is_month_first
from crawler.extraction.dates.instants import Instant, Moment, instant, moment
from crawler.extraction.dates.zones import zone_of_language
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.I)
_MOST_LANGUAGES = 3
# Of hosts in these countries: many pages declare en-US because their template does.
_DAY_FIRST = re.compile(
    r"\.(?:uk|au|in|nz|za|ie|sg|my|ng|ke|pk|lk|bd|hk|gh|tz|ug|zw|zm|bw|na|rw|mt|jm|tt|bb|bs|fj|mu"
    r"|np|bt|mv|ae|qa|sa|kw|bh|om|eu)$"
)
# What a program says that knows no date: the beginning of Unix time, in any zone.
_UNSET = frozenset((date(1969, 12, 31), date(1970, 1, 1)))
_AHEAD = timedelta(days=1)  # beyond the retrieval: zones differ by as much, and clocks go wrong
# Archives that do not know when a page was fetched say a midnight, such as that of a year's first
# day: pages of the next year are among theirs.
_AHEAD_OF_MIDNIGHT = timedelta(days=730)


@dataclass(frozen=True)
class DateReader:
    """Reads texts as one page means them."""

    languages: tuple[str, ...]  # BCP 47
    month_first: bool  # whether 3/4/2024 is in March
    zone: tzinfo | None  # the profile's
    readers_zone: tzinfo  # of a time for which no text names any
    latest: datetime | None  # what is later is no date of the page

    def read(self, texts: Iterable[Candidate[str]]) -> list[Candidate[Instant]]:
        """Return the instants and days in some texts, in the source's zone if it is known.

        A time without a zone takes the profile's, else that which another of the texts names, else
        the readers'.
        """
        read = [
            (instant(text, None, *self.languages, month_first=self.month_first), origin)
            for text, origin in texts
        ]
        stated = _offset_in(value for value, _ in read)
        settled = (
            Candidate(self._settled(value, stated), origin) for value, origin in read if value
        )
        return [
            c
            for c in settled
            if day_of_instant(c.value) not in _UNSET and not self._is_ahead(c.value)
        ]

    def _settled(self, value: Instant, stated: tzinfo | None) -> Instant:
        """Return an instant with its zone; stated is what another text names."""
        if not isinstance(value, datetime):
            return value
        if value.tzinfo is None:
            value = value.replace(tzinfo=self.zone or stated or self.readers_zone)
        return value.astimezone(self.zone) if self.zone else value

    def moment(self, text: str) -> Moment | None:
        """Return the first moment in a text, with the text around it."""
        return moment(text, timezone.utc, *self.languages, month_first=self.month_first)

    def _is_ahead(self, value: Instant) -> bool:
        if self.latest is None:
            return False
        return value > (self.latest if isinstance(value, datetime) else self.latest.date())


def date_reader(page: Page, language: str | None = None) -> DateReader:
    """Return the reader of a page's dates; language is that of its text, ISO 639-1, if known."""
    by_primary: dict[str, str] = {}
    for tag in [*_tags(page), *([language] if language else [])] or ["en"]:
        # <html lang=en> and og:locale en_GB: the one that names a region counts.
        if len(by_primary.get(_primary(tag), "")) <= len(_primary(tag)):
            by_primary[_primary(tag)] = tag
    declared = next(iter(by_primary.values()))
    # Templates declare English whatever is written, and whoever translates one forgets the dates.
    readers = {declared, by_primary[language] if language else declared}
    host = urlsplit(page.url).hostname or ""
    return DateReader(
        tuple(dict.fromkeys([*sorted(readers), *by_primary.values()]))[:_MOST_LANGUAGES],
        all(map(is_month_first, readers)) and not _DAY_FIRST.search(host),
        ZoneInfo(page.profile.timezone) if page.profile.timezone else None,
        (zone_of_language(language) if language else None) or timezone.utc,
        _latest(page.retrieved),
    )


def _latest(retrieved: datetime | None) -> datetime | None:
    """Return the last instant that a page fetched then can state as its own."""
    if retrieved is None:
        return None
    is_midnight = retrieved.time() == time() and not retrieved.utcoffset()
    return retrieved + (_AHEAD_OF_MIDNIGHT if is_midnight else _AHEAD)


def _tags(page: Page) -> Iterator[str]:
    """Yield the languages that the page declares."""
    said = [page.tree.get("lang"), page.tree.get("xml:lang")]
    said += [text for value, _ in page.stated("inLanguage") for text in strings(value)]
    said += [text for text, _ in page.meta_candidates("og:locale", "content-language", "language")]
    said.append(page.profile.language)
    for tag in said:
        if tag and _TAG.fullmatch(tag.strip()):
            yield tag.strip()


def _primary(tag: str) -> str:
    return re.split("[-_]", tag)[0].lower()


def _offset_in(values: Iterable[Instant | None]) -> tzinfo | None:
    """Return the zone of the first of these instants that a text states other than in UTC."""
    times = (value for value in values if isinstance(value, datetime))
    return next((value.tzinfo for value in times if value.utcoffset()), None)


def day_of_instant(value: Instant) -> date:
    """Return the day of an instant in its own zone."""
    return value.date() if isinstance(value, datetime) else value
