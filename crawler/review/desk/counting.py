"""Tries rules on all pages of a source's archive, beside the requests, in workers of its own.

A source may have a hundred thousand pages. What was counted so far is shown at once; the trial that
was asked for last goes on first, and one that nobody looks at any more rests.
"""

import sqlite3
from collections import OrderedDict, deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from queue import SimpleQueue
from threading import Condition, Thread
from time import monotonic
from typing import TypeAlias

from scrapy.settings import BaseSettings
from typing_extensions import Self

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage, Unreadable
from crawler.errors import UserError
from crawler.ledger import ledger_to_read
from crawler.profiles.profile import SourceProfile
from crawler.review.desk.trials import Trial, captures_for, may_change
from crawler.workers.page_reader import PageReader, as_fetched
from crawler.workers.pool import extraction_processes

OUTCOME = "crawler.library.tried_page:outcome"
KEPT = 8  # trials whose numbers are known
BATCH = 8  # pages of a worker, between two looks at which trial is wanted
ASKED = 60.0  # seconds, after which a trial rests that nobody has asked for, and workers end
ENOUGH = 24  # pages with which a first look is content
OUTCOMES = 300_000  # pages of which is remembered what they give without a rule

Lines: TypeAlias = Sequence[str]


class Counting:
    """The trials of a server, one at work at a time; a thread goes on as long as one is wanted."""

    def __init__(self, settings: BaseSettings, output: Path) -> None:
        self._settings = settings
        self._output = output
        self._processes = extraction_processes(settings)
        self._trials: OrderedDict[str, Trial] = OrderedDict()  # the one asked for last at the end
        self._asked: dict[str, float] = {}  # by the monotonic clock
        self._was: dict[tuple[int, int, str], bytes] = {}  # what pages give, hashed
        self._readers: SimpleQueue[PageReader] = SimpleQueue()
        self._changed = Condition()
        self._thread: Thread | None = None
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread:
            thread.join()

    def look(self, trial: Trial, seconds: float) -> Trial:
        """Return a trial, or the one that is like it, after its first pages or so many seconds."""
        with self._changed:
            trial = self._trials.setdefault(trial.number, trial)
            self._want(trial.number)
            while len(self._trials) > KEPT:
                number, _ = self._trials.popitem(last=False)
                self._asked.pop(number, None)
            self._changed.wait_for(lambda: trial.is_over or trial.tried >= ENOUGH, seconds)
        return trial

    def find(self, number: str) -> Trial | None:
        """Return the trial of a number, which goes on if it has rested; None: nobody knows it."""
        with self._changed:
            if number in self._trials:
                self._want(number)
            return self._trials.get(number)

    def _want(self, number: str) -> None:
        self._trials.move_to_end(number)
        self._asked[number] = monotonic()
        if self._thread is None and not self._is_closed:
            self._thread = Thread(target=self._work, daemon=True)
            self._thread.start()
        self._changed.notify_all()

    def _wanted(self) -> Trial | None:
        """Return the trial that was asked for last, of those that are wanted."""
        late = monotonic() - ASKED
        open_ones = (one for one in reversed(self._trials.values()) if not one.is_over)
        return next((one for one in open_ones if self._asked[one.number] > late), None)

    def _work(self) -> None:
        with ExitStack() as stack:
            number = self._processes or 1
            for _ in range(number):
                reader = PageReader(self._settings, OUTCOME)
                self._readers.put(stack.enter_context(reader))
            threads = stack.enter_context(ThreadPoolExecutor(number, "counting"))
            while trial := self._next():
                try:
                    self._step(trial, threads, BATCH * number)
                except (UserError, OSError, sqlite3.Error) as problem:
                    trial.problem, trial.is_over = str(problem), True
            while not self._readers.empty():
                self._readers.get()

    def _next(self) -> Trial | None:
        """Return the trial to go on with; None: the thread is to end."""
        with self._changed:
            self._changed.notify_all()  # of what the last step has found
            if self._processes:
                self._changed.wait_for(lambda: self._is_closed or self._wanted(), ASKED)
            trial = None if self._is_closed else self._wanted()
            if trial is None:
                self._thread = None
            return trial

    def _step(self, trial: Trial, threads: ThreadPoolExecutor, most: int) -> None:
        """Try the next pages of a trial; raises UserError, OSError."""
        with ledger_to_read(self._settings) as ledger:
            if trial.total is None:
                trial.left = deque(captures_for(trial, ledger))
                trial.total = len(trial.left)
            batch = [trial.left.popleft() for _ in range(min(most, len(trial.left)))]
            archive = PageArchive(self._output, ledger)
            pages = [archive.read(capture) for capture in batch]
        keys = [(one.key, one.digest, trial.basis) for one in batch]
        found = threads.map(self._tried, [trial] * len(batch), pages, keys)
        for page, lines in zip(pages, found, strict=True):
            if page is None or lines is None:
                trial.missing += 1
            else:
                trial.add(page.url, *lines)
        trial.is_over = not trial.left

    def _tried(
        self, trial: Trial, page: SavedPage | None, key: tuple[int, int, str]
    ) -> tuple[Lines, Lines] | None:
        """Return what a page gives without and with a rule; None: it can't be read.

        Where it gives the same, or enough examples are there, the lines are no more than a hash.
        """
        if page is None:
            return None
        if not may_change(trial, page.body):
            return (), ()
        reader = self._readers.get()
        try:
            will = self._read(reader, page, trial.new, trial.rule.about)
            known = self._was.get(key)
            if known == hashed(will):
                return (), ()
            if known and trial.has_examples:
                return ("",), ()
            was = self._read(reader, page, trial.old, trial.rule.about)
        except Unreadable:
            return None
        finally:
            self._readers.put(reader)
        if len(self._was) > OUTCOMES:
            self._was.clear()
        self._was[key] = hashed(was)
        return was, will

    def _read(
        self, reader: PageReader, page: SavedPage, profile: SourceProfile, about: str
    ) -> Lines:
        lines: Lines = reader.read(OUTCOME, page, profile, about=about, **as_fetched(page))
        return lines


def hashed(lines: Lines) -> bytes:
    """Return what an outcome is known by."""
    return blake2b(repr(lines).encode("utf-8", "surrogatepass"), digest_size=8).digest()
