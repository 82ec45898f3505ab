"""Prints what site memory gains.

    python -m benchmarks.memory              # all tables
    python -m benchmarks.memory sites        # sites made by code: furniture gone, text lost
    python -m benchmarks.memory fields       # sites that state fields wrongly: fields right
    python -m benchmarks.memory hosts        # hosts of the development corpora, without and with

A few minutes on two cores.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.memory.field_sites import SITES as FIELD_SITES
from benchmarks.memory.field_table import FIELDS, field_counts, field_rows
from benchmarks.memory.furniture_table import counts, rows
from benchmarks.memory.hosts import host_scores
from benchmarks.memory.sites import SITES
from benchmarks.quality import ROOT

# Corpus, and how many pages its hosts have: least and most.
HOSTS = (("daniel-dev", 5, 1000), ("i18n-dev", 2, 1000))
SHARED = ROOT.parent / "shared"


def furniture(count: int) -> Table:
    """Return the table of the sites made by code."""
    table = Table(title=f"{count} sites, percent of lines", box=SIMPLE, title_justify="left")
    for heading in ("pages learned from", "furniture gone", "text lost"):
        table.add_column(heading, justify="right")
    for row in rows(counts(range(count))):
        table.add_row(*row)
    return table


def fields(count: int) -> Table:
    """Return the table of the sites that state fields wrongly."""
    title = f"{count} sites, percent of pages with the field right"
    table = Table(title=title, box=SIMPLE, title_justify="left")
    for heading in ("pages learned from", *FIELDS):
        table.add_column(heading, justify="right")
    for row in field_rows(field_counts(range(count))):
        table.add_row(*row)
    return table


def hosts(corpora: Path, script: Path, corpus: str, least: int, most: int) -> Table:
    """Return the table of a corpus's hosts."""
    table = Table(title=f"{corpus}, hosts with {least} pages or more", box=SIMPLE)
    for heading in ("host", "pages", "F1", "with", "clean", "with"):
        table.add_column(heading, justify="left" if heading == "host" else "right")
    for host, score in host_scores(corpora, script, corpus, least, most).items():
        figures = (*score.f1, *score.clean)
        if score.f1[0] != score.f1[1] or host == "all":
            table.add_row(host, str(score.pages), *(f"{figure:.2f}" for figure in figures))
    return table


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", nargs="?", choices=("sites", "fields", "hosts"))
    parser.add_argument("--count", type=int, help=f"of sites; {SITES} and {FIELD_SITES}")
    parser.add_argument("--corpora", type=Path, default=SHARED / "corpora")
    parser.add_argument("--score", type=Path, default=SHARED / "score")
    args = parser.parse_args(arguments)
    console = Console(highlight=False)
    if args.table in (None, "sites"):
        console.print(furniture(args.count or SITES))
    if args.table in (None, "fields"):
        console.print(fields(args.count or FIELD_SITES))
    if args.table in (None, "hosts"):
        for corpus, least, most in HOSTS:
            console.print(hosts(args.corpora, args.score, corpus, least, most))


if __name__ == "__main__":
    main()
