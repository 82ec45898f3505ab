"""A page read as it would be with another profile, and what of it a profile may point at.

Worker processes call these by name; what they return is plain.
"""

from datetime import date, datetime
from typing import Any

from crawler.extraction.article import extract
from crawler.extraction.page.page import read_page
from crawler.extraction.site.field_elements import field_elements
from crawler.items import Image
from crawler.profiles.profile import SourceProfile
from pipelines.clean import clean

TEXT = "text"


def outcome(
    html: bytes,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None,
    retrieved: datetime | None,
    about: str,
) -> tuple[str, ...]:
    """Return what a page gives with a profile: the lines of its text, or the value of a field.

    about: TEXT or a field of Article; charset, retrieved: see extract_article.
    """
    extraction = extract(html, url, profile, charset=charset, retrieved=retrieved)
    if about == TEXT:
        return tuple(judged.block.text for judged in extraction.judgements if judged.kept)
    article = clean(extraction.article)
    if about == "section":  # which is there for the category
        return tuple(filter(None, (article.section, article.category)))
    return tuple(line for line in (_shown(getattr(article, about)),) if line)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Image):
        return " · ".join(filter(None, (value.url, value.caption, value.credit)))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def elements(
    html: bytes,
    url: str,
    profile: SourceProfile,
    *,
    charset: str | None,
    retrieved: datetime | None,
    field: str,
    sought: str,
) -> list[tuple[str, str, int]]:
    """Return selector, text and number of the elements that may hold a field, see FieldElement."""
    page = read_page(html, url, profile, charset, retrieved)
    found = field_elements(page, field, sought) if page else []
    return [(one.selector, one.text, one.found) for one in found]
