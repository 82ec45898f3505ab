"""What a part of the benchmark has measured: a table, and how it stands to its targets."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table


@dataclass(frozen=True)
class Target:
    """A figure and its bound."""

    claim: str
    value: float
    bound: float
    is_least: bool = False  # the bound is from below

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps to its bound."""
        return self.value >= self.bound if self.is_least else self.value <= self.bound

    def __str__(self) -> str:
        sign = ("≥" if self.is_least else "≤") if self.is_met else "MISSES"
        return f"{self.claim}: {self.value:.3g} ({sign} {self.bound:g})"


@dataclass
class Figures:
    """The table of one part; a row begins with its name."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[str | float, ...]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def add(self, *cells: str | float) -> None:
        """Add a row."""
        self.rows.append(cells)

    def table(self) -> Table:
        """Return it for a terminal."""
        table = Table(box=SIMPLE, title=self.title, title_justify="left")
        for number, heading in enumerate(self.headings):
            table.add_column(heading, justify="right" if number else "left")
        for row in self.rows:
            table.add_row(*map(shown, row))
        return table

    def markdown(self) -> str:
        """Return it for a page."""
        lines = [self.headings, ["---", *["---:"] * (len(self.headings) - 1)]]
        lines += [list(map(shown, row)) for row in self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        targets = "\n".join(f"- {target}" for target in self.targets)
        return f"## {self.title}\n\n{table}\n" + f"\n{targets}\n" * bool(targets)


def shown(cell: str | float) -> str:
    """Return a cell's text: three digits of a number that has a fraction."""
    if isinstance(cell, str):
        return cell
    return f"{cell:,.0f}" if float(cell).is_integer() or cell >= 100 else f"{cell:.3g}"


def save(parts: Mapping[str, Figures], path: Path) -> dict[str, Figures]:
    """Keep the parts in a JSON file beside those of former runs, and return them all."""
    kept = load(path)
    for name, figures in parts.items():
        kept[name] = figures
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    day = f"{datetime.now(timezone.utc):%Y-%m-%d}"
    kept_figures = {
        "machine": machine,
        "day": day,
        "parts": {n: asdict(f) for n, f in kept.items()},
    }
    path.write_text(json.dumps(kept_figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return kept


def load(path: Path) -> dict[str, Figures]:
    """Return the parts that a file keeps; none if there is no file."""
    if not path.exists():
        return {}
    parts = json.loads(path.read_text("utf-8"))["parts"]
    return {
        name: Figures(
            part["title"],
            tuple(part["headings"]),
            [tuple(row) for row in part["rows"]],
            [Target(**target) for target in part["targets"]],
        )
        for name, part in parts.items()
    }


def page(parts: Iterable[Figures], introduction: Sequence[str]) -> str:
    """Return all parts as one Markdown page, with lines on top that say how they came about."""
    return "\n".join(["# Speed", "", *introduction, "", *(part.markdown() for part in parts)])
