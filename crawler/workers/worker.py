"""The place of a process that reads one page after the other, with a limit for each."""

import logging
import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Pipe
from pathlib import Path
from threading import Lock
from typing import Any

from crawler.fates import HasFate
from crawler.workers.process import Raised, Task

# Pages a worker takes before a fresh one replaces it: parsing leaves fragmented memory behind.
PAGES_A_WORKER = 1000
# A page may take so many times its limit by the clock, where others need the processors.
PATIENCE = 10
# Seconds that a stalled worker lives past that if the crawl has gone and can't end it.
GRACE = 10
RUN = "from crawler.workers.process import main; main()"

logger = logging.getLogger(__name__)


class ExtractionFailed(HasFate):
    """A page or listing whose reading ran past the time limit, killed its process or raised."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


class Worker:
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
        self._is_closed = False

    def answer(self, task: Task, tries: int = 2) -> Any:
        """Return what a page or listing says; raises ExtractionFailed.

        A page in whose hands a process dies gets another: the system may have killed it for the
        memory that others took, or a person all processes at once.
        """
        with self._sending:
            if self._is_closed:
                raise ExtractionFailed(task[2], "interrupted")
            process = self._living()
            process.send(task)
            self._receiving.acquire()
        try:
            if not process.is_over:
                return self._found(process.answer(self._timeout * PATIENCE), task[2])
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

    def _found(self, answer: Any, url: str) -> Any:
        """Return an answer that is none of an exception."""
        if isinstance(answer, Raised):
            logger.error("extraction of %s raised\n%s", url, answer.traceback)
            raise ExtractionFailed(url, answer.traceback.splitlines()[-1])
        return answer

    def end(self) -> None:
        """End the process, also in the midst of a page, whose reading fails then."""
        with self._sending:
            self._is_closed = True
            self._end()

    def _end(self) -> None:
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
            self._end()
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
