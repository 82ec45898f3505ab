"""The part of the ledger that knows the articles, each read at most once between two commits."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Entry, Harvest, articles, runs, url_key

NEWS = "news"  # the spider that looks for what is new
MOST_HELD = 5000  # in memory; a crawl commits each second, and a command may not

_COLUMNS = tuple(Entry.__dataclass_fields__)
_ENTRIES = select(articles)
_OF_KEYS = _ENTRIES.where(articles.c.key.in_(bindparam("keys", expanding=True)))
_OF_SAMPLES = _ENTRIES.where(articles.c.sample.in_(bindparam("samples", expanding=True)))
_PUBLISHED = articles.c.path.is_not(None), articles.c.held.is_(None)
_OF_CODE = _ENTRIES.where(articles.c.code == bindparam("code"))


class Entries:
    """Key of a canonical URL, or code -> article, with what waits to be written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: dict[int, Entry | None] = {}  # None: there is no such article
        self._saved: dict[str, int] = {}  # code of an article that may wait: its key
        self._samples: dict[int, int] = {}  # sample of an article that may wait: its key

    def of(self, key: int) -> Entry | None:
        """Return the article of a canonical URL's key."""
        return self.of_all([key]).get(key)

    def of_all(self, keys: Collection[int]) -> dict[int, Entry]:
        """Return the articles of those keys that have one, by URL."""
        self._make_room()
        if missing := [key for key in keys if key not in self._held]:
            self._held |= dict.fromkeys(missing)
            for row in self._database.stored(_OF_KEYS, keys=missing):
                self._held[row.key] = _entry(row)
        found = ((key, entry) for key in keys if (entry := self._held[key]))
        return dict(sorted(found, key=lambda pair: pair[1].url))

    def of_samples(self, samples: Collection[int]) -> dict[int, Entry]:
        """Return the articles whose text has one of these samples, by URL.

        A sample of an article's former text is nobody's.
        """
        if not samples:
            return {}
        keys = {row.key for row in self._database.stored(_OF_SAMPLES, samples=list(samples))}
        keys |= {self._samples[sample] for sample in samples if sample in self._samples}
        found = self.of_all({*samples, *keys})
        standing = {
            key if entry.sample is None else entry.sample: entry for key, entry in found.items()
        }
        return {sample: entry for sample, entry in standing.items() if sample in samples}

    def holder(self, code: str) -> Entry | None:
        """Return the article that has a code."""
        if code in self._saved:
            entry = self._held[self._saved[code]]
        else:
            rows = self._database.stored(_OF_CODE, code=code)
            entry = self._held.get(rows[0].key, _entry(rows[0])) if rows else None
        return entry if entry and entry.code == code else None  # it may have another by now

    def written(self) -> Iterator[Entry]:
        """Yield the published articles by path, byte for byte; memory stays flat."""
        return self._by_path(_ENTRIES.where(*_PUBLISHED))

    def held(self, source: str | None = None) -> Iterator[Entry]:
        """Yield the articles whose files are held by path, all or those of a source."""
        query = _ENTRIES.where(articles.c.held.is_not(None), articles.c.path.is_not(None))
        return self._by_path(query if source is None else query.where(articles.c.source == source))

    def pages(self) -> Iterator[tuple[str, datetime]]:
        """Yield the address of the page that each file was made of, and when it was fetched."""
        page = func.coalesce(articles.c.page_url, articles.c.url).label("page")
        query = select(page, articles.c.retrieved).where(articles.c.path.is_not(None))
        for row in self._database.stream(query):
            yield row.page, row.retrieved

    def _by_path(self, query: Select[Any]) -> Iterator[Entry]:
        order = articles.c.path.collate(self._database.bytewise)
        for row in self._database.stream(query.order_by(order)):
            yield _entry(row)

    def some_paths(self, number: int) -> list[str]:
        """Return the paths of so many files: any, for they come in the order of a hash."""
        query = select(articles.c.path).where(*_PUBLISHED)
        rows = self._database.stored(query.order_by(articles.c.key).limit(number))
        return [row.path for row in rows]

    def taken(self, source: str, since: datetime) -> list[str]:
        """Return the pages of a source's articles whose files have changed since an instant."""
        is_taken = articles.c.path.is_not(None), articles.c.updated >= since
        query = select(func.coalesce(articles.c.page_url, articles.c.url).label("url")).where(
            articles.c.source == source, *is_taken
        )
        return [row.url for row in self._database.all(query.order_by(articles.c.url))]

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
        (row,) = self._database.all(counts)
        return Harvest(last[0], last_news[0] if last_news else None, row.day, row.week)

    def save(self, entry: Entry) -> None:
        """Keep an article, in place of what was known of it."""
        self._make_room()
        key = url_key(entry.url)
        self._held[key] = entry
        self._saved[entry.code] = key
        if entry.sample is not None:
            self._samples[entry.sample] = key
        row: dict[str, Any] = {name: getattr(entry, name) for name in _COLUMNS}
        self._database.upsert(articles, {"key": key, **row})

    def forget(self) -> None:
        """Forget what was read; nothing may wait."""
        self._held.clear()
        self._saved.clear()
        self._samples.clear()

    def _make_room(self) -> None:
        if len(self._held) >= MOST_HELD:
            self._database.write_out()
            self.forget()


def _entry(row: Row[Any]) -> Entry:
    return Entry(**{name: getattr(row, name) for name in _COLUMNS})
