"""Redirects by status and by refresh, as Scrapy follows them, with less work and no circles."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.fates import HasFate

HEAD = 4 * 4096  # bytes: the characters of a page's start in which Scrapy looks for a refresh


def is_to_front_page(asked: str, url: str) -> bool:
    """Return whether a page's address has led to a front page, as of a page that is gone."""
    return len(urlsplit(url).path) <= 1 < len(urlsplit(asked).path) and not urlsplit(url).query


class TooManyRedirects(IgnoreRequest, HasFate):
    """A page leads on more often than REDIRECT_MAX_TIMES."""

    reason = "more redirects than REDIRECT_MAX_TIMES"


class CookieRedirectMiddleware(RedirectMiddleware):
    """Scrapy's, but with cookies on an address may lead to itself, by way of others too.

    A site sets a cookie and asks to come again; REDIRECT_MAX_TIMES ends a circle. Without cookies
    the answer would be the same, and the circle ends at once.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        self._has_cookies = settings.getbool("COOKIES_ENABLED")

    def process_response(  # type: ignore[override]  # which takes a spider too: deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request of the page that this one leads to, else the response.

        Raises TooManyRedirects.
        """
        try:
            result = super().process_response(request, response)
        except IgnoreRequest as error:
            raise TooManyRedirects(f"the last leads to {response.url}") from error
        if self._has_cookies and isinstance(result, Request):
            before = (request.url, *request.meta.get("redirect_urls", ()))
            if result.url in before:
                return result.replace(dont_filter=True)
        return result


class RefreshMiddleware(MetaRefreshMiddleware):
    """Scrapy's, but only for pages that name a refresh where it looks for one, which few do.

    To look into a page's head it decodes all of it, which extraction does for itself.
    """

    def process_response(  # type: ignore[override]  # which takes a spider too: deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the request of the page that this one leads to, else the response."""
        head = response.body[:HEAD].replace(b"\0", b"").lower()  # without UTF-16's
        return super().process_response(request, response) if b"refresh" in head else response
