"""An article as a row of a table, the same for feeds (`-o`) and for `scrapy export`."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal, TypeAlias

from crawler.items import Article
from crawler.ledger import Entry
from pipelines.front_matter import iso_instant
from pipelines.inspection import ArticleFile
from pipelines.options import Options
from pipelines.render import front_matter, image_address, markdown

Kind = Literal["text", "texts", "number", "instant"]
# As a text: to Python 3.10 a dict[...] is a class, and Scrapy takes each in a command's module up.
Row: TypeAlias = "dict[str, Any]"

# schema.org's names, where it has one. A publication is text: an instant in the source's zone, or
# a day; ISO 8601.
COLUMNS: dict[str, Kind] = {
    "code": "text",
    "url": "text",
    "headline": "text",
    "description": "text",
    "authors": "texts",
    "source": "text",
    "section": "text",
    "keywords": "texts",
    "category": "text",
    "language": "text",
    "date_published": "text",
    "date_modified": "text",
    "date_retrieved": "instant",
    "image": "text",
    "caption": "text",
    "image_origin": "text",
    "access": "text",
    "same_as": "text",
    "path": "text",
    "article_body": "text",
}
# What the ledger alone knows: when the file last changed, and its page was found gone.
LEDGER_COLUMNS: dict[str, Kind] = {
    "date_updated": "instant",
    "date_withdrawn": "instant",
    "revisions": "number",
}


def article_row(article: Article, options: Options) -> Row:
    """Return an article that has passed the pipelines."""
    image = article.image
    return {
        "code": article.code,
        "url": front_matter(article, article.retrieved)["origin_url"],
        "headline": article.headline,
        "description": article.description,
        "authors": list(article.authors),
        "source": article.source,
        "section": article.section,
        "keywords": list(article.keywords),
        "category": article.category,
        "language": article.language,
        "date_published": stated(article.date_published),
        "date_modified": stated(article.date_modified),
        "date_retrieved": article.retrieved,
        "image": image_address(image),
        "caption": image.words if image else None,
        "image_origin": image.url if image else None,
        "access": article.access,
        "same_as": article.same_as,
        "path": article.path,
        "article_body": markdown(article, options),
    }


def file_row(path: str, file: ArticleFile, entry: Entry | None) -> Row:
    """Return what a file says and the ledger knows of it.

    A further key of the front matter is there if FRONT_MATTER_EXTRA was when it was written.
    """
    keys: Mapping[str, Any] = file.keys
    published = keys.get("published") or (published_at(entry) if entry else None)
    modified = keys.get("modified") or (entry.revised if entry else None)
    row: Row = {
        "code": keys.get("code"),
        "url": keys.get("origin_url"),
        "headline": keys.get("title"),
        "authors": keys.get("authors", []),
        "source": keys.get("source") or (entry.source if entry else None),
        "keywords": keys.get("keywords", []),
        "date_published": stated(published),
        "date_modified": stated(modified),
        "date_retrieved": keys.get("date"),
        "same_as": keys.get("same_as"),
        "path": path,
        "article_body": file.body.strip("\n"),
        "date_updated": entry.updated if entry else None,
        "date_withdrawn": entry.withdrawn if entry else None,
        "revisions": entry.revisions if entry else None,
    }
    return {name: row.get(name, keys.get(name)) for name in (*COLUMNS, *LEDGER_COLUMNS)}


def published_at(entry: Entry) -> datetime | date | None:
    """Return the publication; the ledger keeps a day without a time as the instant of its end."""
    if entry.published is None or entry.published.timetz() != time(tzinfo=timezone.utc):
        return entry.published
    day = entry.published.date() - timedelta(days=1)
    return day if entry.code[3:13] == f"{day:%y%m%d}0000" else entry.published


def stated(moment: datetime | date | None) -> str | None:
    """Return an instant or a day as ISO 8601."""
    if isinstance(moment, datetime):
        return iso_instant(moment)
    return moment.isoformat() if moment else None


def plain(row: Row) -> Row:
    """Return a row whose instants are ISO 8601, for formats that have texts only."""
    return {
        name: stated(value) if isinstance(value, datetime) else value for name, value in row.items()
    }
