"""The part of the ledger that knows which record of the archive holds which page.

A capture is what was received of an address at an instant, in the words of web archives' CDX
indexes; one whose payload is an earlier one's is a revisit, and has none of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    select,
)

from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import Instant, Key, Text, metadata, url_key

archive_files = Table(
    "archive_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # in the folder archive
    Column("size", BigInteger, nullable=False),  # bytes whose records are known
)

captures = Table(
    "captures",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),  # of its address
    Column("file", Integer, primary_key=True, autoincrement=False),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("fetched", Instant, nullable=False),
    Column("status", Integer, nullable=False),
    Column("is_revisit", Boolean, nullable=False),
    Column("digest", Key, nullable=False),
    Column("source", Text, nullable=False),
    Column("host", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("captures_file", captures.c.file, captures.c.start)
Index("captures_source", captures.c.source)
Index("captures_host", captures.c.host)

# As Capture.is_page.
_IS_PAGE = and_(
    captures.c.status.between(200, 299), captures.c.status != 206, ~captures.c.is_revisit
)
_LATEST_FIRST = captures.c.fetched.desc(), captures.c.file.desc(), captures.c.start.desc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was received of an address, and where it is."""

    key: int  # of the address, see url_key
    file: int  # number of its file
    start: int  # of its record, in bytes
    length: int  # of that record, in bytes
    size: int  # of that and those that belong to it: what was asked, and what is known of it
    fetched: datetime
    status: int  # of HTTP
    is_revisit: bool  # has the payload of the one before it, and none of its own
    digest: int  # 64 bits of the payload's SHA-1
    source: str  # name of its profile; "": none
    host: str

    @property
    def is_page(self) -> bool:
        """Whether it is a page, or may be, with its payload; HTTP 206 is a part of one."""
        return 200 <= self.status < 300 and self.status != 206 and not self.is_revisit


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the archive has of a source or host, or in all."""

    pages: int  # addresses of which there is a page
    versions: int  # payloads of pages
    captures: int
    size: int  # bytes
    first: datetime | None  # None: there are no captures
    last: datetime | None


_COLUMNS = [captures.c[name] for name in Capture.__dataclass_fields__]
_OF_KEY = select(*_COLUMNS).where(captures.c.key == bindparam("key")).order_by(*_LATEST_FIRST)
_VERSIONS = _OF_KEY.where(_IS_PAGE)
_LATEST_PAYLOAD = _OF_KEY.where(~captures.c.is_revisit).limit(1)
_HELD: Select[Any] = select(
    func.count(captures.c.key.distinct()).filter(_IS_PAGE).label("pages"),
    func.count().filter(_IS_PAGE).label("versions"),
    func.count().label("captures"),
    func.coalesce(func.sum(captures.c.size), 0).label("size"),
    func.min(captures.c.fetched).label("first"),
    func.max(captures.c.fetched).label("last"),
).select_from(captures)


class Captures:
    """Address -> captures, newest first; file of the archive -> how much of it is known."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, url: str) -> list[Capture]:
        """Return the captures of an address that are pages with a payload, the newest first."""
        return [_capture(row) for row in self._database.all(_VERSIONS, key=url_key(url))]

    def latest_payload(self, url: str) -> Capture | None:
        """Return the newest capture of an address that has a payload, whatever its status.

        Rows that wait are not asked: a crawl asks this for each page, and each would be written by
        itself.
        """
        rows = self._database.stored(_LATEST_PAYLOAD, key=url_key(url))
        return _capture(rows[0]) if rows else None

    def history(self, url: str) -> list[Capture]:
        """Return the captures of an address, the newest first."""
        return [_capture(row) for row in self._database.all(_OF_KEY, key=url_key(url))]

    def newest(
        self,
        *,
        source: str | None = None,
        host: str | None = None,
        since: datetime | None = None,
        after: int | None = None,
        most: int | None = None,
    ) -> Iterator[Capture]:
        """Yield the newest page of each address by its key; memory stays flat.

        Of a source or a host only, those fetched since an instant, and those after a key; most:
        the newest so many of each source on each host.
        """
        query = _newest(source, host, since)
        if most is not None:
            query = _first(query, most)
        if after is not None:
            query = query.where(query.selected_columns.key > after)
        for row in self._database.stream(query.order_by(query.selected_columns.key)):
            yield _capture(row)

    def count_newest(self, *, source: str | None = None, since: datetime | None = None) -> int:
        """Return how many pages newest() yields."""
        query = select(func.count().label("number")).select_from(
            _newest(source, None, since).subquery()
        )
        return int(self._database.all(query)[0].number)

    def everything(self) -> Iterator[Capture]:
        """Yield all captures by address, the oldest first."""
        order = captures.c.key, captures.c.fetched, captures.c.file, captures.c.start
        for row in self._database.stream(select(*_COLUMNS).order_by(*order)):
            yield _capture(row)

    def in_file(self, file: int) -> list[Capture]:
        """Return the captures in a file, in its order."""
        query = select(*_COLUMNS).where(captures.c.file == file).order_by(captures.c.start)
        return [_capture(row) for row in self._database.all(query)]

    def total(self) -> Holdings:
        """Return what the archive has in all."""
        return _holdings(self._database.all(_HELD)[0])

    def sources(self) -> dict[str, Holdings]:
        """Return what the archive has of each source, by name."""
        return self._by(captures.c.source)

    def hosts(self) -> dict[str, Holdings]:
        """Return what the archive has of each host, by name."""
        return self._by(captures.c.host)

    def _by(self, column: Column[Any]) -> dict[str, Holdings]:
        query = _HELD.add_columns(column).group_by(column).order_by(column)
        return {row[-1]: _holdings(row) for row in self._database.all(query)}

    def add(self, capture: Capture, name: str) -> None:
        """Keep where a capture is; its file, which has that name, is known up to its end."""
        known = {"id": capture.file, "name": name, "size": capture.start + capture.size}
        self._database.upsert(captures, asdict(capture))
        self._database.upsert(archive_files, known)

    # files

    def files(self) -> dict[str, tuple[int, int]]:
        """Return the number of each file, and how many bytes of it are known, by name."""
        rows = self._database.all(select(archive_files).order_by(archive_files.c.name))
        return {row.name: (row.id, row.size) for row in rows}

    def name(self, file: int) -> str | None:
        """Return the name of a file; None: there is none of this number."""
        query = select(archive_files.c.name).where(archive_files.c.id == bindparam("id"))
        row = self._database.first(query, id=file)
        return None if row is None else str(row.name)

    def new_file(self, name: str) -> int:
        """Return the number of a file that is new, of which nothing is known yet."""
        with self._database.ledger_errors():
            new = archive_files.insert().values(name=name, size=0).returning(archive_files.c.id)
            return int(self._database.connection.scalars(new).one())

    def know(self, file: int, size: int) -> None:
        """Note that a file is known up to a size, in bytes."""
        self._database.amend(archive_files, file, {"size": size})

    def forget(self, file: int) -> None:
        """Forget a file, and all captures in it."""
        self._database.change(delete(captures).where(captures.c.file == file))
        self._database.change(delete(archive_files).where(archive_files.c.id == file))

    def replace(self, file: int, kept: Iterable[Capture], size: int) -> None:
        """Have a file hold these captures alone, in so many bytes."""
        self._database.change(delete(captures).where(captures.c.file == file))
        if rows := [asdict(capture) for capture in kept]:
            self._database.insert_new(captures, rows)
        self.know(file, size)


def _capture(row: Any) -> Capture:
    return Capture(**{name: getattr(row, name) for name in Capture.__dataclass_fields__})


def _holdings(row: Any) -> Holdings:
    return Holdings(**{name: getattr(row, name) for name in Holdings.__dataclass_fields__})


def _newest(source: str | None, host: str | None, since: datetime | None) -> Select[Any]:
    """Return the query of the newest page of each address."""
    place = func.row_number().over(partition_by=captures.c.key, order_by=_LATEST_FIRST)
    pages = select(*_COLUMNS, place.label("place")).where(_IS_PAGE)
    if source is not None:
        pages = pages.where(captures.c.source == source)
    if host is not None:
        pages = pages.where(captures.c.host == host)
    ranked = pages.subquery()
    query = select(ranked).where(ranked.c.place == 1)
    return query if since is None else query.where(ranked.c.fetched >= since)


def _first(pages: Select[Any], most: int) -> Select[Any]:
    """Return the query of the newest so many of these pages, of each source on each host."""
    found = pages.subquery()
    latest_first = found.c.fetched.desc(), found.c.key
    of_site = found.c.source, found.c.host
    rank = func.row_number().over(partition_by=of_site, order_by=latest_first)
    ranked = select(found, rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank <= most)
