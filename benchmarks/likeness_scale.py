"""How long it takes to find the copies of an article among a million others.

    python -m benchmarks.likeness_scale --articles 1000000

Fills a ledger with articles of the last eight weeks, as many marks each as news has, some of them
those of a stock sentence that its source puts under every article. Then it looks up new articles
and copies as a crawl does, which keeps each: with the file read for the first time, and again.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from crawler.clock import utc_now
from crawler.ledger import Ledger
from crawler.ledger.samples import MOST_OF_A_MARK, WEEKS_KEPT, week_of
from pipelines.text.likeness import LEAST, LEAST_SHARED, MOST, RATE

SOURCES = 100
STOCK = 3  # marks of a source's stock sentence
WORDS = (450, 0.6)  # median and spread (of the logarithm) of a news text's length
LOOK_UPS = 500

Keys = NDArray[np.int64]


class Press:
    """Makes the marks of articles that nobody has written."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.stock = self.keys(SOURCES * STOCK).reshape(SOURCES, STOCK)

    def keys(self, number: int) -> Keys:
        return self.random.integers(-(2**63), 2**63 - 1, number, dtype=np.int64)

    def sizes(self, number: int) -> Keys:
        """Return how many marks each of so many articles has of its own."""
        words = self.random.lognormal(np.log(WORDS[0]), WORDS[1], number)
        return np.clip(words / RATE, LEAST, MOST - STOCK).astype(np.int64)

    def article(self) -> list[int]:
        """Return the marks of one more article."""
        own = self.keys(int(self.sizes(1)[0]))
        return [*own.tolist(), *self.stock[self.random.integers(SOURCES)].tolist()]

    def week(self, number: int) -> tuple[Keys, Keys, Keys]:
        """Return the keys of a week's articles, and their marks with each one's article.

        These are in the ledger's order, and of a mark as many as it keeps.
        """
        articles, sizes = self.keys(number), self.sizes(number)
        stock = self.stock[self.random.integers(SOURCES, size=number)].ravel()
        marks = np.concatenate([self.keys(int(sizes.sum())), stock])
        owners = np.concatenate([np.repeat(articles, sizes), np.repeat(articles, STOCK)])
        order = np.lexsort((owners, marks))
        marks, owners = marks[order], owners[order]
        starts = np.flatnonzero(np.r_[True, marks[1:] != marks[:-1]])
        place = np.arange(len(marks)) - np.repeat(starts, np.diff(np.r_[starts, len(marks)]))
        return articles, marks[place < MOST_OF_A_MARK], owners[place < MOST_OF_A_MARK]


def fill(path: Path, press: Press, number: int) -> Iterator[list[int]]:
    """Put so many articles into a ledger; yield the marks of some."""
    Ledger(f"sqlite:///{path}").close()
    now = utc_now()
    database = sqlite3.connect(path)
    database.execute("PRAGMA synchronous=OFF")
    for back in reversed(range(WEEKS_KEPT)):
        week, at = week_of(now) - back, int((now - timedelta(weeks=back)).timestamp() * 1000)
        articles, marks, owners = press.week(number // WEEKS_KEPT)
        rows = ((week, *pair) for pair in zip(marks.tolist(), owners.tolist(), strict=True))
        database.executemany("INSERT INTO samples VALUES (?, ?, ?)", rows)
        database.executemany(
            "INSERT INTO articles (key, url, code, source, run, first_retrieved, retrieved, "
            "published, path, marks, revisions) VALUES (?, ?, ?, 'herald', 1, ?, ?, ?, ?, 60, 0)",
            (
                (
                    key,
                    f"https://herald.example/{key}",
                    f"ART{key}",
                    at,
                    at,
                    at,
                    f"articles/{key}.md",
                )
                for key in articles.tolist()
            ),
        )
        database.commit()
        if back in {0, 1}:
            for key in articles[: LOOK_UPS // 2].tolist():
                yield marks[owners == key].tolist()
    database.close()


def timed(ledger: Ledger, articles: list[list[int]]) -> tuple[list[float], int]:
    """Return the milliseconds of looking each up and keeping it, and how many copies it found."""
    now, times, found = utc_now(), [], 0
    for number, marks in enumerate(articles):
        url = f"https://herald.example/new/{number}"
        start = perf_counter()
        found += bool(ledger.remember_marks(url, marks, now, LEAST_SHARED))
        times.append((perf_counter() - start) * 1000)
    return times, found


def forget_cache(path: Path) -> None:
    """Make the system read the file from the disk again."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main() -> int:
    """Print the milliseconds of look-ups among so many articles."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    options = parser.parse_args()
    press = Press(1)
    with tempfile.TemporaryDirectory(prefix="likeness-") as folder:
        path = Path(folder, "ledger.sqlite")
        copies = list(fill(path, press, options.articles))
        size = path.stat().st_size
        forget_cache(path)
        start = perf_counter()
        ledger = Ledger(f"sqlite:///{path}")
        opened = perf_counter() - start
        news = [press.article() for _ in range(LOOK_UPS)]
        table = Table("milliseconds", "median", "99 of 100", "longest", "copies found", box=SIMPLE)
        for name, articles in (
            ("new articles, first reading", news),
            ("copies, first reading", copies),
            ("new articles", [press.article() for _ in range(LOOK_UPS)]),
            ("copies", copies),
        ):
            times, found = timed(ledger, articles)
            table.add_row(
                name,
                f"{median(times):.2f}",
                f"{quantiles(times, n=100)[98]:.2f}",
                f"{max(times):.2f}",
                f"{found} of {len(articles)}",
            )
        start = perf_counter()
        ledger.samples.forget(utc_now() + timedelta(weeks=1))
        ledger.commit()
        forgot = perf_counter() - start
        ledger.close()
    console = Console()
    console.print(table)
    console.print(
        f"{options.articles:,} articles in {size / 1e6:,.0f} MB; opened in {opened * 1000:.0f} ms; "
        f"a week forgotten in {forgot:.1f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
