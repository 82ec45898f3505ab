"""CPU time a page: our extraction beside trafilatura's, taken in turns in one process.

    python -m benchmarks.speed                # 200 pages of the corpora
    python -m benchmarks.speed --pages 1000

Each page comes once: an extractor that keeps answers would be fast the second time. Without
corpora, the saved pages that ship with the project serve.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean, median
from time import process_time

import trafilatura
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import corpus_names, corpus_pages
from crawler.archive import SavedPage
from crawler.extraction import extract_article
from crawler.profiles import GENERIC
from crawler.saved_pages import saved_pages

ROOT = Path(__file__).resolve().parent.parent
PEER = "trafilatura"
WARM_UP = 10  # every tenth page comes before the measured ones

Page = tuple[bytes, str]  # HTML, URL
Contestant = Callable[[bytes, str], object]

CONTESTANTS: Mapping[str, Contestant] = {
    "extract_article": lambda html, url: extract_article(html, url, GENERIC),
    PEER: lambda html, url: trafilatura.extract(
        html, url=url, output_format="markdown", with_metadata=True
    ),
}


def sample(corpora: Path, most: int) -> list[Page]:
    """Return at most so many pages, evenly from all corpora."""
    pages = [
        (page.html, page.url)
        for name in corpus_names(corpora)
        for page in corpus_pages(corpora, name)
    ] or [
        (page.body, page.url)
        for page in saved_pages(ROOT / "tests" / "fixtures")
        if isinstance(page, SavedPage)
    ]
    step = max(1, len(pages) // most)
    return pages[::step][:most]


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


def times_table(times: Mapping[str, Sequence[float]], peer: str) -> Table:
    """Return a line a contestant: CPU milliseconds a page, and what all pages take of the peer."""
    table = Table(box=SIMPLE)
    for heading in ("CPU ms a page", "median", "mean", "slowest", f"% of {peer}"):
        table.add_column(heading, justify="left" if heading.startswith("CPU") else "right")
    for name, seconds in times.items():
        cells = (median(seconds), fmean(seconds), max(seconds))
        share = 100 * sum(seconds) / sum(times[peer])
        table.add_row(name, *(f"{1000 * cell:.1f}" for cell in cells), f"{share:.0f}")
    return table


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "corpora")
    parser.add_argument("--pages", type=int, default=200)
    args = parser.parse_args()
    pages = sample(args.corpora, args.pages)
    seconds_a_page(CONTESTANTS, pages[::WARM_UP])  # what is loaded once takes no page's time
    del pages[::WARM_UP]
    times = seconds_a_page(CONTESTANTS, pages)
    console = Console(highlight=False)
    console.print(f"{len(pages)} pages, each once")
    console.print(times_table(times, PEER))
    return 0


if __name__ == "__main__":
    sys.exit(main())
