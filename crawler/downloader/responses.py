"""What our spiders and middlewares ask of a Scrapy response."""

from datetime import datetime, timezone

from scrapy.http import HtmlResponse, Response, TextResponse
from w3lib.encoding import http_content_type_encoding

from crawler.archive.records import SavedPage
from crawler.downloader.meta import PageMeta


def is_html(response: Response) -> bool:
    """Return whether the response is a page, by its type or else by its first bytes."""
    if isinstance(response, HtmlResponse):
        return True
    start = response.body[:1000].lower()
    return isinstance(response, TextResponse) and (b"<html" in start or b"<!doctype html" in start)


def content_type(response: Response) -> str:
    """Return the type that the header names, "" if it names none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def charset(response: Response) -> str | None:
    """Return the charset that the header names; what the page says of itself is not asked."""
    return http_content_type_encoding(content_type(response))


def fetched_at(response: Response) -> datetime:
    """Return when the page was fetched, or the saved page that answers for it; UTC."""
    page = PageMeta.find(response)
    if page is None:
        return datetime.now(timezone.utc)
    return page.fetched_at or (page.saved.fetched_at if page.saved else datetime.now(timezone.utc))


def saved_page(response: Response, instant: datetime) -> SavedPage:
    """Return the response as a page to be saved, fetched at that instant."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return SavedPage(response.url, instant, response.status, headers, response.body)
