"""An article as a row of a table, the same for feeds (`-o`) and for `scrapy export`."""

from datetime import datetime
from typing import Any, TypeAlias

from crawler.items import FiledArticle
from crawler.ledger import Entry
from pipelines.document.options import Options
from pipelines.document.reading import ArticleFile
from pipelines.export.columns import COLUMNS, Kept, stated

# As a text: to Python 3.10 a dict[...] is a class, and Scrapy takes each in a command's module up.
Row: TypeAlias = "dict[str, Any]"


def article_row(filed: FiledArticle, options: Options) -> Row:
    """Return an article that has passed the pipelines; without what the ledger alone knows."""
    return {
        column.name: column.of_article(filed, options) for column in COLUMNS if column.of_article
    }


def file_row(path: str, file: ArticleFile, entry: Entry | None) -> Row:
    """Return what a file says and the ledger knows of it."""
    kept = Kept(path, file, entry)
    return {column.name: column.of_file(kept) for column in COLUMNS}


def plain(row: Row) -> Row:
    """Return a row whose instants are ISO 8601, for formats that have texts only."""
    return {
        name: stated(value) if isinstance(value, datetime) else value for name, value in row.items()
    }
