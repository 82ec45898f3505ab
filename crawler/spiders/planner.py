"""What the news spider asks for next: the rules of profiles/schedule.py on the ledger's agenda."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from hashlib import blake2b
from random import choice

from scrapy.http import Response

from crawler.clock import Clock
from crawler.discovery import Discovered, Listing
from crawler.discovery.day_range import DayRange, archive_addresses, wanted_sitemaps
from crawler.downloader.meta import ListingMeta
from crawler.downloader.robots import long_delay
from crawler.fates import FATES
from crawler.items import Fate
from crawler.ledger import Entry, Ledger
from crawler.ledger.agenda import DuePage, ListingState
from crawler.ledger.keeper import validator
from crawler.profiles.profile import SourceProfile
from crawler.profiles.schedule import duration, next_look, next_try
from crawler.spiders.hints import Hints
from crawler.spiders.parts import each, in_parts
from crawler.spiders.polls import Polls

DOUBT = timedelta(days=1)  # a listing that is "not modified" for so long is asked for whole
MOST_BELOW = 1000  # listings that others of a source name; a back-fill of a year takes some hundred
MOST_AT_FIRST = 200  # undated pages of a sitemap that are news when it is read for the first time
LISTED = ("feeds", "sitemaps", "sections", "fallbacks")  # keys of a profile that name listings


class Planner:
    """Reads and writes the agenda for one run."""

    def __init__(self, ledger: Ledger, profiles: Mapping[str, SourceProfile], now: Clock) -> None:
        self.ledger = ledger
        self.agenda = ledger.agenda
        self.profiles = profiles
        self.now = now
        self.polls = Polls(self.agenda, profiles, now)
        self.hints = Hints(self.agenda, now)
        self._failed: dict[str, set[str]] = {}  # listings of each source that have failed
        self._below: Counter[str] = Counter()  # listings of each source that others have named
        self._tries: dict[str, int] = {}  # pages on the agenda that have failed before

    # Listings.

    def listings(self, profile: SourceProfile, days: DayRange) -> Iterator[str]:
        """Yield the listings that a poll of the source reads.

        A profile that names none is read from its front page, the feeds that this advertises and
        the sitemaps in robots.txt; a back-fill reads sitemaps and archive pages.
        """
        site = f"https://{profile.domains[0]}"
        if days.is_backfill:
            yield from archive_addresses(profile.archives, days)
            yield from profile.sitemaps or [f"{site}/robots.txt"]
            return
        yield from profile.listings or [f"{site}/", f"{site}/robots.txt"]

    def fallbacks(self, profile: SourceProfile, failed: str) -> tuple[str, ...]:
        """Return the source's fall-backs if a listing was the last of its others to fail."""
        failures = self._failed.setdefault(profile.name, set())
        if failed not in profile.listings or failed in failures:
            return ()
        failures.add(failed)
        return profile.fallbacks if failures == set(profile.listings) else ()

    def turn(self, listings: Iterable[str], token: str, *, pages_wait: bool) -> list[str]:
        """Return those of a source's listings that a run reads.

        That is all of them, but for a site that a run may ask for one page only: then it is any
        one, and none while pages of the source wait, since a listing would always be first.
        """
        urls = list(listings)
        if not urls or not long_delay(self.agenda, urls[0], token):
            return urls
        return [] if pages_wait else [choice(urls)]

    async def listings_below(
        self, source: str, listing: Listing, days: DayRange
    ) -> tuple[Sequence[Discovered], int]:
        """Return the listings that this run reads of those that a listing names.

        Where there are too many of these days, those that were changed last, and how many are left.
        """
        judged = [(one, days.may_be_in(one)) async for one in each(listing.listings)]
        found = wanted_sitemaps(judged, is_backfill=days.is_backfill)
        left = max(0, len(found) - (MOST_BELOW - self._below[source]))
        if left:
            dated = [one for one in found if one.modified]
            dated.sort(key=lambda one: one.modified or self.now(), reverse=True)
            found = [*dated, *(one for one in found if not one.modified)][: len(found) - left]
        self._below[source] += len(found)
        return found, left

    def listing(self, url: str) -> ListingState:
        """Return what is known of a listing."""
        return self.agenda.listing(url)

    def doubt(self, profile: SourceProfile, url: str) -> str:
        """Return why a listing that fails may never have been one, "" if there is no such doubt."""
        key = next((key for key in LISTED if url in getattr(profile, key)), "")
        if key not in profile.unverified or self.listing(url).checked:
            return ""
        return f"it has never answered, and nobody has checked the profile's {key}"

    def is_doubtful(self, url: str) -> bool:
        """Return whether a listing's "not modified" is to be checked."""
        checked = self.agenda.listing(url).checked
        return checked is None or self.now() - checked >= DOUBT

    def read(self, meta: ListingMeta, listing: Listing, response: Response) -> None:
        """Record what a listing held."""
        links = fingerprint(listing)
        if meta.is_doubted and links != self.agenda.listing(meta.url).links:
            self.polls.lied(meta.source)
        etag = validator(response, "ETag", "If-None-Match")
        last_modified = validator(response, "Last-Modified", "If-Modified-Since")
        self.agenda.save_listing(meta.url, ListingState(etag, last_modified, links, self.now()))

    # Pages.

    async def sorted_out(
        self, url: str, listing: Listing, pages: Sequence[Discovered]
    ) -> tuple[list[Discovered], list[Discovered]]:
        """Return those of a listing's pages that are new, and those that are passed over.

        A long sitemap without dates names the pages of years; when it is read for the first time,
        only what will be added to it later is known to be news.
        """
        settled: set[str] = set()
        async for some in in_parts(pages):
            settled |= self.ledger.settled((page.url for page in some), self.now())
        new = [page for page in pages if page.url not in settled]
        undated = [page for page in new if not page.published and not page.modified]
        is_first = self.agenda.listing(url).checked is None
        if is_first and listing.kind == "sitemap" and len(undated) > MOST_AT_FIRST:
            return [page for page in new if page.published or page.modified], undated
        return new, []

    async def remember(self, new: list[Discovered], passed_over: list[Discovered]) -> None:
        """Put new pages on the agenda, where they stay until they are settled."""
        now = self.now()
        for pages, due in ((new, now), (passed_over, None)):
            async for some in in_parts(pages):
                self.agenda.add((page.url for page in some), self.ledger.run, now, due=due)

    def due_pages(self) -> Iterator[DuePage]:
        """Yield the pages whose time has come."""
        for page in self.agenda.due_pages(self.now()):
            self._tries[page.url] = page.tries
            yield page

    def url_settled(self, url: str, source: str, fate: Fate) -> None:
        """Plan when a page is looked at again."""
        self.hints.url_settled(url, fate)
        now = self.now()
        profile = self.profiles.get(source)
        row = FATES[fate]
        entry = self.ledger.find(url) if row.had_article or row.keeps_former else None
        look = None
        if entry and profile:
            born = min(filter(None, (entry.published, entry.first_retrieved)))
            look = next_look(born, now, [duration(age) for age in profile.revisit])
            if row.had_article:
                self.agenda.plan(url, look)
                return
        tries = self._tries.get(url, 0) + 1
        is_doubted = self.polls.record(source).alarmed is not None
        times = filter(None, (look, next_try(now, fate, tries, is_doubted=is_doubted)))
        self.agenda.plan(url, min(times, default=None), tries)

    def article_displaced(self, entry: Entry) -> None:
        """Plan when the page of an article that has turned out a duplicate is looked at again."""
        self.url_settled(entry.page_url or entry.url, entry.source, "duplicate")


def fingerprint(listing: Listing) -> int:
    """Return 64 bits of what a listing names, whatever its order."""
    links = sorted(one.url for one in (*listing.articles, *listing.listings))
    digest = blake2b("\n".join(links).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
