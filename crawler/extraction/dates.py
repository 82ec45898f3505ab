"""When the article was published and changed: instants with their zone, days without a time."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timezone, tzinfo
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawler.extraction.evidence import Candidate
from crawler.extraction.instants import Instant, instant
from crawler.extraction.page import Page
from crawler.extraction.structured import strings
from crawler.extraction.text import plain_line

_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "published",
    "published_at",
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
    "og:updated_time",
    "datemodified",
    "article:modified",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "revised",
)
_DATE_CLASS = re.compile(
    r"\b(?:date|datum|time|timestamp|publish|published|pubdate|posted|fecha|dateline)\b|Date",
)
_DAY_FIRST = re.compile(r"\.(?:uk|au|in|nz|za|ie|sg|my|ng|ke|pk|lk|bd|hk)$")
_IN_URL = re.compile(r"/(20\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:[/_-]|$)")


def published_candidates(page: Page) -> list[Candidate[Instant]]:
    """Return when the page says that it was published, the most credible first.

    An instant is in the source's own zone; a day comes where no evidence tells the time.
    """
    found = list(_read(page, _published_texts(page)))
    return _with_time_first(found)


def modified_candidates(page: Page, published: Instant | None) -> list[Candidate[Instant]]:
    """Return when the page says that it was last changed; only what is later than published."""
    found = _read(page, _modified_texts(page))
    return [c for c in found if published is None or _is_later(c.value, published)]


def _is_later(one: Instant, other: Instant) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one > other
    return _day_of(one) > _day_of(other)


def _day_of(value: Instant) -> date:
    return value.date() if isinstance(value, datetime) else value


def _with_time_first(found: list[Candidate[Instant]]) -> list[Candidate[Instant]]:
    """Put the first instant of the same day before a best candidate that is a day only."""
    if not found or isinstance(found[0].value, datetime):
        return found
    day = found[0].value
    timed = [c for c in found if isinstance(c.value, datetime) and c.value.date() == day]
    return [*timed[:1], *(c for c in found if c not in timed[:1])]


def _read(page: Page, texts: Iterable[Candidate[str]]) -> Iterator[Candidate[Instant]]:
    texts = list(texts)
    own = ZoneInfo(page.profile.timezone) if page.profile.timezone else None
    zone = own or _zone_of(texts) or timezone.utc
    language = (page.tree.get("lang") or page.profile.language or "en").lower()[:2]
    host = urlsplit(page.url).hostname or ""
    month_first = language == "en" and not _DAY_FIRST.search(host)
    for text, origin in texts:
        value = instant(text, zone, language, month_first)
        if isinstance(value, datetime) and own:
            value = value.astimezone(own)
        if value is not None:
            yield Candidate(value, origin)


def _zone_of(texts: list[Candidate[str]]) -> tzinfo | None:
    """Return the offset that another date of the page names."""
    for text, _ in texts:
        value = instant(text, timezone.utc)
        if isinstance(value, datetime) and value.utcoffset():
            return value.tzinfo
    return None


def _published_texts(page: Page) -> Iterator[Candidate[str]]:
    for element in page.selected("date_published"):
        yield Candidate(_time_text(element), "profile")
    if page.profile.date_line and (line := re.search(page.profile.date_line, page.visible_text)):
        yield Candidate(
            line["date"] if "date" in line.re.groupindex else line[0], "profile date_line"
        )
    yield from _strings(page.stated("datePublished", "uploadDate", "dateCreated"))
    yield from page.meta_candidates(*_PUBLISHED)
    yield from _visible(page)
    if found := _IN_URL.search(page.url):
        yield Candidate("-".join(found.groups()), "URL")


def _modified_texts(page: Page) -> Iterator[Candidate[str]]:
    for element in page.selected("date_modified"):
        yield Candidate(_time_text(element), "profile")
    yield from _strings(page.stated("dateModified"))
    yield from page.meta_candidates(*_MODIFIED)


def _strings(values: Iterable[Candidate[Any]]) -> Iterator[Candidate[str]]:
    for value, origin in values:
        yield from (Candidate(text, origin) for text in strings(value))
        if isinstance(value, int):
            yield Candidate(str(value), origin)


def _visible(page: Page) -> Iterator[Candidate[str]]:
    """Yield the texts of what looks like a date line, in the page's order."""
    for element in page.tree.iter("time"):
        yield Candidate(_time_text(element), "<time>")
    seen = 0
    for element in page.tree.xpath("//body//*[@class]"):
        if _DATE_CLASS.search(element.get("class")):
            text = plain_line(str(element.text_content()))
            if 5 < len(text) < 120:
                seen += 1
                yield Candidate(text, "date line")
                if seen == 5:
                    return


def _time_text(element: HtmlElement) -> str:
    stated = element.get("datetime") or element.get("content")
    return stated or plain_line(str(element.text_content()))
