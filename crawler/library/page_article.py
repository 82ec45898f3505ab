"""An article by itself: from a page's HTML to Markdown or a dictionary, in two calls."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawler.extraction.article import extract_article
from crawler.extraction.paging.joining import joined
from crawler.items import ARTICLE_TYPES, Article
from crawler.profiles.profile import GENERIC, SourceProfile
from pipelines.clean import clean
from pipelines.document.keys import image_address
from pipelines.document.options import Options
from pipelines.document.render import markdown

# What a file of the program has of an article, and what only a person who looks closer asks for.
_FIELDS = (
    *("url", "canonical_url", "page_type", "source", "headline", "description", "authors"),
    *("section", "keywords", "category", "language", "date_published", "date_modified"),
    *("credit", "access", "confidence", "next_page"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageArticle(Article):
    """An Article that can write itself; its fields are those of crawler.items.Article."""

    @property
    def is_article(self) -> bool:
        """Whether the page is an article with a text, and not a list, an error or a wall."""
        return self.page_type in ARTICLE_TYPES and bool(self.headline and self.text.strip())

    def to_markdown(self, *, keep_links: bool = False, inline_images: bool = False) -> str:
        """Return headline, lead image, body and credit as Markdown, as the program's files do."""
        options = Options(output=Path(), keep_links=keep_links, inline_images=inline_images)
        return markdown(self, options)

    def to_dict(self) -> dict[str, Any]:
        """Return what the page says, in values that JSON has; dates are ISO 8601.

        Its keys are the fields' names, and image, caption, article_body (Markdown), text (plain).
        """
        values = {name: _plain(getattr(self, name)) for name in _FIELDS}
        return values | {
            "image": image_address(self.image) or None,
            "caption": (self.image.words or None) if self.image else None,
            "article_body": self.to_markdown(),
            "text": self.text,
        }


def extract(
    html: bytes | str,
    url: str,
    *,
    profile: SourceProfile | None = None,
    charset: str | None = None,
    retrieved: datetime | None = None,
) -> PageArticle:
    """Return what a page says; never raises because of a page.

    url: the page's final address; profile: what is known of its source, None if nothing is;
    charset: the one that the HTTP header names; retrieved: when the page was fetched, which dates
    such as "3 days ago" need.
    """
    return of(extract_article(html, url, profile or GENERIC, charset=charset, retrieved=retrieved))


def of(first: Article, *later: Article) -> PageArticle:
    """Return an article in the form of a file's, with the text of its later pages."""
    whole = clean(joined(first, later) if later else first)
    return PageArticle(**{field.name: getattr(whole, field.name) for field in fields(Article)})


def _plain(value: object) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
