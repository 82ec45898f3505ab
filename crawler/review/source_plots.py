"""What a source gave day by day, as small plots under one another, each with its own scale."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from crawler.profiles.schedule import duration

SHOWN = 60  # days
FIELDS = ("headline", "authors", "date_published", "image", "body")
HEIGHT = 48  # of a plot; a day is STEP wide
STEP = 10

Counts: TypeAlias = Mapping[str, int]  # see crawler/run/health.py


@dataclass(frozen=True, slots=True)
class DayBar:
    """A day of a plot."""

    x: int
    height: float
    title: str
    is_bad: bool = False  # stands on the other bar of its day
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure over the days; of a day without it there is no bar."""

    name: str
    about: str
    most: str  # what the full height stands for
    latest: str  # the figure of the last day that has it
    bars: Sequence[DayBar]


@dataclass(frozen=True, slots=True)
class Figure:
    """How a figure is made of a day's counts."""

    name: str
    about: str
    of: Callable[[Counts], float | None]  # None: the day does not say
    unit: str = ""
    top: float | None = None  # of the scale; None: the greatest of its days
    needs_whole_day: bool = False  # today says nothing yet


def share(part: str, whole: str, times: int = 1) -> Callable[[Counts], float | None]:
    """Return what makes a mean of a sum and a count, or with 100 times a percentage."""
    return lambda counts: times * counts.get(part, 0) / counts[whole] if counts.get(whole) else None


def hours_between_polls(counts: Counts) -> float | None:
    """Return how many hours lay between two polls of a day, on average."""
    return 24 / counts["polls"] if counts.get("polls") else None


def figures(poll_interval: str) -> Iterator[Figure]:
    """Yield the figures of a source beside its articles; poll_interval: as its profile has it."""
    yield Figure(
        "Fit to the model",
        "percent of the pages that fit it",
        share("fitting", "modelled", 100),
        " %",
        100,
    )
    yield Figure(
        "Dropped",
        "percent of a page's text that is none of the article",
        share("dropped", "judged"),
        " %",
        100,
    )
    yield Figure("Length", "characters of an article", share("characters", "articles"))
    planned = duration(poll_interval).total_seconds() / 3600
    yield Figure(
        "Poll interval",
        f"hours between two polls; the profile asks for {planned:g}",
        hours_between_polls,
        " h",
        needs_whole_day=True,
    )
    yield Figure(
        "Unanswered polls", "percent of them", share("unanswered", "polls", 100), " %", 100
    )
    for name in FIELDS:
        words = name.replace("_", " ")
        of = share(f"has {name}", "articles", 100)
        yield Figure(f"With {words}", "percent of the articles", of, " %", 100)


def plots(counts: Mapping[date, Counts], last: date, poll_interval: str) -> list[Plot]:
    """Return the plots of a source's last days, those without any figure left out."""
    first = last - timedelta(days=SHOWN - 1)
    days = [first + timedelta(days=n) for n in range(SHOWN)]
    made = [plot(figure, days, counts) for figure in figures(poll_interval)]
    return [articles(days, counts), *(one for one in made if one.bars)]


def plot(figure: Figure, days: Sequence[date], counts: Mapping[date, Counts]) -> Plot:
    """Return the plot of one figure."""
    values = {
        n: value
        for n, day in enumerate(days[:-1] if figure.needs_whole_day else days)
        if (value := figure.of(counts.get(day, {}))) is not None
    }
    top = figure.top or max(values.values(), default=0) or 1
    bars = [
        DayBar(n * STEP, max(HEIGHT * value / top, 1), f"{days[n]}: {written(value)}{figure.unit}")
        for n, value in values.items()
    ]
    latest = f"{written(values[max(values)])}{figure.unit}" if values else ""
    return Plot(figure.name, figure.about, f"{written(top)}{figure.unit}", latest, bars)


def articles(days: Sequence[date], counts: Mapping[date, Counts]) -> Plot:
    """Return the plot of articles, and on top of them of pages that gave none and should have."""
    both = [
        (n, counts[day].get("articles", 0), counts[day].get("lost", 0))
        for n, day in enumerate(days)
        if counts.get(day, {}).get("pages")
    ]
    top = max((given + lost for _, given, lost in both), default=0) or 1
    bars = list[DayBar]()
    for n, given, lost in both:
        own, theirs = HEIGHT * given / top, HEIGHT * lost / top
        bars.append(DayBar(n * STEP, own, f"{days[n]}: {given} articles"))
        if lost:
            bars.append(DayBar(n * STEP, theirs, f"{days[n]}: {lost} failures", True, own))
    given, lost = both[-1][1:] if both else (0, 0)
    about = "articles a day; red: pages that gave none and should have"
    latest = f"{given}" + (f" and {lost} failures" if lost else "")
    return Plot("Articles", about, f"{top}", latest, bars)


def written(value: float) -> str:
    """Return a figure with as many digits as say something."""
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
