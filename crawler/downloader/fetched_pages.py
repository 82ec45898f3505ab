"""When each page was fetched, and what it was, for the archive."""

import logging
from dataclasses import replace
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.archive.file_index import SOURCE
from crawler.archive.recorder import Recorder
from crawler.archive.warc_writer import Exchange
from crawler.clock import Clock, clock_of
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import saved_page
from crawler.errors import OutputError, SettingsError
from crawler.ledger import ledger_of
from crawler.output import folder_of
from crawler.traits import traits_of

logger = logging.getLogger(__name__)

# Headers of a request that are nobody's business but the server's.
SECRET = frozenset(("authorization", "cookie", "proxy-authorization"))


class FetchedPageMiddleware:
    """Notes when each page of an article was fetched; with ARCHIVE_PAGES the archive keeps it."""

    def __init__(self, recorder: Recorder | None, now: Clock) -> None:
        self.recorder = recorder  # None: nothing is kept
        self._now = now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FetchedPageMiddleware":
        """Return the middleware; its archive is closed with the spider.

        Raises SettingsError, or OutputError for an archive that can't be read.
        """
        middleware = cls(recorder_of(crawler), clock_of(crawler))
        crawler.signals.connect(middleware.close, signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Return the response; only articles' pages are kept, in the coding that they came in."""
        page = PageMeta.find(request)
        if page is None or page.saved:
            return response
        instant = self._now()
        request.meta.update(replace(page, fetched_at=instant).as_meta())
        if self.recorder:
            exchange = Exchange(
                answer=saved_page(response, instant),
                asked=headers_of(request),
                method=request.method,
                address=str(response.ip_address) if response.ip_address else None,
                known=known_of(page, request),
            )
            try:
                self.recorder.record(exchange, page.source)
            except OSError as error:  # which must not cost the article
                logger.error("the archive can't be written, and keeps no more pages: %s", error)
                self.recorder = None
        return response

    def close(self) -> None:
        """Close the archive, if there is one."""
        if self.recorder:
            self.recorder.close()
            if self.recorder.refused:
                logger.info("the archive is full: %d pages are not kept", self.recorder.refused)


def recorder_of(crawler: Crawler) -> Recorder | None:
    """Return what keeps the pages of a crawl, None if nothing does.

    Raises SettingsError, or OutputError for an archive that can't be read.
    """
    settings = crawler.settings
    if not settings.getbool("ARCHIVE_PAGES") or traits_of(crawler.spidercls).is_offline:
        return None
    folder = folder_of(settings["OUTPUT_DIR"], "archive")
    try:
        return Recorder(
            folder,
            ledger_of(crawler),
            crawler.spidercls.name,
            most=setting_bytes(settings, "ARCHIVE_MAX_BYTES"),
            most_of_a_file=setting_bytes(settings, "ARCHIVE_FILE_BYTES"),
        )
    except OSError as error:
        raise OutputError(f"{folder}: can't be read: {error.strerror or error}") from error


def setting_bytes(settings: BaseSettings, name: str) -> int:
    """Return a setting that is a number of bytes; raises SettingsError."""
    number = settings.getint(name)
    if number < 0:
        raise SettingsError(f"{name}={number}: needs a number of bytes, 0 or more")
    return number


def headers_of(request: Request) -> tuple[tuple[str, str], ...]:
    """Return the headers of a request, but for those that are secret."""
    found = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in request.headers.items()
        for value in values
    ]
    host = () if "Host" in request.headers else (("Host", urlsplit(request.url).netloc),)
    return (*host, *(pair for pair in found if pair[0].lower() not in SECRET))


def known_of(page: PageMeta, request: Request) -> dict[str, str]:
    """Return what is known of a page beside the exchange, for its metadata record.

    via: the address that led to it, as WARC 1.1, 6.6 has it.
    """
    known = {SOURCE: page.source} if page.source else {}
    if page.url != request.url:
        known["askedFor"] = page.url
    if hops := request.meta.get("redirect_urls"):
        known["via"] = hops[-1]
    return known
