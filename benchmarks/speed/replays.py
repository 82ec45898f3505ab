"""Replays of an archive: by number of processes, beside an archive of any size, and for memory."""

import tempfile
from pathlib import Path

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import all_pages, distinct, sample, write_archive
from benchmarks.speed.past import fill
from benchmarks.speed.processes import Usage, measured, scrapy

PROCESSES = (0, 1, 2, 4)
CORES = 2
PAST = (1_000, 10_000, 100_000, 1_000_000)


def replay(archive: Path, output: Path, **settings: object) -> Usage:
    """Replay an archive and return what it took."""
    changes = {"OUTPUT_DIR": output, "PROGRESS_ENABLED": False, **settings}
    return measured(scrapy("crawl", "replay", "-a", f"path={archive}", "--quiet", **changes))


def by_processes(corpora: Path, share: float) -> Figures:
    """Measure a replay with 0 (in line), 1, 2 and 4 worker processes."""
    with tempfile.TemporaryDirectory() as name:
        archive = Path(name) / "pages.warc.gz"
        pages = (html for html, _ in sample(corpora, max(20, int(1000 * share))))
        number = write_archive(archive, pages)
        taken = {
            processes: replay(archive, Path(name) / str(processes), EXTRACTION_PROCESSES=processes)
            for processes in PROCESSES
        }
    figures = Figures(
        f"Replay of {number} pages by processes",
        ("EXTRACTION_PROCESSES", "pages/s", "CPU ms a page", "main process", "MB at most"),
    )
    for processes, one in taken.items():
        costs = (1000 * one.cpu / number, 1000 * one.main_cpu / number)
        figures.add(str(processes), number / one.seconds, *costs, one.peak / 1e6)
    gain = taken[0].seconds / taken[CORES].seconds  # in line, all is done by one process
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
