"""The ledger: one database, SQLite in the output folder unless LEDGER_URL says otherwise.

Writes gather in one transaction until commit(); the same Ledger reads them at once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, or_, select, update

from crawler.items import Fate
from crawler.ledger.agenda import Agenda
from crawler.ledger.database import MOST_KEYS, Database
from crawler.ledger.pictures import Pictures
from crawler.ledger.samples import Samples
from crawler.ledger.tables import Entry, Harvest, Visit, articles, days, runs, texts, url_key, urls

NEWS = "news"  # the spider that looks for what is new


def _columns(table: Table, row: type[Entry] | type[Visit]) -> list[Any]:
    return [table.c[name] for name in row.__dataclass_fields__]


# Asked for each page; SQLAlchemy takes longer to build a query than SQLite to answer it.
_VISIT = select(*_columns(urls, Visit)).where(
    urls.c.key == bindparam("key"), urls.c.fate.is_not(None)
)
_ENTRIES = select(*_columns(articles, Entry))
_OF_KEY = _ENTRIES.where(articles.c.key == bindparam("key"))
_OF_CODE = _ENTRIES.where(articles.c.code == bindparam("code"))
_OF_PAGE = _ENTRIES.join(urls, urls.c.article == articles.c.key).where(
    urls.c.key == bindparam("key")
)
_OF_TEXT = (
    _ENTRIES.join(texts, texts.c.article == articles.c.key)
    .where(texts.c.fingerprint == bindparam("fingerprint"))
    .order_by(articles.c.url)
)


class Ledger:
    """URL -> fate, canonical URL -> article, text -> articles, the images, and the runs."""

    def __init__(self, address: str) -> None:
        self._database = Database(address)
        self.agenda = Agenda(self._database)
        self.samples = Samples(self._database)
        self.pictures = Pictures(self._database)
        self.run = 0  # number of the run that is going on
        self._before_commit: list[Callable[[], None]] = []

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
            with self._database.told():
                found.update(self._database.connection.scalars(query))
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
        return self._entry(_OF_KEY, key=url_key(canonical_url))

    def find(self, url: str) -> Entry | None:
        """Return the article of any URL that led to it."""
        return self.entry(url) or self._entry(_OF_PAGE, key=url_key(url))

    def holder(self, code: str) -> Entry | None:
        """Return the article that has a code."""
        return self._entry(_OF_CODE, code=code)

    def written(self) -> Iterator[Entry]:
        """Yield the articles that have a file by path, byte for byte; memory stays flat."""
        order = articles.c.path.collate(self._database.bytewise)
        query = _ENTRIES.where(articles.c.path.is_not(None))
        for row in self._database.stream(query.order_by(order)):
            yield Entry(**row._mapping)

    def save(self, entry: Entry) -> None:
        """Keep an article, in place of what was known of it."""
        self._database.upsert(articles, {"key": url_key(entry.url), **asdict(entry)})

    def rename_copied(self, code: str, new: str) -> None:
        """Have the copies of an article that were found in this run name its new code."""
        self._database.change(
            update(articles)
            .where(articles.c.duplicate_of == code, articles.c.run == self.run)
            .values(duplicate_of=new)
        )

    def same_text(self, fingerprint: int) -> list[Entry]:
        """Return the articles that had a text with this fingerprint, by URL."""
        rows = self._database.all(_OF_TEXT, fingerprint=fingerprint)
        return [Entry(**row._mapping) for row in rows]

    def sharing(
        self, marks: Iterable[int], published: datetime, least: int
    ) -> list[tuple[Entry, int]]:
        """Return the articles of about that time that share passages, and how many, by URL."""
        shared = self.samples.sharing(marks, published, least)
        query = select(articles).where(articles.c.key.in_(shared)).order_by(articles.c.url)
        columns = Entry.__dataclass_fields__
        return [
            (Entry(**{name: row[name] for name in columns}), shared[row["key"]])
            for row in (found._mapping for found in self._database.all(query))
        ]

    def remember_text(self, fingerprint: int, canonical_url: str) -> None:
        """Keep that an article had a text with this fingerprint."""
        self._database.upsert(
            texts, {"fingerprint": fingerprint, "article": url_key(canonical_url)}
        )

    def harvest(self, source: str, day: datetime, week: datetime) -> Harvest | None:
        """Return what a source has given, lately and since day and week began; None: nothing."""
        first = articles.c.first_retrieved
        given = select(first).where(articles.c.source == source, articles.c.path.is_not(None))
        latest = given.order_by(first.desc()).limit(1)
        last = self._database.first(latest)
        if last is None:
            return None
        by_news = latest.join(runs, runs.c.id == articles.c.run).where(runs.c.spider == NEWS)
        last_news = self._database.first(by_news)
        counts = given.where(first >= week).with_only_columns(
            func.count().filter(first >= day).label("day"), func.count().label("week")
        )
        with self._database.told():
            row = self._database.connection.execute(counts).one()
        return Harvest(last[0], last_news[0] if last_news else None, row.day, row.week)

    # runs

    def begin_run(self, spider: str, at: datetime) -> int:
        """Return the number of a new run, which later writes belong to."""
        with self._database.told():
            new = runs.insert().values(spider=spider, started=at).returning(runs.c.id)
            self.run = self._database.connection.scalars(new).one()
        self._database.is_pending = True
        self.commit()
        return self.run

    def end_run(self, at: datetime, outcome: str, counts: Mapping[Fate, int]) -> None:
        """Keep how the run ended and how many URLs met each fate."""
        values = {"ended": at, "outcome": outcome, "counts": dict(counts)}
        self._database.change(update(runs).where(runs.c.id == self.run).values(values))
        self.commit()

    def has_read_news(self) -> bool:
        """Say whether there has been a run of the news spider."""
        return self._database.first(select(runs.c.id).where(runs.c.spider == NEWS)) is not None

    # days

    def add_to_day(self, source: str, day: date, counts: Mapping[str, int]) -> None:
        """Add a run's counts to those of a source's day; runs are one at a time."""
        sums = Counter(self.day_counts(source, day).get(day, {}))
        sums.update(counts)
        self._database.upsert(days, {"source": source, "day": day, "counts": dict(sums)})

    def day_counts(self, source: str, since: date) -> dict[date, dict[str, int]]:
        """Return a source's counts by day."""
        query = select(days.c.day, days.c.counts).where(
            days.c.source == source, days.c.day >= since
        )
        with self._database.told():
            rows = self._database.connection.execute(query).all()
        return {row.day: row.counts for row in rows}

    # the database

    def before_commit(self, action: Callable[[], None]) -> None:
        """Have something done before each commit: what the ledger tells of is to be there first.

        Nothing is committed if it raises OSError.
        """
        self._before_commit.append(action)

    def commit(self) -> None:
        """Make everything written so far last; raises OSError."""
        for action in self._before_commit:
            action()
        self._database.commit()

    def close(self) -> None:
        """Commit, and let go of the database; raises OSError."""
        try:
            self.commit()
        except OSError:
            self._database.roll_back()
            raise
        finally:
            self._database.close()

    def _entry(self, query: Select[Any], **values: object) -> Entry | None:
        row = self._database.first(query, **values)
        return None if row is None else Entry(**row._mapping)
