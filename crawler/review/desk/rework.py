"""Runs `scrapy reextract` for the sources that were corrected, beside the requests, one at a time.

It is a program of its own, as extraction takes all cores and a run has its own lock.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition, Thread
from time import sleep

from scrapy.settings import BaseSettings

from crawler.output import folder_of
from crawler.system.whole_files import write_whole

LOCKED = 75  # its exit code while a run is at work
PATIENCE = 15  # seconds until it is tried again then

_PAGE = re.compile(r"Changes: .*?([\w.-]+)-changes\.html")  # its last line


@dataclass(frozen=True, slots=True)
class State:
    """How far it is."""

    source: str
    text: str
    is_over: bool = False
    is_well: bool = True
    run: str | None = None  # whose report says more


class Rework:
    """The sources that wait, and the one whose articles are being taken from their pages anew."""

    def __init__(self, settings: BaseSettings, ended: Callable[[], None]) -> None:
        """Take over the settings of the command line; ended: is called after each source."""
        self.state: State | None = None  # None: there was none since the server began
        self._given = given_settings(settings)
        self._ended = ended
        self._file = folder_of(settings["OUTPUT_DIR"], "review") / "anew.txt"
        self._waiting: list[str] = []
        self._at_work: list[str] = []  # one at most
        self._changed = Condition()
        self._thread: Thread | None = None

    def start(self, source: str) -> None:
        """Have a source's turn come; one that waits already has one turn."""
        with self._changed:
            if source not in self._waiting:
                self._waiting.append(source)
                self._remember()
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()

    def resume(self) -> None:
        """Go on with the sources whose turn had not come when an earlier server ended."""
        lines = self._file.read_text("utf-8").splitlines() if self._file.is_file() else []
        for source in filter(None, lines):
            self.start(source)

    def wait(self, seconds: float) -> None:
        """Return when no source waits, or after so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._thread is None, seconds)

    def _work(self) -> None:
        while True:
            with self._changed:
                self._at_work = self._waiting[:1]
                self._remember()
                if not self._waiting:
                    self._thread = None
                    self._changed.notify_all()
                    return
                source = self._waiting.pop(0)
            self.state = State(source, "its articles are being taken from their pages anew")
            while (done := self._run(source)).returncode == LOCKED:
                self.state = State(source, "waits for the end of the run that is at work")
                sleep(PATIENCE)
            lines = (done.stdout or done.stderr).strip().splitlines()
            page = _PAGE.fullmatch(lines[-1]) if lines else None
            if page:
                lines.pop()
            text = lines[-1] if lines else f"ended with {done.returncode}"
            is_well, run = done.returncode == 0, page[1] if page else None
            self.state = State(source, text, is_over=True, is_well=is_well, run=run)
            self._ended()

    def _remember(self) -> None:
        """Keep the sources that wait, as the server may end before their turn comes."""
        sources = dict.fromkeys((*self._at_work, *self._waiting))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._file, "".join(f"{source}\n" for source in sources).encode())

    def _run(self, source: str) -> "subprocess.CompletedProcess[str]":
        words = [sys.executable, "-m", "scrapy", "reextract", "--source", source, *self._given]
        return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def given_settings(settings: BaseSettings) -> Sequence[str]:
    """Return what the command line said of settings, as another one would say it."""
    names = [name for name in settings if (settings.getpriority(name) or 0) >= 40]
    return [f"-s{name}={settings[name]}" for name in names if name.isupper()]
