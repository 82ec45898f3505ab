"""When the article was published and changed: instants with their zone, days without a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import re2

from crawler.extraction.dates.date_reader import DateReader, date_reader, day_of_instant
from crawler.extraction.dates.elapsed import days_since
from crawler.extraction.dates.instants import Instant
from crawler.extraction.dates.printed_dates import (
    called_dates,
    lines_by_headline,
    marked_dates,
    time_text,
)
from crawler.extraction.fields.byline import header_text
from crawler.extraction.fields.doubted_evidence import doubted, trusted
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import strings

_PUBLISHED = (
    "article:published_time",
    "article:published:time",
    "og:published_time",
    "article:published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published",
    "published_at",
    "published-date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "date",
    "last-modified-date",
    "article.published",
    "iso-8601-publish-date",
    "rnews:datepublished",
    "originalpublicationdate",
)
_MODIFIED = (
    "article:modified_time",
    "article:modified:time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
)
_OF_MEDIA = re.compile(r"(?:Video|Audio|Image|Media)Object|PodcastEpisode|uploadDate$")
_MOST_TIMES = 10  # time elements; behind them come those of other stories
# One of these is in each script that has one of those.
_SAID_IN_SCRIPT = ("ublish", "ublication", "pubDate", "post_date")
_IN_SCRIPT = re2.compile(  # seven times as fast as re in hundreds of KB
    r"""(?i)(?:datePublished|publish(?:ed)?_?(?:At|Date)|publication_?Date|post_date|pubDate)\\?"\s*:"""
    r"""\s*\\?"([^"\\]{8,40})"""
)
_IN_URL = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:[/_+-]|$)")


def published_candidates(page: Page, language: str | None = None) -> list[Candidate[Instant]]:
    """Return when the page says that it was published, the most credible first.

    An instant is in the source's own zone; a day comes where no evidence states the time. What
    readers see is looked at only where the page's data do not state the time. language is that of
    the text, ISO 639-1, None if nobody knows.
    """
    reader = date_reader(page, language)
    changed = reader.read(_modified_texts(page))
    read = reader.read(_published_texts(page))
    stated = _future_last(trusted(page, "date_published", read), changed)
    in_doubt = doubted(page, "date_published", read)
    if stated and isinstance(stated[0].value, datetime):
        return [*_local_first(page, reader, stated), *in_doubt]
    read = reader.read(_seen_texts(page, reader))
    seen = trusted(page, "date_published", read)
    in_doubt += doubted(page, "date_published", read)
    found = _with_time_first([*stated, *_future_last(seen, changed)])
    if found or in_doubt:
        return [*found, *in_doubt]
    return _of_one_day(reader.read(called_dates(page))) or [
        *changed,
        *reader.read(_printed_changes(page, reader)),
        *days_since(page, reader),
    ]


def all_dates(page: Page, language: str | None = None) -> dict[str, list[Candidate[Instant]]]:
    """Return what all of the page's evidence says of both dates, by field, in no order of worth."""
    reader = date_reader(page, language)
    published = [*_published_texts(page), *_seen_texts(page, reader)]
    return {
        "date_published": reader.read(published),
        "date_modified": reader.read(_modified_texts(page)),
    }


def _seen_texts(page: Page, reader: DateReader) -> Iterator[Candidate[str]]:
    yield from marked_dates(page, changed=False)
    yield from lines_by_headline(page, reader, changed=False)
    yield from _weak_texts(page)


def modified_candidates(
    page: Page, published: Instant | None, language: str | None = None
) -> list[Candidate[Instant]]:
    """Return when the page says that it was last changed; only what is later than published.

    What readers see counts where the page's data state no change.
    """
    reader = date_reader(page, language)
    found = reader.read(_modified_texts(page)) or reader.read(_printed_changes(page, reader))
    return [c for c in found if published is None or _is_later(c.value, published)]


def _printed_changes(page: Page, reader: DateReader) -> list[Candidate[str]]:
    return [*marked_dates(page, changed=True), *lines_by_headline(page, reader, changed=True)]


