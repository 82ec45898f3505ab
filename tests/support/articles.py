"""An Article with everything that a file needs, for tests to change."""

from datetime import datetime, timedelta, timezone
from typing import Any

from crawler.items import Article, Block, FiledArticle, Image, Span
from pipelines.document.options import Options
from pipelines.document.render import render


def paragraph(text: str, **look: Any) -> Block:
    """Return a paragraph of one span."""
    return Block("paragraph", (Span(text, **look),))


def make_article(**changes: Any) -> Article:
    """Return an article of an invented paper, with these fields changed."""
    fields: dict[str, Any] = {
        "url": "https://herald.example/world/harbour-reopens",
        "canonical_url": "https://herald.example/world/harbour-reopens",
        "source": "herald",
        "headline": "Harbour reopens after the storm",
        "description": "Ferries sail again from Monday.",
        "authors": ("Ada Brook",),
        "section": "World",
        "language": "en",
        "date_published": datetime(2024, 10, 17, 15, 45, tzinfo=timezone(timedelta(hours=7))),
        "image": Image(
            url="https://herald.example/images/harbour.jpg",
            caption="The harbour on Sunday.",
            credit="PHOTO: Ada Brook",
        ),
        "body": (
            paragraph("The harbour of Northport reopened on Sunday, its master said."),
            paragraph("Ferries sail again from Monday."),
        ),
        "date_retrieved": datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc),
    }
    return Article(**(fields | changes))


def make_filed(code: str = "ART2410171545KRUBXS", path: str = "", **changes: Any) -> FiledArticle:
    """Return the same with a code, and the file at a path."""
    return FiledArticle(article=make_article(**changes), code=code, path=path, fate="written")


def rendered(article: Article, options: Options) -> str:
    """Return the file of an article."""
    filed = FiledArticle(article=article, code="ART2410171545KRUBXS")
    return render(filed, article.retrieved, options)
