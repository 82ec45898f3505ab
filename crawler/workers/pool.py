"""Reads pages and listings in worker processes, so that the reactor stays free."""

import asyncio
import logging
import os
import pickle
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import Pipe
from pathlib import Path
from pkgutil import resolve_name
from threading import Lock
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from typing_extensions import Self

from crawler.discovery import Listing
from crawler.errors import SettingsError
from crawler.fates import HasFate
from crawler.items import Article
from crawler.profiles.profile import SourceProfile
from crawler.workers.listing_parts import joined
from crawler.workers.process import Task

# Pages a worker takes before a fresh one replaces it: parsing leaves fragmented memory behind.
PAGES_A_WORKER = 1000
# Pages that a worker has at a time: while it works on one, the next waits in its pipe, so that it
# never waits for the reactor.
PAGES_AT_A_TIME = 2
# A page may take so many times its limit by the clock, where others need the processors.
PATIENCE = 10
# Seconds that a stalled worker lives past that if the crawl has gone and can't end it.
GRACE = 10
# What reads, by name: the libraries behind it are loaded where it runs.
EXTRACT = "crawler.extraction:extract_article"
READ_LISTING = "crawler.workers.listing_parts:read_in_parts"
RUN = "from crawler.workers.process import main; main()"

logger = logging.getLogger(__name__)


class ExtractionFailed(HasFate):
    """A page or listing whose reading ran past the time limit, killed its process or raised."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


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
        self._workers = [_Worker(extract, timeout) for _ in range(processes)]
        threads = processes * PAGES_AT_A_TIME
        self._room = asyncio.Semaphore(threads)
        # What a thread starts inherits its mask: Ctrl-C is the crawl's, which finishes its pages.
        self._threads = ThreadPoolExecutor(
            threads or 1, "extractor", signal.pthread_sigmask, (signal.SIG_BLOCK, {signal.SIGINT})
        )
        self._pickled: dict[str, bytes] = {}

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
        if profile.name not in self._pickled:
            self._pickled[profile.name] = pickle.dumps(profile)
        task = (reader, body, url, self._pickled[profile.name], more)
        async with self._room:
            worker = min(self._workers, key=lambda worker: worker.pages)
            worker.pages += 1
            try:
                loop = asyncio.get_running_loop()
                answer = await loop.run_in_executor(self._threads, worker.answer, task)
            finally:
                worker.pages -= 1
        if isinstance(answer, str):
            logger.error("extraction of %s raised\n%s", url, answer)
            raise ExtractionFailed(url, answer.splitlines()[-1])
        return answer

    def close(self) -> None:
        """End the workers; none has a page any more."""
        self._threads.shutdown()
        for worker in self._workers:
            worker.end()


class _Worker:
    """The place of a process that extracts one page after the other; a fresh one may take it.

    A thread sends a page while another waits for the answer to the page before. Each worker has a
    pipe of its own: nothing is shared that a dying one could leave locked.
    """

    def __init__(self, extract: str, timeout: float) -> None:
        self.pages = 0  # that it has in hand
        self._extract = extract
        self._timeout = timeout
        self._sending, self._receiving = Lock(), Lock()  # who has sent a page is next to receive
        self._process: _Process | None = None

    def answer(self, task: Task, tries: int = 2) -> Any:
        """Return what a page or listing says, or the traceback of what reading it raised.

        A page in whose hands a process dies gets another: the system may have killed it for the
        memory that others took, or a person all processes at once.
        """
        with self._sending:
            process = self._living()
            process.send(task)
            self._receiving.acquire()
        try:
            if not process.is_over:
                return process.answer(self._timeout * PATIENCE)
        except TimeoutError:
            process.end()
            reason = f"extraction took more than {self._timeout * PATIENCE:g} s"
            raise ExtractionFailed(task[2], reason) from None
        except (EOFError, ConnectionError):
            cause = process.end()
            if cause == signal.SIGPROF.name:  # the alarm that crawler/workers/process.py sets
                reason = f"extraction took more than {self._timeout:g} s of processor time"
                raise ExtractionFailed(task[2], reason) from None
            tries -= 1
            if not tries:
                raise ExtractionFailed(task[2], f"extraction died of {cause}") from None
        finally:
            self._receiving.release()
        return self.answer(task, tries)  # of no fault of its own, if it died of the page before

    def end(self) -> None:
        """End the process, which nobody waits for any more."""
        if self._process:
            self._process.end()
            self._process.connection.close()
            self._process = None

    def _living(self) -> "_Process":
        """Return a process that can take a page."""
        process = self._process
        if process and process.is_alive() and process.pages < PAGES_A_WORKER:
            return process
        with self._receiving:  # the answer to the page before has come
            self.end()
            self._process = _Process(self._extract, self._timeout)
            return self._process


class _Process:
    """A process that runs crawler/workers/process.py.

    It is a fresh Python: a fork would inherit the locks of the crawl's threads, its sockets and its
    memory, and what multiprocessing starts runs the crawl's own script.
    """

    def __init__(self, extract: str, timeout: float) -> None:
        self.pages = 0  # that it has taken
        self.is_over = False
        self._is_ready = False
        self.connection, theirs = Pipe()
        arguments = (os.getpid(), theirs.fileno(), extract, timeout, timeout * PATIENCE + GRACE)
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUN, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,  # where the project is imported from
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def is_alive(self) -> bool:
        """Return whether it is alive."""
        return self._process.poll() is None

    def send(self, task: Task) -> None:
        """Send a page; that the process has died shows when its answer is asked for."""
        self.pages += 1
        with suppress(ConnectionError):
            self.connection.send(task)

    def answer(self, timeout: float) -> Any:
        """Return the answer to the first page that has none; raises TimeoutError, or EOFError."""
        if not self._is_ready:
            self._is_ready = self.connection.recv()  # starting up takes no page's time
        if not self.connection.poll(timeout):
            raise TimeoutError
        return self.connection.recv()

    def end(self) -> str:
        """Kill the process; return what it had died of before, such as `SIGSEGV`."""
        self.is_over = True
        self._process.kill()
        code = self._process.wait()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"
