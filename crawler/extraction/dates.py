"""When the article was published and changed: instants with their zone, days without a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import re2

from crawler.extraction.evidence import Candidate
from crawler.extraction.instants import Instant, instant
from crawler.extraction.page import Page
from crawler.extraction.printed_dates import called_dates, lines_by_headline, time_text
from crawler.extraction.structured import strings

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
_DAY_FIRST = re.compile(r"\.(?:uk|au|in|nz|za|ie|sg|my|ng|ke|pk|lk|bd|hk)$")
_MOST_TIMES = 10  # time elements; behind them come those of other stories
# One of these is in each script that has one of those.
_SAID_IN_SCRIPT = ("ublish", "ublication", "pubDate", "post_date")
_IN_SCRIPT = re2.compile(  # seven times as fast as re in hundreds of KB
    r"""(?i)(?:datePublished|publish(?:ed)?_?(?:At|Date)|publication_?Date|post_date|pubDate)\\?"\s*:"""
    r"""\s*\\?"([^"\\]{8,40})"""
)
_IN_URL = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:[/_+-]|$)")


def published_candidates(page: Page) -> list[Candidate[Instant]]:
    """Return when the page says that it was published, the most credible first.

    An instant is in the source's own zone; a day comes where no evidence tells the time. What
    readers see is looked at only where the page's data does not tell the time.
    """
    changed = page.once(_changes)
    told = _future_last(_read(page, _published_texts(page)), changed)
    if told and isinstance(told[0].value, datetime):
        return _local_first(page, told)
    seen = _read(page, [*lines_by_headline(page, changed=False), *_weak_texts(page)])
    found = _with_time_first([*told, *_future_last(seen, changed)])
    return (
        found
        or _of_one_day(_read(page, called_dates(page)))
        or [*changed, *_read(page, lines_by_headline(page, changed=True))]
    )


def modified_candidates(page: Page, published: Instant | None) -> list[Candidate[Instant]]:
    """Return when the page says that it was last changed; only what is later than published."""
    found = page.once(_changes)
    return [c for c in found if published is None or _is_later(c.value, published)]


def _changes(page: Page) -> list[Candidate[Instant]]:
    """Return when the page's data say that it was changed."""
    return _read(page, _modified_texts(page))


def _of_one_day(found: list[Candidate[Instant]]) -> list[Candidate[Instant]]:
    """Return the candidates if they tell one day: several are those of a list of stories."""
    return found if len({_day_of(c.value) for c in found}) == 1 else []


def _is_later(one: Instant, other: Instant) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one - other >= timedelta(minutes=1)  # a printed instant has no seconds
    return _day_of(one) > _day_of(other)


def _day_of(value: Instant) -> date:
    return value.date() if isinstance(value, datetime) else value


def _future_last(
    found: list[Candidate[Instant]], changed: list[Candidate[Instant]]
) -> list[Candidate[Instant]]:
    """Put what is days after the last change behind the others: a story is not changed before."""
    last = max((_day_of(c.value) for c in changed), default=date.max)
    return sorted(found, key=lambda c: _day_of(c.value) - timedelta(days=1) > last)


def _local_first(page: Page, found: list[Candidate[Instant]]) -> list[Candidate[Instant]]:
    """Put the first candidate that tells the best one's instant in a zone before one in UTC."""
    best = found[0].value
    if not isinstance(best, datetime) or best.utcoffset():
        return found
    local = [
        c
        for c in (*found, *_read(page, _time_elements(page)))
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


def _read(page: Page, texts: Iterable[Candidate[str]]) -> list[Candidate[Instant]]:
    texts = list(texts)
    own = ZoneInfo(page.profile.timezone) if page.profile.timezone else None
    zone = own or _zone_of(texts) or timezone.utc
    language = (page.tree.get("lang") or page.profile.language or "en").lower()[:2]
    host = urlsplit(page.url).hostname or ""
    month_first = language == "en" and not _DAY_FIRST.search(host)
    found = []
    for text, origin in texts:
        value = instant(text, zone, language, month_first)
        if isinstance(value, datetime) and own:
            value = value.astimezone(own)
        if value is not None:
            found.append(Candidate(value, origin))
    return found


def _zone_of(texts: list[Candidate[str]]) -> tzinfo | None:
    """Return the offset that another date of the page names."""
    for text, _ in texts:
        value = instant(text, timezone.utc)
        if isinstance(value, datetime) and value.utcoffset():
            return value.tzinfo
    return None


def _published_texts(page: Page) -> Iterator[Candidate[str]]:
    for element in page.selected("date_published"):
        yield Candidate(time_text(element), "profile")
    yield from _date_line(page, "date")
    yield from _strings(page.stated("datePublished", "uploadDate", "dateCreated"))
    yield from page.meta_candidates(*_PUBLISHED)


def _date_line(page: Page, group: str) -> Iterator[Candidate[str]]:
    """Yield what a group of the profile's date_line holds; the whole line is the date's."""
    pattern = page.profile.date_line
    line = re.search(pattern, page.visible_text) if pattern else None
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
