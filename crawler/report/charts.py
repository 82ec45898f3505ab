"""Where the bars of a report's charts lie; the page draws them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crawler.fates import FATES
from crawler.items import Fate

# In the order in which they are stacked.
COLOURS: Mapping[Fate, str] = {fate: row.colour for fate, row in FATES.items()}

WIDTH = 960.0  # of a chart; the page scales it
HEIGHT = 160.0  # of a chart of columns


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a stacked bar: how many pages met a fate."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    title: str  # shown when the pointer rests on it


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a source's bar."""

    share: float  # percent of the width
    colour: str
    title: str


def columns(stacks: Sequence[Mapping[Fate, int]], seconds: float) -> list[Bar]:
    """Return the bars of the run's progress; each stack stands for so many seconds."""
    most = max((sum(stack.values()) for stack in stacks), default=0) or 1
    step = WIDTH / max(len(stacks), 1)
    return [
        Bar(
            x=number * step,
            y=HEIGHT - (below + pages) * HEIGHT / most,
            width=step * 0.9,
            height=pages * HEIGHT / most,
            colour=COLOURS[fate],
            title=f"{pages} {fate}, {number * seconds:g} to {(number + 1) * seconds:g} s",
        )
        for number, stack in enumerate(stacks)
        for fate, pages, below in stacked(stack)
    ]


def parts(stack: Mapping[Fate, int], most: int) -> list[Part]:
    """Return the parts of a source's bar; most: pages of the longest."""
    return [
        Part(share=100 * pages / most, colour=COLOURS[fate], title=f"{pages} {fate}")
        for fate, pages, _ in stacked(stack)
    ]


def stacked(stack: Mapping[Fate, int]) -> Iterable[tuple[Fate, int, int]]:
    """Yield each fate of a stack, its pages, and how many lie below it."""
    below = 0
    for fate in COLOURS:
        if pages := stack.get(fate, 0):
            yield fate, pages, below
            below += pages
