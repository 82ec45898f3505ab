"""Carries out what was decided: at once, or when the run that is at work has ended."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock, Thread
from time import sleep
from typing import Any, TypeAlias

from crawler.errors import UserError
from crawler.output import folder_of
from crawler.review.desk import article_correction, deciding, source_correction
from crawler.review.desk.deciding import Outcome
from crawler.review.desk.desk import Desk
from crawler.review.desk.rules import Rule
from crawler.system.lock import LockFile, RunLocked
from pipelines.decisions.holding import Undecidable
from pipelines.decisions.journal import Act

PAUSE = 1.0  # seconds between two looks whether the run has ended

Request: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waits:
    """A decision that is carried out when the run that is at work has ended."""

    sentence: str
    run: str  # what is said of it


class Clerk:
    """Carries decisions out one after the other, those that wait in a thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._starting = Lock()
        self._thread: Thread | None = None
        holder = folder_of(desk.options.output, "review") / ".waiting.lock"
        self._holding = LockFile(holder, str(holder), "output")  # another server may do it, too

    def ask(self, request: Request, sentence: str) -> Outcome | Waits:
        """Carry a decision out, or have it wait for the end of the run that is at work.

        Raises Undecidable, LedgerError or OSError, and then nothing is done.
        """
        try:
            return carry_out(self._desk, request)
        except RunLocked as locked:
            self._desk.waiting.add(request, sentence, self._desk.now())
            self.start()
            return Waits(sentence, str(locked))

    def start(self) -> None:
        """Begin to carry out what waits, if anything does."""
        with self._starting:
            if self._thread is None and self._desk.waiting.next():
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> None:
        """Return when nothing waits any more, or after so long."""
        if thread := self._thread:
            thread.join(seconds)

    def _work(self) -> None:
        while True:
            with self._starting:
                waiter = self._desk.waiting.next()
                if waiter is None:
                    self._thread = None
                    return
            try:
                self._holding.take("scrapy review")
                self._carry_out_first()
            except RunLocked:
                sleep(PAUSE)
            finally:
                self._holding.let_go()

    def _carry_out_first(self) -> None:
        """Carry out what has waited longest; raises RunLocked if it still has to."""
        waiting = self._desk.waiting
        if (waiter := waiting.next()) is None:
            return
        try:
            outcome = carry_out(self._desk, waiter.request)
        except RunLocked:
            raise
        except (Undecidable, UserError, OSError, sqlite3.Error) as problem:
            waiting.failed(waiter.number, str(problem))
        else:
            if outcome.problems:
                waiting.failed(waiter.number, "; ".join(outcome.problems))
            else:
                waiting.carried_out(waiter.number)


def carry_out(desk: Desk, request: Request) -> Outcome:
    """Carry out what a request asks for.

    Raises RunLocked, Undecidable, UserError or OSError, and then nothing is done.
    """
    return KINDS[request["kind"]](desk, request)


def decide(desk: Desk, request: Request) -> Outcome:
    """Publish, hold or drop articles."""
    return deciding.decide(desk, request["what"], request["codes"])


def correct(desk: Desk, request: Request) -> Outcome:
    """Have an article say what a person says."""
    (code,) = request["codes"]
    return article_correction.correct(desk, code, request["changes"], request["was"])


def copy_of(desk: Desk, request: Request) -> Outcome:
    """Have an article be a copy of another."""
    (code,) = request["codes"]
    return article_correction.make_copy(desk, code, request["of"])


def without(desk: Desk, request: Request) -> Outcome:
    """Have an article be without a paragraph."""
    (code,) = request["codes"]
    return article_correction.leave_out(desk, code, request["line"])


def also(desk: Desk, request: Request) -> Outcome:
    """Have an article hold a paragraph that was dropped."""
    (code,) = request["codes"]
    return article_correction.add_back(desk, code, request["line"])


def rule(desk: Desk, request: Request) -> Outcome:
    """Have the model of a source keep or drop a line."""
    source = request["source"]
    if source not in desk.profiles():
        raise Undecidable(f"no profile is named {source!r}")
    sentence, act = source_correction.add_to_model(desk, source, Rule(**request["rule"]))
    desk.rework.start(source)
    return Outcome(sentence, act, ())


def undo(desk: Desk, request: Request) -> Outcome:
    """Take a decision back."""
    act: Act = deciding.undo(desk, request["act"])
    return Outcome(f"Taken back: {act.sentence}", None, ())


KINDS: Mapping[str, Callable[[Desk, Request], Outcome]] = {
    "decide": decide,
    "correct": correct,
    "copy": copy_of,
    "without": without,
    "also": also,
    "rule": rule,
    "undo": undo,
}
