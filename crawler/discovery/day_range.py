"""Which links are of the days that a crawl is after: the last ones, or those of a back-fill."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from crawler.discovery.article_addresses import url_days
from crawler.discovery.found import Discovered

FRESH = timedelta(
    days=7
)  # older news that a listing still names is history: ask for it by -a since
FEW = 5  # sitemaps of an index that are all read where nothing says which are new


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from since to until, both within, in the source's zone."""

    since: date
    until: date
    is_backfill: bool = False  # a person has asked for these days

    @classmethod
    def fresh(cls, now: datetime) -> "DayRange":
        """Return the last days; clocks that are ahead, in zones that are, are no reason to skip."""
        return cls((now - FRESH).date(), (now + FRESH).date())

    def holds(self, found: Discovered) -> bool | None:
        """Return whether a page is of these days; None: unknown.

        Its publication decides, else its address, else its last change. A page cannot have been
        published after its last change, so that an early change rules it out, but a late change
        does not tell in a back-fill.
        """
        if found.published:
            return self.since <= found.published.date() <= self.until
        if days := url_days(found.url):
            return self.touches(days)
        if found.modified and found.modified.date() < self.since:
            return False
        return True if found.modified and not self.is_backfill else None

    def may_be_in(self, sitemap: Discovered) -> bool | None:
        """Return whether pages of these days may be in a sitemap of an index; None: unknown."""
        if days := url_days(sitemap.url):
            return self.touches(days)
        return sitemap.modified.date() >= self.since if sitemap.modified else None

    def is_of(self, url: str) -> bool:
        """Return whether a listing's address names days that are of these."""
        days = url_days(url)
        return days is not None and self.touches(days)

    def touches(self, days: tuple[date, date]) -> bool:
        """Return whether some of the days are of these."""
        return days[0] <= self.until and days[1] >= self.since

    def __iter__(self) -> Iterator[date]:
        """Yield each day, the latest first."""
        for number in range((self.until - self.since).days + 1):
            yield self.until - timedelta(days=number)


def wanted_pages(
    found: Iterable[Discovered], days: DayRange, *, dated_listing: bool
) -> list[Discovered]:
    """Return the pages of these days; dated_listing: the listing itself is of them.

    A page of unknown date is taken, but in a back-fill only from such a listing.
    """
    unknown = dated_listing or not days.is_backfill
    return [one for one in found if (unknown if (held := days.holds(one)) is None else held)]


def wanted_sitemaps(
    judged: Sequence[tuple[Discovered, bool | None]], *, is_backfill: bool
) -> list[Discovered]:
    """Return the sitemaps of an index that are to be read.

    judged: each, and whether pages of the days that a crawl is after may be in it.
    """
    wanted = [sitemap for sitemap, may_be in judged if may_be]
    unknown = [sitemap for sitemap, may_be in judged if may_be is None]
    if len(unknown) > FEW and not is_backfill:
        news = [sitemap for sitemap in unknown if "news" in sitemap.url.lower()]
        unknown = news or [unknown[0], unknown[-1]]  # one of which has the newest
    return wanted + unknown


def archive_addresses(templates: Iterable[str], days: DayRange) -> Iterator[str]:
    """Yield the addresses of archive pages of these days, each once, the latest first."""
    seen: set[str] = set()
    for day in days:
        for template in templates:
            url = template.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
            if url not in seen:
                seen.add(url)
                yield url
