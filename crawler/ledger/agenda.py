"""The ledger's agenda: pages to look at, and what is known of listings, sources and hosts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, select

from crawler.items import Fate
from crawler.ledger.database.database import MOST_KEYS, Database
from crawler.ledger.database.schema import Instant, Key, Text, metadata, url_key, urls
from crawler.ledger.standing_alarms import StandingAlarms

listings = Table(
    "listings",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("links", BigInteger),
    Column("checked", Instant),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("polled", Instant),
    Column("answered", Instant),
    Column("due", Instant),
    Column("failures", Integer, nullable=False),
    Column("validators_lie", Boolean, nullable=False),
    Column("hints", Integer, nullable=False, server_default="0"),
    Column("true_hints", Integer, nullable=False, server_default="0"),
    Column("alarmed", Instant),
)

hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("rests_until", Instant),
)

robots = Table(
    "robots",
    metadata,
    Column("site", Text, primary_key=True),
    Column("fetched", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("asked", Instant),
)


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page to look at now."""

    url: str
    tries: int  # times in a row that it has failed
    is_new: bool  # it has never been looked at
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """A page at which a later look is planned."""

    page: DuePage
    fate: Fate  # at the last look
    visited: datetime  # when that was


@dataclass(frozen=True, slots=True)
class ListingState:
    """What the last answer of a feed, sitemap or section page was."""

    etag: str | None = None
    last_modified: str | None = None
    links: int | None = None  # fingerprint of what it held
    checked: datetime | None = None  # when it last came whole, not just as "not modified"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """How the polls of a source went."""

    name: str
    polled: datetime | None = None
    answered: datetime | None = None  # the last poll that gave anything
    due: datetime | None = None
    failures: int = 0  # polls in a row that gave nothing at all
    validators_lie: bool = False  # it has said "not modified" of a listing that was
    hints: int = 0  # looks at articles of which a listing said that they had changed
    true_hints: int = 0  # those that found a change
    alarmed: datetime | None = None  # since when its articles are not as they used to be


@dataclass(frozen=True, slots=True)
class HostState:
    """How a host has answered lately."""

    name: str
    failures: int = 0  # times in a row that it was left alone
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A site's robots.txt."""

    site: str  # such as https://herald.example
    fetched: datetime
    text: str
    asked: datetime | None = None  # the last page of a site whose Crawl-delay is long


class Agenda:
    """What to do next, and what to know of those who are asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.alarms = StandingAlarms(database)

    # pages

    def add(
        self, addresses: Iterable[str], run: int, now: datetime, *, due: datetime | None
    ) -> None:
        """Keep newly found pages, to be looked at when due; what the ledger knows stays as it is.

        due: None passes them over.
        """
        rows = [
            {
                "key": url_key(url),
                "url": None if due is None else url,
                "run": run,
                "visited": now,
                "due": due,
                "tries": 0,
            }
            for url in addresses
        ]
        if rows:
            self._database.insert_new(urls, rows)

    def plan(self, url: str, due: datetime | None, tries: int = 0) -> None:
        """Set when a page is looked at again; None: never."""
        planned = {"url": None if due is None else url, "due": due, "tries": tries}
        self._database.amend(urls, url_key(url), planned)

    def look_again(self, url: str, now: datetime) -> None:
        """Have a page that is known asked for now, and whole: what was taken of it is doubted."""
        again = {"url": url, "due": now, "etag": None, "last_modified": None}
        self._database.amend(urls, url_key(url), again)

    def due_pages(self, now: datetime) -> list[DuePage]:
        """Return the pages to look at now, the longest due first; of an article's one."""
        query = (
            select(urls)
            .where(urls.c.due <= now, urls.c.url.is_not(None))
            .order_by(urls.c.due, urls.c.url)
        )
        pages: dict[int, DuePage] = {}
        for row in self._database.all(query):
            is_new = row.fate is None
            page = DuePage(row.url, row.tries, is_new, row.etag, row.last_modified)
            pages.setdefault(row.article or row.key, page)
        return list(pages.values())

    def watched(self, addresses: Iterable[str], now: datetime) -> Iterator[WatchedPage]:
        """Yield those of the pages at which a later look is planned, if an earlier one has a use.

        It has none where a listing has called the page changed before, when it was not.
        """
        by_key = {url_key(url): url for url in addresses}
        keys = iter(by_key)
        while chunk := list(islice(keys, MOST_KEYS)):
            query = select(urls).where(
                urls.c.key.in_(chunk),
                urls.c.due > now,
                urls.c.fate.is_not(None),
                urls.c.misled.is_not(True),
            )
            for row in self._database.all(query):
                page = DuePage(by_key[row.key], row.tries, False, row.etag, row.last_modified)
                yield WatchedPage(page, row.fate, row.visited)

    def misled(self, url: str) -> None:
        """Record that a listing has called the page changed when it was not."""
        self._database.amend(urls, url_key(url), {"misled": True})

    # listings

    def listing(self, url: str) -> ListingState:
        """Return what is known of a listing, blank if nothing is."""
        row = self._row(listings, ListingState, listings.c.key == url_key(url))
        return ListingState(**row) if row else ListingState()

    def save_listing(self, url: str, state: ListingState) -> None:
        """Record what a listing answered."""
        self._database.upsert(listings, {"key": url_key(url), **asdict(state)})

    # sources

    def source(self, name: str) -> SourceRecord:
        """Return how a source's polls went, blank if there were none."""
        row = self._row(sources, SourceRecord, sources.c.name == name)
        return SourceRecord(**row) if row else SourceRecord(name)

    def save_source(self, record: SourceRecord) -> None:
        """Record how a source's polls went."""
        self._database.upsert(sources, asdict(record))

    # hosts

    def host(self, name: str) -> HostState:
        """Return how a host has answered, blank if it was never in trouble."""
        row = self._row(hosts, HostState, hosts.c.name == name)
        return HostState(**row) if row else HostState(name)

    def save_host(self, state: HostState) -> None:
        """Record how a host answers."""
        self._database.upsert(hosts, asdict(state))

    def robots(self, site: str) -> RobotsFile | None:
        """Return a site's robots.txt as it was last read; None: it never was."""
        row = self._row(robots, RobotsFile, robots.c.site == site)
        return RobotsFile(**row) if row else None

    def save_robots(self, file: RobotsFile) -> None:
        """Record a site's robots.txt."""
        self._database.upsert(robots, asdict(file))

    def _row(self, table: Table, kind: type[Any], condition: Any) -> dict[str, Any] | None:
        columns: Sequence[Any] = [table.c[name] for name in kind.__dataclass_fields__]
        row = self._database.first(select(*columns).where(condition))
        return None if row is None else dict(row._mapping)
