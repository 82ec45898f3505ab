"""Downloader middlewares: what happens to a request before, beside and instead of the network."""

import os
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.archive import SavedPage, WarcWriter, cut_torn_end
from crawler.clock import Clock, clock_of
from crawler.ledger import LedgerKeeper
from crawler.responses import saved_page

HEAD = 4 * 4096  # bytes: the characters of a page's start in which Scrapy looks for a refresh


class SavedPageMiddleware:
    """Answers a replay's request with its saved page, and lets nothing else of it out."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SavedPageMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Return the saved response, None for a request that goes to the network."""
        page: SavedPage | None = request.meta.get("saved_page")
        if page is None:
            if getattr(self.crawler.spider, "is_offline", False):
                raise IgnoreRequest("a replay asks the network for nothing")
            return None
        headers = Headers()
        for name, value in page.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
        return kind(page.url, status=page.status, headers=headers, body=page.body)


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


class FetchedPageMiddleware:
    """Notes when each page was fetched, and with ARCHIVE_PAGES keeps it in a WARC file a run."""

    def __init__(self, folder: Path | None, now: Clock) -> None:
        self._folder = folder
        self._now = now
        self._writer: WarcWriter | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FetchedPageMiddleware":
        """Return the middleware; its archive is closed with the spider.

        That of a run that was killed is closed now.
        """
        keeps = crawler.settings.getbool("ARCHIVE_PAGES")
        folder = Path(crawler.settings["OUTPUT_DIR"], "archive")
        keeper = crawler.get_extension(LedgerKeeper)
        archives = sorted(folder.glob("*.warc.gz"))
        if archives and keeper and keeper.ledger.has_killed_run():
            cut_torn_end(archives[-1])
        middleware = cls(folder if keeps else None, clock_of(crawler))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; only articles' pages are kept, in the coding that they came in."""
        if "saved_page" in request.meta or "article_url" not in request.meta:
            return response
        instant = self._now()
        request.meta["fetched_at"] = instant
        if self._folder and response.status // 100 != 3:
            if self._writer is None:
                name = f"{instant:%Y%m%d-%H%M%S}-{os.getpid()}.warc.gz"
                self._writer = WarcWriter(self._folder / name)
            self._writer.write(saved_page(response, instant))
        return response

    def close(self) -> None:
        """Close the archive, if there is one."""
        if self._writer:
            self._writer.close()
