"""Shows on a terminal how far a run has got, one line per source; elsewhere nothing is shown."""

import sys
from collections import Counter
from logging import FileHandler, StreamHandler
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.log import get_scrapy_root_handler
from twisted.internet.task import LoopingCall

from crawler.console import fitted
from crawler.fates import NEW
from crawler.items import Fate
from crawler.run.fate_recorder import FateRecorder
from crawler.run.tally import Tally

LINES = 15  # sources shown, the busiest; all of them are in the sum
SECONDS = 0.5  # from one picture to the next
# Blanks that do not break: a head on two lines would leave one behind when the table grows.
HEADS = ("found", "fetched", "written", "left", "pages/s", "time\u00a0left")
NARROW = ("written", "left", "time\u00a0left")
WIDE = 80  # columns of the screen, from which all of them are shown


class LiveProgress:
    """Draws the Tally in the reactor's own thread, above which log lines scroll by."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._start = monotonic()
        self._live = Live(
            console=Console(stderr=True), auto_refresh=False, transient=True, redirect_stdout=False
        )
        self._drawing = LoopingCall(self._draw)
        crawler.signals.connect(self.engine_started, signals.engine_started)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LiveProgress":
        if not crawler.settings.getbool("PROGRESS_ENABLED") or not sys.stderr.isatty():
            raise NotConfigured
        return cls(crawler)

    def engine_started(self) -> None:
        self._live.start()
        self._log_to(sys.stderr)  # which writes above the picture from now on
        self._drawing.start(SECONDS)

    def spider_closed(self) -> None:
        if self._drawing.running:
            self._drawing.stop()
            self._live.stop()
            self._log_to(sys.stderr)

    def _draw(self) -> None:
        fates = self._crawler.get_extension(FateRecorder)
        if fates is not None:
            width = self._live.console.width
            table = progress_table(fates.tally, monotonic() - self._start, width)
            self._live.update(fitted(table, width), refresh=True)

    def _log_to(self, stream: TextIO) -> None:
        handler = get_scrapy_root_handler()
        if isinstance(handler, StreamHandler) and not isinstance(handler, FileHandler):
            handler.setStream(stream)


def progress_table(tally: Tally, seconds: float, width: int = WIDE) -> Table:
    """Return a line per source that has pages, the busiest first, and one for all of them.

    width: columns of the screen; a narrow one has only what matters most.
    """
    table = Table(box=None)
    shown = [number for number, head in enumerate(HEADS) if width >= WIDE or head in NARROW]
    table.add_column("")
    for number in shown:
        table.add_column(HEADS[number], justify="right")
    waiting = Counter(tally.open.values())
    all_left = (seconds_left(tally.fates[name], waiting[name], seconds) for name in waiting)
    left = [one for one in all_left if one is not None]
    names = sorted({*tally.fates, *waiting}, key=lambda name: (-waiting[name], name))
    for name in names[:LINES] if len(names) > 1 else ():
        row = cells(tally.fates[name], waiting[name], seconds)
        table.add_row(name or "other sites", *(row[number] for number in shown))
    ahead = tally.expected - tally.seen - tally.known.total()
    row = cells(tally.totals, waiting.total() + max(ahead, 0), seconds)
    if not tally.expected:  # else the pages of all sources wait in one line
        row[-1] = clock(max(left)) if left else ""  # sites are read side by side: the slowest
    table.add_row("all", *(row[number] for number in shown))
    return table


def seconds_left(fates: Counter[Fate], left: int, seconds: float) -> float | None:
    """Return how long the pages of a source will take, None if none has come yet."""
    settled = fates.total()
    return left * seconds / settled if settled else None


def cells(fates: Counter[Fate], left: int, seconds: float) -> list[str]:
    """Return what is found, fetched, written and left, at what rate, and the time it will take."""
    settled = fates.total()
    rate = settled / seconds if seconds else 0.0
    numbers = [settled + left, settled, sum(fates[fate] for fate in NEW), left]
    ahead = seconds_left(fates, left, seconds)
    time_left = "" if ahead is None else clock(ahead)
    return [*map(str, numbers), f"{rate:.1f}", time_left]


def clock(seconds: float) -> str:
    """Return a time as 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
