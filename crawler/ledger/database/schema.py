"""The ledger's tables, and their rows as Python values.

A URL's key is the first 8 bytes of its BLAKE2b hash: SQLite keeps such a key in the table's own
tree, so ten million URLs need no second index. Among ten million, the chance that any two share
a key is 1 in 370,000.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import blake2b

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
)

from crawler.items import Fate

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def url_key(url: str) -> int:
    """Return the key of a URL: a signed 64-bit integer."""
    digest = blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as milliseconds since 1970 UTC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + value * _MILLISECOND


class Text(TypeDecorator[str]):
    """A text of which any database can keep every character.

    PostgreSQL refuses NUL and UTF-8 has no halves of a surrogate pair; a robots.txt, a header or a
    title that holds one is no reason to keep nothing of it, nor of the pages beside it.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)


Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite's own row number is an INTEGER only

metadata = MetaData()

urls = Table(
    "urls",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("fate", Text),  # null: found, not looked at yet
    Column("reason", Text),
    Column("article", Key),  # key of the canonical URL of the article that stood there
    Column("run", Integer, nullable=False),
    Column("visited", Instant, nullable=False),
    Column("due", Instant),
    Column("url", Text),  # as long as it is on the agenda
    Column("tries", Integer, nullable=False, default=0),  # failures in a row
    Column("etag", Text),
    Column("last_modified", Text),
    Column("misled", Boolean),  # a listing said that the page had changed, and it had not
)

articles = Table(
    "articles",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("url", Text, nullable=False),
    Column("code", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("run", Integer, nullable=False),
    Column("first_retrieved", Instant, nullable=False),
    Column("retrieved", Instant, nullable=False),
    Column("page_url", Text),
    Column("published", Instant),
    Column("duplicate_of", Text),
    Column("path", Text),
    Column("hash", Text),
    Column("content", Key),
    Column("updated", Instant),
    Column("revised", Instant),
    Column("withdrawn", Instant),
    Column("marks", Integer, nullable=False),
    Column("revisions", Integer, nullable=False),
    Column("asked_url", Text),  # that led to the file, where it is not the canonical one
    Column("held", Text),  # why the file waits in held/; null: it does not
    Column("confidence", Integer),  # percent, that the text in its file is complete and clean
    Column("sample", Key),  # of its text in samples and texts, where that is not its own key
)

texts = Table(
    "texts",
    metadata,
    Column("fingerprint", Key, primary_key=True, autoincrement=False),
    Column("article", Key, primary_key=True, autoincrement=False),  # key of its sample
    sqlite_with_rowid=False,
)

images = Table(
    "images",
    metadata,
    Column("key", Key, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, index=True),
    Column("content", Key, nullable=False, index=True),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("spider", Text, nullable=False),
    Column("started", Instant, nullable=False),
    Column("ended", Instant),  # of a run that was killed, when the next one began
    Column("outcome", Text),  # Scrapy's reason for the end, such as finished, or killed
    Column("counts", JSON),  # fate: number of URLs
)

days = Table(
    "days",
    metadata,
    Column("source", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("counts", JSON, nullable=False),  # what crawler/run/health.py judges
)

Index("urls_due", urls.c.due, sqlite_where=urls.c.due.is_not(None))
# Of an article's copies.
Index(
    "articles_duplicate",
    articles.c.duplicate_of,
    sqlite_where=articles.c.duplicate_of.is_not(None),
    postgresql_where=articles.c.duplicate_of.is_not(None),
)
# Of the few articles whose text has changed.
Index(
    "articles_sample",
    articles.c.sample,
    sqlite_where=articles.c.sample.is_not(None),
    postgresql_where=articles.c.sample.is_not(None),
)
# What a source has given lately, with no look at the rest of ten million articles.
Index(
    "articles_given",
    articles.c.source,
    articles.c.first_retrieved,
    articles.c.run,
    sqlite_where=articles.c.path.is_not(None),
    postgresql_where=articles.c.path.is_not(None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What became of a URL when it was last looked at."""

    fate: Fate
    reason: str | None
    visited: datetime
    due: datetime | None  # when to look again; None: never
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that has a code, whether or not it has a file."""

    url: str  # canonical
    code: str
    source: str
    run: int  # that wrote it first; as long as it has no file, that saw it last
    first_retrieved: datetime  # of all its copies
    retrieved: datetime  # of the copy in the file
    page_url: str | None = None  # final address of that copy, where it is not the canonical one
    published: datetime | None = None
    duplicate_of: str | None = None  # code of the article that has the same text
    path: str | None = None  # of its file, relative to OUTPUT_DIR; None: not written
    hash: str | None = None  # SHA-256 of headline and text
    content: int | None = None  # 64 bits of the file's hash
    updated: datetime | None = None  # when the file last changed
    revised: datetime | None = None  # when its text was last found changed
    marks: int = 0  # of its text in samples
    withdrawn: datetime | None = None  # when its page was found gone; its file stays
    revisions: int = 0  # times that its text changed after the first writing
    asked_url: str | None = None  # address that led to it, where it is not the canonical one
    held: str | None = None  # why its file waits in held/; None: it does not
    confidence: int | None = None  # percent, of the text in its file; None: nobody has judged it
    sample: int | None = None  # key of its text's marks; None: its own, as of the first text


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a source has given lately."""

    last: datetime  # when its newest article was first retrieved
    last_news: datetime | None  # the same of those that `news` found; a replay's pages are old
    day: int  # new articles within a day
    week: int  # and within a week


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A downloaded image."""

    name: str  # of its file
    content: int  # 64 bits of its hash
    width: int  # pixels
    height: int
