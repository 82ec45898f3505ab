"""The ledger: one database, SQLite in the output folder unless LEDGER_URL says otherwise.

Writes gather in one transaction until commit(); the same Ledger reads them at once.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from sqlalchemy import URL, bindparam, delete, or_, select, update

from crawler.items import Fate
from crawler.ledger.agenda import Agenda
from crawler.ledger.captures import Captures
from crawler.ledger.database.database import MOST_KEYS, Database
from crawler.ledger.database.ledger_errors import LedgerError
from crawler.ledger.database.schema import (
    Entry,
    Visit,
    articles,
    runs,
    texts,
    url_key,
    urls,
)
from crawler.ledger.downloads import Pictures
from crawler.ledger.entries import NEWS, Entries
from crawler.ledger.moves import Batch, Moves
from crawler.ledger.samples import Samples
from crawler.ledger.source_days import SourceDays
from crawler.ledger.standings import Standings

KILLED = "killed"  # outcome of a run that has left none


# Asked for each page; SQLAlchemy takes longer to build a query than SQLite to answer it.
_VISIT = select(*(urls.c[name] for name in Visit.__dataclass_fields__)).where(
    urls.c.key == bindparam("key"), urls.c.fate.is_not(None)
)
_ARTICLE_OF_PAGE = select(urls.c.article).where(urls.c.key == bindparam("key"))
_OF_TEXT = select(texts.c.article).where(texts.c.fingerprint == bindparam("fingerprint"))


class Ledger:
    """URL -> fate, canonical URL -> article, text -> articles, the images, and the runs."""

    def __init__(self, address: str | URL, holder: str | None = None) -> None:
        """Open the ledger; raises LedgerError or RunLocked.

        holder: the run that keeps others off until close(), such as "scrapy crawl news"; None: any
        number of programs may have it open so.
        """
        self._database = Database(address, holder)
        self.entries = Entries(self._database)
        self.agenda = Agenda(self._database)
        self.days = SourceDays(self._database)
        self.standings = Standings(self._database, self.entries)
        self.samples = Samples(self._database)
        self.pictures = Pictures(self._database)
        self.moves = Moves(self._database)
        self.captures = Captures(self._database)
        self.run = 0  # number of the run that is going on
        self.batches: list[Batch] = []  # of files, see keep_with
        self.is_rehearsal = False  # nothing lasts that is written from now on

    # URLs

    def settled(self, addresses: Iterable[str], now: datetime) -> set[str]:
        """Return those of the URLs that need no look now."""
        by_key = {url_key(url): url for url in addresses}
        keys = iter(by_key)
        found: set[int] = set()
        while chunk := list(islice(keys, MOST_KEYS)):
            query = select(urls.c.key).where(
                urls.c.key.in_(chunk), or_(urls.c.due.is_(None), urls.c.due > now)
            )
            found.update(row.key for row in self._database.all(query))
        return {by_key[key] for key in found}

    def visit(self, url: str) -> Visit | None:
        """Return what became of a URL; None: it was never looked at."""
        row = self._database.first(_VISIT, key=url_key(url))
        return None if row is None else Visit(**row._mapping)

    def record(
        self,
        url: str,
        fate: Fate,
        *,
        at: datetime,
        reason: str | None = None,
        due: datetime | None = None,
        canonical_url: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Keep what became of a URL, and of the article's canonical URL with it.

        due: when to look again; None: never. An article that stood there before stays known.
        """
        row = {
            "fate": fate,
            "reason": reason,
            "run": self.run,
            "visited": at,
            "due": due,
            "url": None,
            "etag": etag,
            "last_modified": last_modified,
        }
        keys = {url_key(url)}
        if canonical_url is not None:
            row["article"] = url_key(canonical_url)
            keys.add(url_key(canonical_url))
        for key in sorted(keys):
            self._database.upsert(urls, {"key": key, **row})

    # articles

    def entry(self, canonical_url: str) -> Entry | None:
        """Return the article of a canonical URL; None: it has no code yet."""
        return self.entries.of(url_key(canonical_url))

    def find(self, url: str) -> Entry | None:
        """Return the article of any URL that led to it."""
        key = url_key(url)
        if entry := self.entries.of(key):
            return entry
        article = self._database.waits(urls, key).get("article")
        if article is None:
            rows = self._database.stored(_ARTICLE_OF_PAGE, key=key)
            article = rows[0].article if rows else None
        return None if article is None else self.entries.of(article)

    def holder(self, code: str) -> Entry | None:
        """Return the article that has a code."""
        return self.entries.holder(code)

    def save(self, entry: Entry) -> None:
        """Keep an article, in place of what was known of it."""
        self.entries.save(entry)

    def readdress(self, entry: Entry, moved: Entry) -> None:
        """Have an article of this run stand under another address; what its text is stays known."""
        self._database.change(delete(articles).where(articles.c.key == url_key(entry.url)))
        self.entries.forget()
        sample = url_key(entry.url) if entry.sample is None else entry.sample
        self.save(replace(moved, sample=sample))
        self._database.amend(urls, url_key(moved.url), {"article": url_key(moved.url)})
        self.rename_copied(entry.code, moved.code)

    def rename_copied(self, code: str, new: str) -> None:
        """Set the new code of an article in the copies that were found in this run."""
        self._database.change(
            update(articles)
            .where(articles.c.duplicate_of == code, articles.c.run == self.run)
            .values(duplicate_of=new)
        )
        self.entries.forget()

    def sample_key(self, entry: Entry, text: str) -> int:
        """Return the key under which the marks of a text of an article are kept.

        text: its hash. All versions that come in an article's first run have one key, so that it
        does not matter which of them comes first. A later text has its own: what the former one
        said is not what the article says.
        """
        if entry.path is None or entry.run == self.run or entry.hash in (None, text):
            return url_key(entry.url) if entry.sample is None else entry.sample
        return url_key(f"{entry.url} {text}")

    def remember_text(
        self, canonical_url: str, fingerprint: int, sample: int | None = None
    ) -> list[Entry]:
        """Keep that an article has a text with this fingerprint; return the others, by URL.

        sample: the text's key, see sample_key; None: the article's own.
        """
        own = sample or url_key(canonical_url)
        known = self._with_text(fingerprint)
        if own not in known:
            self._database.insert_new_numbers(texts, [(fingerprint, own)])
        others = self.entries.of_samples(known - {own}).values()
        return [other for other in others if other.url != canonical_url]

    def with_text(self, fingerprint: int) -> list[Entry]:
        """Return the articles that have, or had in their first run, a text, by URL."""
        return list(self.entries.of_samples(self._with_text(fingerprint)).values())

    def _with_text(self, fingerprint: int) -> set[int]:
        rows = self._database.stored(_OF_TEXT, fingerprint=fingerprint)
        return {row.article for row in rows}

    def remember_marks(
        self,
        canonical_url: str,
        marks: Collection[int],
        published: datetime,
        least: int,
        sample: int | None = None,
    ) -> list[tuple[Entry, int]]:
        """Keep which passages an article's text has.

        Return the others of about that time that share so many, and how many, by URL. sample: the
        text's key, see sample_key; None: the article's own.
        """
        own = sample or url_key(canonical_url)
        shared = self.samples.remember(own, marks, published, least)
        others = self.entries.of_samples(shared)
        return [(other, shared[key]) for key, other in others.items() if other.url != canonical_url]

    # runs

    def is_new(self) -> bool:
        """Return whether no run has begun."""
        return self._database.first(select(runs.c.id)) is None

    def has_killed_run(self) -> bool:
        """Return whether a run has begun and not ended; before begin_run() it was killed."""
        return self._database.first(select(runs.c.id).where(runs.c.outcome.is_(None))) is not None

    def begin_run(self, spider: str, at: datetime) -> int:
        """Return the number of a new run, which later writes belong to.

        Runs that were killed are over from now on.
        """
        killed = update(runs).where(runs.c.outcome.is_(None)).values(ended=at, outcome=KILLED)
        self._database.change(killed)
        with self._database.ledger_errors():
            new = runs.insert().values(spider=spider, started=at).returning(runs.c.id)
            self.run = self._database.connection.scalars(new).one()
        self.commit()
        return self.run

    def end_run(self, at: datetime, outcome: str, counts: Mapping[Fate, int]) -> None:
        """Keep how the run ended and how many URLs met each fate."""
        values = {"ended": at, "outcome": outcome, "counts": dict(counts)}
        self._database.change(update(runs).where(runs.c.id == self.run).values(values))
        self.commit()

    def has_read_news(self) -> bool:
        """Return whether there has been a run of the news spider."""
        return self._database.first(select(runs.c.id).where(runs.c.spider == NEWS)) is not None

    # the database

    def on_failure(self, action: Callable[[LedgerError], None]) -> None:
        """Register what is called whenever the ledger can't be read or written."""
        self._database.on_failure = action

    def keep_with(self, batch: Batch) -> None:
        """Register what is put in place after each commit: all, or nothing if it fails."""
        self.batches.append(batch)

    def commit(self) -> None:
        """Make everything written so far last; raises OSError.

        If files could not be brought to the disk, nothing is committed. If they could not be put in
        place after, the next run does it.
        """
        self._database.write_out()
        if self.is_rehearsal:
            return
        wanted = {place: at for batch in self.batches for place, at in batch.ready().items()}
        self.moves.plan(wanted)
        self._database.commit()
        self.entries.forget()
        for batch in self.batches:
            batch.settle()
        if wanted:
            self.moves.made()

    def close(self) -> None:
        """Commit, and let go of the database; raises OSError."""
        try:
            if self.is_rehearsal:
                self._database.roll_back()
            self.commit()
        except OSError:
            self._database.roll_back()
            raise
        finally:
            self._database.close()
