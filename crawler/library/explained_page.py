"""A page's extraction explained, in the forms in which `scrapy explain` prints it."""

from datetime import datetime
from typing import Literal

from rich.console import Group

from crawler.extraction.article import extract
from crawler.extraction.explanation import as_json, as_text, with_category_of_section
from crawler.profiles.profile import SourceProfile
from pipelines.clean import clean


def explained(
    html: bytes,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None,
    retrieved: datetime | None,
    form: Literal["text", "json", "line"],
) -> str | Group:
    """Return why the article came out as it did: what a console prints, or JSON, on a line or not.

    charset, retrieved: see crawler.extraction.article.extract_article.
    """
    extraction = extract(html, url, profile, charset=charset, retrieved=retrieved)
    # the category that the file gets, if not from the page
    extraction = with_category_of_section(extraction, clean(extraction.article).category)
    return as_text(extraction) if form == "text" else as_json(extraction, is_line=form == "line")
