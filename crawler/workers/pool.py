"""Reads pages and listings in worker processes, so that the reactor stays free."""

import asyncio
import os
import pickle
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pkgutil import resolve_name
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from typing_extensions import Self

from crawler.discovery import Listing
from crawler.errors import SettingsError
from crawler.items import Article
from crawler.profiles.profile import SourceProfile
from crawler.workers.listing_parts import joined
from crawler.workers.worker import Worker

# Pages that a worker has at a time: while it works on one, the next waits in its pipe, so that it
# never waits for the reactor.
PAGES_AT_A_TIME = 2
# What reads, by name: the libraries behind it are loaded where it runs.
EXTRACT = "crawler.extraction.article:extract_article"
READ_LISTING = "crawler.workers.listing_parts:read_in_parts"


def extraction_processes(settings: BaseSettings) -> int:
    """Return how many workers EXTRACTION_PROCESSES asks for, by default one per core."""
    asked = settings.get("EXTRACTION_PROCESSES")
    try:
        processes = (os.cpu_count() or 1) if asked is None else int(asked)
    except ValueError:
        processes = -1
    if processes < 0:
        raise SettingsError(f"EXTRACTION_PROCESSES is {asked!r}; it takes 0, 1, 2 …")
    return processes


class Extractor:
    """Reads what strangers wrote, in line (processes=0) or in processes with a time limit each."""

    def __init__(self, processes: int, timeout: float, extract: str = EXTRACT) -> None:
        self.processes = processes
        self.timeout = timeout  # seconds of processor time a page
        self._extract = extract
        self._workers = [Worker(extract, timeout) for _ in range(processes)]
        threads = processes * PAGES_AT_A_TIME
        self._room = asyncio.Semaphore(threads)
        # What a thread starts inherits its mask: Ctrl-C is the crawl's, which finishes its pages.
        self._threads = ThreadPoolExecutor(
            threads or 1, "extractor", signal.pthread_sigmask, (signal.SIG_BLOCK, {signal.SIGINT})
        )
        self._pickled: dict[tuple[str, str], bytes] = {}  # by source and site of the model

    @classmethod
    def from_crawler(cls, crawler: Crawler, extract: str = EXTRACT) -> Self:
        """Return that of a crawl, with its settings; it ends with the crawl."""
        seconds = crawler.settings.getfloat("EXTRACTION_TIMEOUT")
        extractor = cls(extraction_processes(crawler.settings), seconds, extract)
        crawler.signals.connect(extractor.close, signals.spider_closed)
        return extractor

    async def extract(
        self,
        html: bytes,
        url: str,
        profile: SourceProfile,
        charset: str | None,
        retrieved: datetime | None = None,
    ) -> Article:
        """Return what the page says, the same whether in line or in a worker.

        ExtractionFailed is raised for a page that its worker could not finish.
        """
        article: Article = await self._read(
            self._extract, html, url, profile, charset=charset, retrieved=retrieved
        )
        return article

    async def listing(
        self, body: bytes, url: str, profile: SourceProfile, charset: str | None
    ) -> Listing:
        """Return what a feed, sitemap, section page or robots.txt names, as read_listing does.

        ExtractionFailed is raised for one that its worker could not finish.
        """
        return await joined(await self._read(READ_LISTING, body, url, profile, charset=charset))

    async def _read(
        self,
        reader: str,
        body: bytes,
        url: str,
        profile: SourceProfile,
        **more: str | datetime | None,
    ) -> Any:
        if not self.processes:
            return resolve_name(reader)(body, url, profile, **more)
        key = profile.name, profile.model.site if profile.model else ""
        if key not in self._pickled:
            self._pickled[key] = pickle.dumps(profile)
        task = (reader, body, url, self._pickled[key], more)
        async with self._room:
            worker = min(self._workers, key=lambda worker: worker.pages)
            worker.pages += 1
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, worker.answer, task)
            finally:
                worker.pages -= 1

    def close(self) -> None:
        """End the workers; none has a page any more."""
        self._threads.shutdown()
        for worker in self._workers:
            worker.end()
