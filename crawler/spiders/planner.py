"""What the news spider asks for next: the rules of profiles/schedule.py on the ledger's agenda."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from random import choice

from scrapy.http import Response

from crawler.clock import Clock
from crawler.discovery import Discovered, Listing
from crawler.discovery.span import Span, archive_addresses, wanted_sitemaps
from crawler.downloader.robots import long_delay
from crawler.failures import Postponed
from crawler.fates import FATES
from crawler.items import Fate
from crawler.ledger import Ledger
from crawler.ledger.agenda import DuePage, ListingState, SourceRecord
from crawler.ledger.keeper import validator
from crawler.profiles.profile import SourceProfile
from crawler.profiles.schedule import (
    duration,
    is_at_rest,
    is_believed,
    is_changed,
    next_look,
    next_poll,
    next_try,
)
from crawler.spiders.parts import each, in_parts

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
        self._before: dict[str, SourceRecord] = {}  # sources as the run found them
        self._answering: set[str] = set()  # sources that have answered in this run
        self._failed: dict[str, set[str]] = {}  # listings of each source that have
        self._below: Counter[str] = Counter()  # listings of each source that others have named
        self._tries: dict[str, int] = {}  # pages on the agenda that have failed before
        self._hinted: dict[str, str] = {}  # pages that a listing calls changed: their source

    # Sources.

    def record(self, source: str) -> SourceRecord:
        """Return how the source's polls went before this run."""
        if source not in self._before:
            self._before[source] = self.agenda.source(source)
        return self._before[source]

    def is_due(self, source: str) -> bool:
        """Return whether a source is to be polled now."""
        due = self.record(source).due
        return due is None or due <= self.now()

    def next_due(self) -> datetime | None:
        """Return when the first of the sources is due, None if that is not known."""
        today = self.now().date()
        named = [one.name for one in self.profiles.values() if not is_at_rest(one, today)]
        return min((due for name in named if (due := self.record(name).due)), default=None)

    def answered(self, profile: SourceProfile) -> None:
        """Note that a source has answered: it is polled again after its interval."""
        if profile.name in self._answering:
            return
        self._answering.add(profile.name)
        now = self.now()
        due = next_poll(now, duration(profile.poll_interval), 0)
        record = replace(self.record(profile.name), polled=now, answered=now, due=due, failures=0)
        self.agenda.save_source(record)

    def failed(self, profile: SourceProfile) -> None:
        """Note that a listing failed; a source of which all do is polled less and less."""
        if profile.name in self._answering:
            return
        now, before = self.now(), self.record(profile.name)
        due = next_poll(now, duration(profile.poll_interval), before.failures + 1)
        record = replace(before, polled=now, due=due, failures=before.failures + 1)
        self.agenda.save_source(record)

    def rest(self, profile: SourceProfile) -> tuple[Postponed, int] | None:
        """Return why a source that has not answered is not polled now, and its listings' number."""
        record = self.record(profile.name)
        if not record.failures or record.due is None:
            return None
        since = f" since {record.answered:%Y-%m-%d %H:%M} UTC" if record.answered else ""
        reason = f"no answer{since}: asked again at {record.due:%Y-%m-%d %H:%M} UTC"
        return Postponed(reason, record.due), len(profile.listings) or 1

    # Listings.

    def listings(self, profile: SourceProfile, span: Span) -> Iterator[str]:
        """Yield the listings that a poll of the source reads.

        A profile that names none is read from its front page, the feeds that this advertises and
        the sitemaps in robots.txt; a back-fill reads sitemaps and archive pages.
        """
        site = f"https://{profile.domains[0]}"
        if span.is_backfill:
            yield from archive_addresses(profile.archives, span)
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
        self, source: str, listing: Listing, span: Span
    ) -> tuple[Sequence[Discovered], int]:
        """Return the listings that this run reads of those that a listing names.

        Where there are too many of the span, those that were changed last, and how many are left.
        """
        judged = [(one, span.may_be_in(one)) async for one in each(listing.listings)]
        found = wanted_sitemaps(judged, is_backfill=span.is_backfill)
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

    def conditions(
        self, source: str, etag: str | None, last_modified: str | None
    ) -> dict[str, str]:
        """Return the headers that ask a source whether something has changed."""
        if self.record(source).validators_lie:
            return {}
        named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return {name: value for name, value in named.items() if value}

    def is_doubtful(self, url: str) -> bool:
        """Return whether a listing's "not modified" is to be checked."""
        checked = self.agenda.listing(url).checked
        return checked is None or self.now() - checked >= DOUBT

    def read(
        self,
        url: str,
        listing: Listing,
        response: Response,
        profile: SourceProfile,
        *,
        is_doubted: bool,
    ) -> None:
        """Record what a listing held; is_doubted: it has just said that it was not modified."""
        links = fingerprint(listing)
        if is_doubted and links != self.agenda.listing(url).links:
            self._before[profile.name] = replace(self.record(profile.name), validators_lie=True)
            liar = replace(self.agenda.source(profile.name), validators_lie=True)
            self.agenda.save_source(liar)
        etag = validator(response, "ETag", "If-None-Match")
        last_modified = validator(response, "Last-Modified", "If-Modified-Since")
        self.agenda.save_listing(url, ListingState(etag, last_modified, links, self.now()))

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

    def changed(self, profile: SourceProfile, pages: Iterable[Discovered]) -> Iterator[DuePage]:
        """Yield the articles that are watched and that a listing calls changed since the last look.

        A page of which that was not true is looked at when it is due, and no sooner; a source of
        which it mostly is not true is not believed any more.
        """
        now, ages = self.now(), [duration(age) for age in profile.revisit]
        if not ages:
            return
        since = now - max(ages)  # what was last changed before is no longer watched, or was seen
        modified = {
            page.url: page.modified
            for page in pages
            if page.modified and since < page.modified <= now
        }
        if not modified:
            return
        record = self.agenda.source(profile.name)
        for one in self.agenda.watched(modified, now):
            on_the_way = Counter(self._hinted.values())[profile.name]
            if not is_believed(record.hints + on_the_way, record.true_hints):
                return
            url = one.page.url
            if FATES[one.fate].had_article and is_changed(modified[url], one.visited, now, ages):
                self._hinted[url] = profile.name
                yield one.page

    def hint_settled(self, url: str, fate: Fate) -> None:
        """Record whether a page that a listing called changed was."""
        record = self.agenda.source(self._hinted.pop(url))
        if fate == "updated":
            true_hints = record.true_hints + 1
            self.agenda.save_source(replace(record, hints=record.hints + 1, true_hints=true_hints))
        elif fate == "unchanged":
            self.agenda.save_source(replace(record, hints=record.hints + 1))
            self.agenda.misled(url)

    def url_settled(self, url: str, source: str, fate: Fate) -> None:
        """Plan when a page is looked at again."""
        if url in self._hinted:
            self.hint_settled(url, fate)
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
        is_doubted = self.record(source).alarmed is not None
        times = filter(None, (look, next_try(now, fate, tries, is_doubted=is_doubted)))
        self.agenda.plan(url, min(times, default=None), tries)


def fingerprint(listing: Listing) -> int:
    """Return 64 bits of what a listing names, whatever its order."""
    links = sorted(one.url for one in (*listing.articles, *listing.listings))
    digest = blake2b("\n".join(links).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
