"""When each page was fetched, and what it was, for the archive."""

import os
from dataclasses import replace
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.archive.warc import WarcWriter, cut_torn_end
from crawler.clock import Clock, clock_of
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import saved_page
from crawler.ledger import ledger_of
from crawler.output import folder_of


class FetchedPageMiddleware:
    """Notes when each page was fetched; with ARCHIVE_PAGES keeps them in one WARC file per run."""

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
        folder = folder_of(crawler.settings["OUTPUT_DIR"], "archive")
        archives = sorted(folder.glob("*.warc.gz"))
        if archives and ledger_of(crawler).has_killed_run():
            cut_torn_end(archives[-1])
        middleware = cls(folder if keeps else None, clock_of(crawler))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; only articles' pages are kept, in the coding that they came in."""
        page = PageMeta.find(request)
        if page is None or page.saved:
            return response
        instant = self._now()
        request.meta.update(replace(page, fetched_at=instant).as_meta())
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
