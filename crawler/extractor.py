"""Runs the extraction of pages in worker processes, so that the reactor stays free."""

import asyncio
import logging
import multiprocessing
import os
import pickle
import resource
import signal
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection

from scrapy.settings import BaseSettings

from crawler.errors import SettingsError
from crawler.items import Article
from crawler.profiles import SourceProfile

# Pages a worker takes before a fresh one replaces it: parsing leaves fragmented memory behind.
PAGES_A_WORKER = 1000
# Pages in a worker's queue beyond the one it works on, so that it never waits for the reactor.
PAGES_AHEAD = 1
# Bytes of memory that a worker may take: a page of 10 MB full of tags takes as much.
MEMORY = 1024**3
# Seconds that a stalled worker lives past its time limit where the crawl is no more to end it.
GRACE = 10

Extract = Callable[..., Article]
PickledPage = tuple[bytes, str, bytes, str | None]  # HTML, URL, profile, charset

logger = logging.getLogger(__name__)


class ExtractionFailed(Exception):
    """A page whose extraction ran past the time limit, killed its process or raised."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


def extraction_processes(settings: BaseSettings) -> int:
    """Return how many workers EXTRACTION_PROCESSES asks for, by default one a core."""
    asked = settings.get("EXTRACTION_PROCESSES")
    try:
        processes = (os.cpu_count() or 1) if asked is None else int(asked)
    except ValueError:
        processes = -1
    if processes < 0:
        raise SettingsError(f"EXTRACTION_PROCESSES is {asked!r}; it takes 0, 1, 2 …")
    return processes


def extract_article(
    html: bytes, url: str, profile: SourceProfile, *, charset: str | None
) -> Article:
    """Return what the page says, as crawler.extraction does; it is loaded where it is needed.

    A crawl that leaves extraction to workers starts half a second sooner without it.
    """
    from crawler.extraction.article import extract_article

    return extract_article(html, url, profile, charset=charset)


class Extractor:
    """Extracts pages in line (processes=0) or in worker processes with a time limit a page.

    One thread a worker waits for it, with a pipe of its own: nothing is shared that a dying
    worker could leave locked, and a page's death costs that page only.
    """

    def __init__(self, processes: int, timeout: float, extract: Extract = extract_article) -> None:
        self.processes = processes
        self.timeout = timeout  # seconds a page
        self._extract = extract  # a function of a module: workers import it
        self._room = asyncio.Semaphore(processes * (1 + PAGES_AHEAD))
        self._threads = ThreadPoolExecutor(processes or 1, thread_name_prefix="extractor")
        self._idle: deque[_Worker] = deque()
        self._pickled: dict[str, bytes] = {}

    async def extract(
        self, html: bytes, url: str, profile: SourceProfile, charset: str | None
    ) -> Article:
        """Return what the page says, the same whether in line or in a worker.

        ExtractionFailed is raised for a page that its worker could not finish.
        """
        if not self.processes:
            return self._extract(html, url, profile, charset=charset)
        if profile.name not in self._pickled:
            self._pickled[profile.name] = pickle.dumps(profile)
        page = (html, url, self._pickled[profile.name], charset)
        async with self._room:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._in_worker, page)

    def close(self) -> None:
        """End the workers; none has a page any more."""
        self._threads.shutdown()
        while self._idle:
            self._idle.pop().end()

    def _in_worker(self, page: PickledPage, tries: int = 2) -> Article:
        """Return the article of a page from a worker; runs in a thread.

        A page in whose hands a worker dies gets another: the system may have killed it for the
        memory that others took, or a person all processes at once.
        """
        worker = self._idle.pop() if self._idle else None
        if worker is None or not worker.process.is_alive():
            worker = _Worker(self._extract, self.timeout + GRACE)
        try:
            answer = worker.ask(page, self.timeout)
        except TimeoutError:
            worker.end()
            reason = f"extraction took more than {self.timeout:g} s"
            raise ExtractionFailed(page[1], reason) from None
        except (EOFError, ConnectionError):
            cause = worker.end()
            if tries > 1:
                return self._in_worker(page, tries - 1)
            raise ExtractionFailed(page[1], f"extraction died of {cause}") from None
        if worker.pages < PAGES_A_WORKER:
            self._idle.append(worker)
        else:
            worker.end()
        if isinstance(answer, str):
            logger.error("extraction of %s raised\n%s", page[1], answer)
            raise ExtractionFailed(page[1], answer.splitlines()[-1])
        return answer


class _Worker:
    """A process that extracts one page at a time.

    It is forked from a server that has the HTML libraries loaded. A fork of the crawl itself would
    inherit the locks of its threads and its sockets; a spawned process would import for a second.
    """

    def __init__(self, extract: Extract, life: float) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", __name__, "crawler.extraction.article"])
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, extract, life), daemon=True)
        self.process.start()
        theirs.close()
        self.connection.recv()  # it is ready: starting up takes no page's time
        self.pages = 0

    def ask(self, page: PickledPage, timeout: float) -> Article | str:
        """Return the page's article, or the traceback of what extraction raised."""
        self.pages += 1
        self.connection.send(page)
        if not self.connection.poll(timeout):
            raise TimeoutError
        answer: Article | str = self.connection.recv()
        return answer

    def end(self) -> str:
        """Kill the process; return what it had died of before, such as `SIGSEGV`."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        exitcode = self.process.exitcode or 0
        self.process.close()
        return signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"


def _serve(connection: Connection, extract: Extract, life: float) -> None:
    """Answer page after page until the crawl hangs up.

    After life seconds with one page the kernel ends the process, for the alarm has no handler: so
    even one that is stuck in a C library does not outlive a crawl that was killed.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the crawl's, which finishes its pages
    with suppress(EOFError, ConnectionError):  # the crawl hung up
        connection.send("ready")
        while True:
            html, url, profile, charset = connection.recv()
            signal.setitimer(signal.ITIMER_REAL, life)
            answer: Article | str
            try:
                answer = extract(html, url, _unpickled(profile), charset=charset)
            except Exception:  # whatever it is, it crosses over and is raised and logged there
                answer = traceback.format_exc()
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(answer)


@cache
def _unpickled(profile: bytes) -> SourceProfile:
    """Return a profile, one object a worker: what extraction prepares for it is kept with it."""
    unpickled: SourceProfile = pickle.loads(profile)
    return unpickled
