"""Reads the pages that a command is about as a crawl does: in a worker, within its limits."""

import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from pkgutil import resolve_name
from typing import Any

from scrapy.settings import BaseSettings
from typing_extensions import Self
from w3lib.encoding import http_content_type_encoding

from crawler.archive.records import SavedPage, Unreadable
from crawler.items import Article
from crawler.profiles.profile import SourceProfile
from crawler.workers.pool import EXTRACT, extraction_processes
from crawler.workers.worker import ExtractionFailed, Worker


class PageReader:
    """Reads page after page; EXTRACTION_PROCESSES=0 reads them in line, without a limit."""

    def __init__(self, settings: BaseSettings, reader: str = EXTRACT) -> None:
        """Take the limits from the settings; reader: the function that most pages will need."""
        is_in_line = not extraction_processes(settings)
        seconds = settings.getfloat("EXTRACTION_TIMEOUT")
        self._worker = None if is_in_line else Worker(reader, seconds)
        # Its mask is inherited by the worker: Ctrl-C is for the command, which ends the worker.
        self._thread = ThreadPoolExecutor(
            1, "reader", signal.pthread_sigmask, (signal.SIG_BLOCK, {signal.SIGINT})
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._worker:
            self._worker.end()
        self._thread.shutdown()

    def article(self, page: SavedPage, profile: SourceProfile) -> Article:
        """Return what a page says; raises Unreadable if that takes too long."""
        article: Article = self.read(EXTRACT, page, profile, **as_fetched(page))
        return article

    def read(self, reader: str, page: SavedPage, profile: SourceProfile, **more: Any) -> Any:
        """Return what a function returns, `module:function`, for body, address and profile.

        Raises Unreadable for a page that its worker could not finish.
        """
        if not self._worker:
            return resolve_name(reader)(page.body, page.url, profile, **more)
        task = (reader, page.body, page.url, pickle.dumps(profile), more)
        try:
            return self._thread.submit(self._worker.answer, task).result()
        except ExtractionFailed as failure:
            raise Unreadable(page.url, failure.reason) from failure


def as_fetched(page: SavedPage) -> dict[str, Any]:
    """Return what extraction is to know of how a page was fetched, by its arguments' names."""
    charset = http_content_type_encoding(page.content_type)
    return {"charset": charset, "retrieved": page.fetched_at}
