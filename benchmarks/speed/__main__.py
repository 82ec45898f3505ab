"""The command: `python -m benchmarks.speed [--only crawl,ledger] [--share 0.05] [--save]`.

--share makes all of it smaller, for a quick look; figures that are kept are of the full size. With
--save they go to benchmarks/speed.json, speed.md and speed.svg.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console

from benchmarks.speed.crawls import against_the_plain_spider, nothing_new
from benchmarks.speed.extraction import beside_trafilatura, by_size
from benchmarks.speed.figures import Figures, page, save
from benchmarks.speed.pages import CORPORA
from benchmarks.speed.past import long_memory
from benchmarks.speed.replays import by_past, by_processes, memory
from benchmarks.speed.starts import start_up
from benchmarks.speed.worst import hostile_pages

KEPT = Path(__file__).resolve().parent.parent / "speed.json"

# Corpora, and the share of the full size: figures.
PARTS: Mapping[str, Callable[[Path, float], Figures]] = {
    "extraction": beside_trafilatura,
    "sizes": by_size,
    "start": start_up,
    "crawl": against_the_plain_spider,
    "cron": nothing_new,
    "processes": by_processes,
    "past": by_past,
    "ledger": long_memory,
    "hostile": hostile_pages,
    "memory": memory,
}


def main() -> int:
    """Run the parts, print their tables and return 1 if a target is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--save", action="store_true")
    args = parser.parse_args()
    console = Console(highlight=False, width=120)
    parts = {}
    for name in args.only.split(","):
        parts[name] = PARTS[name](args.corpora, args.share)
        console.print(parts[name].table())
        for target in parts[name].targets:
            console.print(str(target))
        if args.save:
            keep(parts)
    return int(not all(target.is_met for part in parts.values() for target in part.targets))


def keep(parts: Mapping[str, Figures]) -> None:
    """Write the figures, the page of tables and the plot."""
    from benchmarks.speed.plot import plot

    kept = save(parts, KEPT)
    ordered = {name: kept[name] for name in PARTS if name in kept}
    introduction = ["Made by `python -m benchmarks.speed --save`.", "", "![](speed.svg)"]
    KEPT.with_suffix(".md").write_text(page(ordered.values(), introduction), "utf-8")
    plot(ordered, KEPT.with_suffix(".svg"))


if __name__ == "__main__":
    sys.exit(main())
