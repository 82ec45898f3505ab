"""Downloader middlewares: what happens to a request before and instead of the network."""

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.archive import SavedPage


class SavedPageMiddleware:
    """Answers a replay's request with its saved page."""

    def process_request(self, request: Request) -> Response | None:
        """Return the saved response, None for a request that goes to the network."""
        page: SavedPage | None = request.meta.get("saved_page")
        if page is None:
            return None
        headers = Headers()
        for name, value in page.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
        return kind(page.url, status=page.status, headers=headers, body=page.body)
