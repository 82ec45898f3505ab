"""Replays of an archive: by number of processes, beside an archive of any size, and for memory."""

import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import all_pages, distinct, sample, write_archive
from benchmarks.speed.past import fill
from benchmarks.speed.processes import Usage, measured, scrapy

PROCESSES = (0, 1, 2, 4)
ROUNDS = 3
CORES = 2
PAST = (1_000, 10_000, 100_000, 1_000_000)


def replay(archive: Path, output: Path, **settings: object) -> Usage:
    """Replay an archive and return what it took."""
    changes = {"OUTPUT_DIR": output, "PROGRESS_ENABLED": False, **settings}
    return measured(scrapy("crawl", "replay", "-a", f"path={archive}", "--quiet", **changes))


def by_processes(corpora: Path, share: float) -> Figures:
    """Measure a replay with 0 (in line), 1, 2 and 4 worker processes, in turns."""
    taken: dict[int, list[Usage]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "pages.warc.gz"
        pages = (html for html, _ in sample(corpora, max(20, int(1000 * share))))
        number = write_archive(archive, pages)
        for turn in range(ROUNDS):
            for processes in PROCESSES:
                output = Path(name) / f"{processes}-{turn}"
                taken[processes].append(replay(archive, output, EXTRACTION_PROCESSES=processes))
    figures = Figures(
        f"Replay of {number} pages by processes, {ROUNDS} times in turns",
        ("EXTRACTION_PROCESSES", "pages/s", "CPU ms a page", "main process", "MB at most"),
    )
    seconds = {}
    for processes, runs in taken.items():
        seconds[processes] = median(one.seconds for one in runs)
        cost = 1000 * median(one.cpu for one in runs) / number
        of_main = 1000 * median(one.main_cpu for one in runs) / number
        peak = max(one.peak for one in runs) / 1e6
        figures.add(str(processes), number / seconds[processes], cost, of_main, peak)
    gain = seconds[0] / seconds[CORES]  # in line, all is done by one process
    claim = f"pages/s with {CORES} processes, of {CORES} times that in line"
    figures.targets = [Target(claim, gain / CORES, 0.9, True)]
    return figures


def by_past(corpora: Path, share: float) -> Figures:
    """Measure the same replay beside archives of 1,000 to 1,000,000 articles."""
    figures = Figures(
        "Replay by the number of articles that the ledger has",
        ("articles", "pages/s", "CPU ms a page", "main process", "ledger MB"),
    )
    costs = {}
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "pages.warc.gz"
        pages = (html for html, _ in sample(corpora, max(20, int(400 * share))))
        number = write_archive(archive, pages)
        for past in (int(size * share) or 1 for size in PAST):
            output = Path(name) / str(past)
            fill(output / "ledger.sqlite", past, past)
            size = (output / "ledger.sqlite").stat().st_size
            one = replay(archive, output)
            costs[past] = 1000 * one.cpu / number
            rate = number / one.seconds
            figures.add(f"{past:,}", rate, costs[past], 1000 * one.main_cpu / number, size / 1e6)
    least, most = min(costs), max(costs)
    figures.targets = [
        Target("CPU with the most, of that with the least", costs[most] / costs[least], 1.1)
    ]
    return figures


def memory(corpora: Path, share: float) -> Figures:
    """Measure the memory of all processes over 20,000 pages."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "pages.warc.gz"
        number = write_archive(archive, distinct(all_pages(corpora), max(50, int(20_000 * share))))
        one = replay(archive, Path(name) / "output")
    figures = Figures(
        f"Memory of all processes over {number} pages", ("part of the run", "MB at most")
    )
    halves = (one.peak_between(0, 0.5), one.peak_between(0.5, 1))
    for part, peak in zip(("first half", "second half"), halves, strict=True):
        figures.add(part, peak / 1e6)
    figures.targets = [
        Target("MB at most", one.peak / 1e6, 600),
        Target("second half, of the first", halves[1] / halves[0], 1.05),
    ]
    return figures
