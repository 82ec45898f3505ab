"""The columns of an export, each declared once: feeds, every format and the docs follow from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, Literal, NamedTuple

from crawler.items import FiledArticle
from crawler.ledger import Entry
from pipelines.document.front_matter import iso_instant
from pipelines.document.keys import KEYS, image_address
from pipelines.document.options import Options
from pipelines.document.reading import ArticleFile
from pipelines.document.render import markdown

Kind = Literal["text", "texts", "number", "instant"]


class Kept(NamedTuple):
    """An article's file, and what the ledger knows of it."""

    path: str
    file: ArticleFile
    entry: Entry | None

    def key(self, name: str) -> Any:
        """Return a value of the front matter, None if it is not in it."""
        return self.file.keys.get(name)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; meaning is that of docs/operating.md."""

    name: str  # schema.org's, where it has one
    kind: Kind
    meaning: str
    of_file: Callable[[Kept], Any]
    of_article: Callable[[FiledArticle, Options], Any] | None = None  # None: the ledger alone knows


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


_AS_THERE = "as in the front matter"
_IF_THERE = "empty unless `FRONT_MATTER_EXTRA` had it when the file was written"


COLUMNS = (
    Column(
        "code",
        "text",
        _AS_THERE,
        lambda kept: kept.key("code"),
        lambda filed, _: filed.code,
    ),
    Column(
        "url",
        "text",
        "the front matter's `origin_url`",
        lambda kept: kept.key("origin_url"),
        lambda filed, _: KEYS["origin_url"].value(filed, filed.article.retrieved),
    ),
    Column(
        "asked_url",
        "text",
        "the address that led to the article, before redirects",
        lambda kept: (kept.entry.asked_url or kept.entry.url) if kept.entry else None,
        lambda filed, _: filed.article.asked_url or filed.article.url,
    ),
    Column(
        "headline",
        "text",
        "the front matter's `title`",
        lambda kept: kept.key("title"),
        lambda filed, _: filed.article.headline,
    ),
    Column(
        "description",
        "text",
        _AS_THERE,
        lambda kept: kept.key("description"),
        lambda filed, _: filed.article.description,
    ),
    Column(
        "authors",
        "texts",
        _IF_THERE,
        lambda kept: kept.key("authors") or [],
        lambda filed, _: list(filed.article.authors),
    ),
    Column(
        "source",
        "text",
        "the name of the source's profile",
        lambda kept: kept.key("source") or (kept.entry.source if kept.entry else None),
        lambda filed, _: filed.article.source,
    ),
    Column(
        "section",
        "text",
        _IF_THERE,
        lambda kept: kept.key("section"),
        lambda filed, _: filed.article.section,
    ),
    Column(
        "keywords",
        "texts",
        _IF_THERE,
        lambda kept: kept.key("keywords") or [],
        lambda filed, _: list(filed.article.keywords),
    ),
    Column(
        "category",
        "text",
        _AS_THERE,
        lambda kept: kept.key("category"),
        lambda filed, _: filed.article.category,
    ),
    Column(
        "language",
        "text",
        _AS_THERE,
        lambda kept: kept.key("language"),
        lambda filed, _: filed.article.language,
    ),
    Column(
        "date_published",
        "text",
        "ISO 8601: an instant, or a day where the page states no time; in the source's zone if the "
        "file says it, else UTC",
        lambda kept: stated(
            kept.key("published") or (published_at(kept.entry) if kept.entry else None)
        ),
        lambda filed, _: stated(filed.article.date_published),
    ),
    Column(
        "date_modified",
        "text",
        "the change that the page names, or that was found",
        lambda kept: stated(kept.key("modified") or (kept.entry.revised if kept.entry else None)),
        lambda filed, _: stated(filed.article.date_modified),
    ),
    Column(
        "date_retrieved",
        "instant",
        "when the page was first retrieved: the front matter's `date`",
        lambda kept: kept.key("date"),
        lambda filed, _: filed.article.retrieved,
    ),
    Column(
        "image",
        "text",
        _AS_THERE,
        lambda kept: kept.key("image"),
        lambda filed, _: image_address(filed.article.image),
    ),
    Column(
        "caption",
        "text",
        _IF_THERE,
        lambda kept: kept.key("caption"),
        lambda filed, _: filed.article.image.words if filed.article.image else None,
    ),
    Column(
        "image_origin",
        "text",
        _IF_THERE,
        lambda kept: kept.key("image_origin"),
        lambda filed, _: filed.article.image.url if filed.article.image else None,
    ),
    Column(
        "access",
        "text",
        _IF_THERE,
        lambda kept: kept.key("access"),
        lambda filed, _: filed.article.access,
    ),
    Column(
        "confidence",
        "number",
        _IF_THERE,
        lambda kept: kept.key("confidence"),
        lambda filed, _: filed.article.confidence,
    ),
    Column(
        "same_as",
        "text",
        "the code of the article that it repeats, with `KEEP_COPIES`",
        lambda kept: kept.key("same_as"),
        lambda filed, _: filed.same_as,
    ),
    Column(
        "path",
        "text",
        "of the file in `output/`",
        lambda kept: kept.path,
        lambda filed, _: filed.path,
    ),
    Column(
        "article_body",
        "text",
        "the Markdown below the front matter",
        lambda kept: kept.file.body.strip("\n"),
        lambda filed, options: markdown(filed.article, options),
    ),
    Column(
        "date_updated",
        "instant",
        "of the ledger: the last change of the file",
        lambda kept: kept.entry.updated if kept.entry else None,
    ),
    Column(
        "date_withdrawn",
        "instant",
        "of the ledger: when its page was found gone",
        lambda kept: kept.entry.withdrawn if kept.entry else None,
    ),
    Column(
        "revisions",
        "number",
        "of the ledger: how often its text changed",
        lambda kept: kept.entry.revisions if kept.entry else None,
    ),
)
