"""From a page's bytes to its Article: the order in which the evidence is heard."""

from crawler.items import Article
from crawler.profiles import SourceProfile


def extract_article(
    html: bytes | str, url: str, profile: SourceProfile, *, charset: str | None = None
) -> Article:
    """Return what the page says; never raises because of a page.

    url is the page's final address; charset the one that the HTTP header names, None if it names
    none.
    """
    return Article(url=url, canonical_url=url, source=profile.name, page_type="empty")