def _of_one_day(found: list[Candidate[Instant]]) -> list[Candidate[Instant]]:
    """Return the candidates if they state one day: several are those of a list of stories."""
    return found if len({day_of_instant(c.value) for c in found}) == 1 else []


def _is_later(one: Instant, other: Instant) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one - other >= timedelta(minutes=1)  # a printed instant has no seconds
    return day_of_instant(one) > day_of_instant(other)


def _future_last(
    found: list[Candidate[Instant]], changed: list[Candidate[Instant]]
) -> list[Candidate[Instant]]:
    """Put what is days after the last change behind the others: a story is not changed before."""
    last = max((day_of_instant(c.value) for c in changed), default=date.max)
    return sorted(found, key=lambda c: day_of_instant(c.value) - timedelta(days=1) > last)


def _local_first(
    page: Page, reader: DateReader, found: list[Candidate[Instant]]
) -> list[Candidate[Instant]]:
    """Put the first candidate that states the best one's instant in a zone before one in UTC."""
    best = found[0].value
    if not isinstance(best, datetime) or best.utcoffset():
        return found
    local = [
        c
        for c in (*found, *reader.read(_time_elements(page)))
        if isinstance(c.value, datetime)
        and c.value.utcoffset()
        and abs(c.value - best) < timedelta(minutes=1)
    ]
    return [*local[:1], *found]


def _with_time_first(found: list[Candidate[Instant]]) -> list[Candidate[Instant]]:
    """Put the first instant of the same day before a best candidate that is a day only."""
    if not found or isinstance(found[0].value, datetime):
        return found
    day = found[0].value
    timed = [c for c in found if isinstance(c.value, datetime) and c.value.date() == day]
    return [*timed[:1], *(c for c in found if c not in timed[:1])]


def _published_texts(page: Page) -> Iterator[Candidate[str]]:
    for element in page.selected("date_published"):
        yield Candidate(time_text(element), "profile")
    yield from _date_line(page, "date")
    stated = page.stated("datePublished", "uploadDate", "dateCreated")
    of_media = [c for c in stated if _OF_MEDIA.search(c.origin)]
    yield from _strings(c for c in stated if c not in of_media)
    yield from page.meta_candidates(*_PUBLISHED)
    yield from _strings(of_media)  # of a film that may be older than the story about it


def _date_line(page: Page, group: str) -> Iterator[Candidate[str]]:
    """Yield what a group of the profile's date_line holds; the whole line is the date's.

    It is sought by the headline: lists beside an article print the same line for others.
    """
    pattern = page.profile.date_line
    line = re.search(pattern, header_text(page)) if pattern else None
    if line and (text := line.groupdict().get(group) or (group == "date" and line[0])):
        yield Candidate(text, "profile date_line")


def _modified_texts(page: Page) -> Iterator[Candidate[str]]:
    for element in page.selected("date_modified"):
        yield Candidate(time_text(element), "profile")
    yield from _date_line(page, "modified")
    yield from _strings(page.stated("dateModified"))
    yield from page.meta_candidates(*_MODIFIED)


def _strings(values: Iterable[Candidate[Any]]) -> Iterator[Candidate[str]]:
    for value, origin in values:
        yield from (Candidate(text, origin) for text in strings(value))
        if isinstance(value, int):
            yield Candidate(str(value), origin)


def _weak_texts(page: Page) -> Iterator[Candidate[str]]:
    """Yield what may be the date of another story or of the file: all other evidence is better."""
    if found := _IN_URL.search(page.url):
        yield Candidate("-".join(found.groups()), "URL")
    for script in page.elements("script"):
        text = script.text or ""
        if any(word in text for word in _SAID_IN_SCRIPT) and (found := _IN_SCRIPT.search(text)):
            yield Candidate(found[1], "script")


def _time_elements(page: Page) -> Iterator[Candidate[str]]:
    for time in page.elements("time")[:_MOST_TIMES]:
        yield Candidate(time_text(time), "<time>")
