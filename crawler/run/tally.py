"""The books of a run: every URL seen is open, has one fate, or is left for the next run."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from crawler.fates import FATES
from crawler.items import Fate
from crawler.output import is_held

LISTED = 1000  # failures kept for the reports; the rest are counted


@dataclass(frozen=True, slots=True)
class Trouble:
    """A page or a listing (feed, sitemap, section page) that could not be fetched."""

    url: str
    source: str
    fate: Fate
    reason: str


@dataclass(slots=True)
class Wait:
    """Why pages and listings of a source are left for a later run."""

    source: str
    reason: str
    until: datetime | None  # from when on they may be asked for
    pages: int = 0
    listings: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A listing that should hold articles, and holds none by the rules of its source."""

    url: str
    source: str
    pages: int


class Tally:
    """Counts by source that add up; "" is the source of pages that belong to none.

    Memory: the open URLs, and eight bytes and their set entry for each URL seen.
    """

    def __init__(self, *, each_counts: bool = False) -> None:
        self.each_counts = each_counts  # a person has named each page
        self.open: dict[str, str] = {}  # URL: its source
        self.fates: defaultdict[str, Counter[Fate]] = defaultdict(Counter)
        self.left: Counter[str] = Counter()  # not settled: postponed, or the run was stopped
        self.known: Counter[str] = Counter()  # links: settled by an earlier run, or too old
        self.refused: Counter[str] = Counter()  # addresses that a source's rules leave out
        self.refusals: list[Refusal] = []  # listings of which they leave nothing
        self.passed_over: list[str] = []  # names of files that hold no page
        self.expected = 0  # pages that will be seen or known, as far as that is known before
        self.edits = 0  # files that were edited by hand and have been rewritten
        self.unchanged: Counter[str] = Counter()  # listings that answered "not modified"
        self.waits: dict[tuple[str, datetime | None], Wait] = {}  # by source and end
        self.answered: set[str] = set()  # sources of which a listing has come
        self.in_turn: set[str] = set()  # sources that are read a page at a time, as they ask
        self.sources: dict[str, None] = {}  # those that this run reads, in its order
        self.next_due: datetime | None = None  # of all sources, if none is due now
        self.troubles: list[Trouble] = []  # pages whose fate is one, the first LISTED of them
        self.in_trouble = 0  # all of them
        self.held: dict[str, Trouble] = {}  # path of a doubted article: its page; the first LISTED
        self.broken_listings: list[Trouble] = []
        self._seen: set[int] = set()

    def see(self, url: str, source: str = "") -> bool:
        """Open the URL's account; False if it was seen before and is not to be asked for again."""
        key = hash(url)
        if key in self._seen:
            return False
        self._seen.add(key)
        self.open[url] = source
        return True

    def settle(self, url: str, fate: Fate, reason: str = "", path: str = "") -> str | None:
        """Give the URL its fate and return its source; None if it has one already: first come.

        path: of its article's file.
        """
        self.see(url)
        source = self.open.pop(url, None)
        if source is None:
            return None
        self.fates[source][fate] += 1
        if FATES[fate].is_doubted and path and len(self.held) < LISTED:
            self.held[path] = Trouble(url, source, fate, reason)
        if FATES[fate].is_trouble(each_counts=self.each_counts):
            self.in_trouble += 1
            if len(self.troubles) < LISTED:
                self.troubles.append(Trouble(url, source, fate, reason))
        return source

    def postpone(self, url: str, reason: str = "", until: datetime | None = None) -> None:
        """Leave a page for a later run."""
        source = self.open.pop(url, None)
        if source is not None:
            self.left[source] += 1
            if reason:
                self.wait(source, reason, until).pages += 1

    def refuse(self, url: str, source: str, pages: int, *, is_all: bool) -> None:
        """Count the addresses of a listing that its source's rules leave out."""
        self.refused[source] += pages
        if is_all:
            self.refusals.append(Refusal(url, source, pages))

    def wait(self, source: str, reason: str, until: datetime | None) -> Wait:
        """Return the wait of a source that ends then; the first reason for it stays."""
        return self.waits.setdefault((source, until), Wait(source, reason, until))

    def leave(self) -> None:
        """Leave what is open for the next run."""
        self.left.update(self.open.values())
        self.open.clear()

    @property
    def seen(self) -> int:
        """The URLs that this run has seen."""
        return len(self._seen)

    @property
    def totals(self) -> Counter[Fate]:
        """How many URLs have each fate."""
        return sum(self.fates.values(), Counter())

    @property
    def waits_in_held(self) -> bool:
        """Whether a file waits in held/: a doubtful change of a published article does not."""
        return any(map(is_held, self.held))

    @property
    def unanswered(self) -> list[str]:
        """The sources of which no listing has come, though one was asked for or put off."""
        tried = {wait.source for wait in self.waits.values() if wait.listings}
        tried |= {trouble.source for trouble in self.broken_listings}
        return [
            source
            for source in self.sources
            if source in tried and source not in self.answered | self.in_turn
        ]

    @property
    def silent(self) -> list[str]:
        """The sources that gave nothing: no link, new or known, and no "not modified"."""
        return [
            source
            for source in self.sources
            if not (
                self.fates[source].total()
                or self.left[source]
                or self.known[source]
                or self.unchanged[source]
                or source in self.in_turn
                or source in self.open.values()
            )
        ]
