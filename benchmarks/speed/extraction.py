"""CPU time a page of extraction: beside trafilatura's, by size, and of the slowest pages.

Contestants take turns in one process, and each page comes once: an extractor that keeps answers
would be fast the second time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import fmean, median
from time import process_time

import trafilatura

from benchmarks.speed.figures import Figures, Target
from benchmarks.speed.pages import Page, sample, sized
from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

OURS, PEER = "extract_article", "trafilatura"
WARM_UP = 10  # every tenth page comes before the measured ones
SIZES = (20, 60, 200, 600, 2000)  # KiB
ENOUGH = 20  # pages of about one size
# In a language that only the model of languages knows, which takes most of a second to load.
LATIN = (
    b"<html><body><article><h1>Navis rediit</h1>"
    + b"".join(
        b"<p>%s nautae fessi ab insulis redierunt, et cives ad portum cum lucernis cucurrerunt, ut "
        b"naves onustas frumento vinoque viderent et filios suos salutarent.</p>" % day
        for day in (b"Prima luce", b"Meridie", b"Vespere", b"Media nocte", b"Postridie")
    )
    + b"</article></body></html>",
    "http://portus.example/navis",
)


Contestant = Callable[[bytes, str], object]

CONTESTANTS: Mapping[str, Contestant] = {
    OURS: lambda html, url: extract_article(html, url, GENERIC),
    PEER: lambda html, url: trafilatura.extract(
        html, url=url, output_format="markdown", with_metadata=True
    ),
}


def seconds_a_page(
    contestants: Mapping[str, Contestant], pages: Iterable[Page]
) -> dict[str, list[float]]:
    """Return each contestant's CPU time for each page.

    They take turns on every page, and begin in turns, so that none gains by its place.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for page in pages:
        for name in names:
            start = process_time()
            contestants[name](*page)
            times[name].append(process_time() - start)
        names.append(names.pop(0))
    return times


def compared(times: Mapping[str, Sequence[float]], peer: str) -> Figures:
    """Return one line per contestant: CPU milliseconds per page, and its share of the peer's."""
    number = len(times[peer])
    figures = Figures(
        f"Extraction of {number} pages",
        ("CPU ms a page", "median", "mean", "slowest", f"of {peer}"),
    )
    for name, seconds in times.items():
        cells = (1000 * median(seconds), 1000 * fmean(seconds), 1000 * max(seconds))
        figures.add(name, *cells, sum(seconds) / sum(times[peer]))
    return figures


def beside_trafilatura(corpora: Path, share: float) -> Figures:
    """Measure extract_article against trafilatura with metadata."""
    pages = sample(corpora, max(10, int(1000 * share)))
    seconds_a_page(CONTESTANTS, [LATIN, *pages[::WARM_UP]])  # what is loaded once is no page's cost
    del pages[::WARM_UP]
    times = seconds_a_page(CONTESTANTS, pages)
    figures = compared(times, PEER)
    cost = sum(times[OURS]) / sum(times[PEER])
    slowest = slowest_by_size([len(html) for html, _ in pages], times[OURS])
    figures.targets = [
        Target("CPU a page, of trafilatura's", cost, 0.5),
        Target("slowest 1 % of pages, of the median of their size", slowest, 5),
    ]
    return figures


def slowest_by_size(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Return what the quickest of the slowest 1 % takes, as a multiple of its size's median.

    Pages are of one size if it is between two powers of two; a size of few pages shows nothing.
    """
    by_size: dict[int, list[float]] = defaultdict(list)
    for size, time in zip(sizes, seconds, strict=True):
        by_size[int(log2(size or 1))].append(time)
    groups = [group for group in by_size.values() if len(group) >= ENOUGH] or [list(seconds)]
    ratios = sorted(time / median(group) for group in groups for time in group)
    return ratios[-max(1, len(ratios) // 100)]


def by_size(corpora: Path, share: float) -> Figures:
    """Measure pages of 20 KiB to 2 MiB; ten times the size should cost ten times as much."""
    del corpora
    figures = Figures("Extraction by size", ("page", "KiB", "CPU ms", f"CPU ms of {PEER}"))
    url, rounds = "https://herald.example/2024/story", 1 + int(8 * share)
    pages = {size: [(sized(size * 1024, n), url) for n in range(rounds + 1)] for size in SIZES}
    times = {}
    for size, alike in pages.items():
        taken = seconds_a_page(CONTESTANTS, alike)
        times[size] = {name: 1000 * median(seconds[1:]) for name, seconds in taken.items()}
    for size, cells in times.items():
        figures.add(f"{size} KiB", size, cells[OURS], cells[PEER])
    figures.targets = [
        Target(f"{after} KiB, of {before} KiB", times[after][OURS] / times[before][OURS], 12)
        for before, after in zip(SIZES, SIZES[2:], strict=False)
    ]
    return figures
