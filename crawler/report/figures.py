"""The figures of a run, gathered as its pages are settled; memory does not grow with them."""

import heapq
from collections import Counter
from dataclasses import dataclass, replace

from crawler.fates import NEW
from crawler.items import Article, Fate

LISTED = 1000  # new and updated articles named; the rest are counted
SLOWEST = 10
LONGEST = 5  # sources that held the run up
BARS = 60  # of the chart of the run's progress, at most twice as many


@dataclass(frozen=True, slots=True)
class Writing:
    """A file that the run wrote or changed."""

    path: str  # relative to OUTPUT_DIR
    headline: str
    source: str
    fate: Fate
    url: str = ""  # of the page


class Progress:
    """How many pages met which fate when: bars of equal width in seconds.

    When there are too many, two become one.
    """

    def __init__(self) -> None:
        self.width = 1.0
        self.bars: list[Counter[Fate]] = []

    def add(self, fate: Fate, seconds: float) -> None:
        """Count a page that was settled so long after the start."""
        while seconds >= self.width * BARS * 2:
            pairs = zip(self.bars[::2], [*self.bars[1::2], Counter()], strict=False)
            self.bars = [first + second for first, second in pairs]
            self.width *= 2
        bar = int(seconds / self.width)
        self.bars.extend(Counter() for _ in range(bar + 1 - len(self.bars)))
        self.bars[bar][fate] += 1


class Figures:
    """Everything in a run's report that the Tally does not hold."""

    def __init__(self) -> None:
        self.writings: list[Writing] = []
        self.progress = Progress()
        self._last: dict[str, float] = {}  # source: when its last page was settled
        self._slowest: list[tuple[float, str]] = []

    def settled(
        self,
        source: str,
        fate: Fate,
        article: Article | None,
        seconds: float,
        path: str = "",
    ) -> None:
        """Count a page that got its fate so long after the start; path: of its article's file."""
        self.progress.add(fate, seconds)
        self._last[source] = seconds
        if article is None:
            return
        if fate in NEW and len(self.writings) < LISTED:
            self.writings.append(
                Writing(path, article.headline, source, fate, article.canonical_url)
            )

    def displaced(self, path: str | None) -> None:
        """Take back a file that this run wrote and removed again for a better copy's sake."""
        self.writings = [writing for writing in self.writings if writing.path != path]

    def moved(self, path: str, new: str) -> None:
        """Note that a file that this run wrote has another name."""
        self.writings = [
            replace(writing, path=new) if writing.path == path else writing
            for writing in self.writings
        ]

    def answered(self, url: str, seconds: float) -> None:
        """Note how long a site took to answer."""
        place = heapq.heappush if len(self._slowest) < SLOWEST else heapq.heappushpop
        place(self._slowest, (seconds, url))

    @property
    def longest(self) -> list[tuple[str, float]]:
        """The sources that were done last, and after how many seconds."""
        return sorted(self._last.items(), key=lambda item: -item[1])[:LONGEST]

    @property
    def slowest(self) -> list[tuple[float, str]]:
        """The slowest answers in seconds, and their URLs."""
        return sorted(self._slowest, reverse=True)
