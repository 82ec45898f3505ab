"""The end of a run as a person reads it: what became of every page, and what went wrong."""

from collections.abc import Collection, Sequence
from pathlib import Path
from time import monotonic

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.console import print_table, printable
from crawler.fates import FATES, NEW
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry
from crawler.run.tally import Refusal, Tally, Trouble, Wait
from crawler.run.verdict import Verdict, count
from crawler.signals import article_displaced, article_moved

SHOWN = 10  # failures on the console; the rest are counted


class Summary:
    """Keeps the time and the first file written; the command prints it when all is over."""

    def __init__(self, crawler: Crawler) -> None:
        self.first_file: Path | None = None
        self._output = Path(crawler.settings["OUTPUT_DIR"])
        self._start = monotonic()
        crawler.signals.connect(self.item_scraped, signals.item_scraped)
        crawler.signals.connect(self.article_displaced, article_displaced)
        crawler.signals.connect(self.article_moved, article_moved)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Summary":
        return cls(crawler)

    def item_scraped(self, item: Article | FiledArticle) -> None:
        if self.first_file is None and isinstance(item, FiledArticle) and item.fate in NEW:
            self.first_file = self._output / item.path

    def article_displaced(self, entry: Entry) -> None:
        """Forget a file that is gone; that of the better copy, which comes next, is named."""
        if entry.path and self.first_file == self._output / entry.path:
            self.first_file = None

    def article_moved(self, path: str, new: str) -> None:
        """Name the file as it is called now."""
        if self.first_file == self._output / path:
            self.first_file = self._output / new

    def print(self, console: Console, tally: Tally, verdict: Verdict, report: Path | None) -> None:
        """Print the table, the failures, the first file, the report and the verdict."""
        seconds = monotonic() - self._start
        if tally.seen or tally.left or (not tally.waits and tally.next_due is None):
            is_many = len(tally.sources) > 1
            print_table(console, sources_table(tally) if is_many else fates_table(tally))
        known = tally.known.total()
        if len(tally.sources) < 2 and known:  # else a column of the table has it
            links = count(known, "link")
            console.out(f"known: {links}, settled by an earlier run or too old", highlight=False)
        if tally.passed_over:
            console.out(passed_over_line(tally.passed_over), highlight=False)
        for line in (
            *trouble_lines(tally),
            *held_lines(tally),
            *wait_lines(tally),
            *refusal_lines(tally),
        ):
            console.out(line, highlight=False)
        if self.first_file:
            console.out(f"First file: {shown(self.first_file)}", highlight=False)
        if report:
            console.out(f"Report: {shown(report)}", highlight=False)
        style = "bold red" if verdict.exit_code else "bold green"
        console.print(
            Text(printable(verdict.sentence), style=style),
            Text(f"({seconds:.1f} s)"),
            soft_wrap=True,
        )


def fates_table(tally: Tally) -> Table:
    """Return one line per fate; the numbers add up to the pages seen."""
    table = Table(box=SIMPLE, show_footer=True)
    table.add_column("what became of it", "seen")
    table.add_column("pages", str(tally.seen), justify="right")
    for name, number in outcome(tally, {*tally.fates, *tally.left}):
        table.add_row(name, str(number))
    return table


def sources_table(tally: Tally) -> Table:
    """Return one line per source, one column per fate that occurs."""
    sources = list(dict.fromkeys([*tally.sources, *tally.fates, *tally.left]))
    totals = dict(outcome(tally, sources))
    table = Table(box=SIMPLE, show_footer=True)
    table.add_column("source", "all")
    for name, total in totals.items():
        table.add_column(name, str(total), justify="right")
    table.add_column("seen", str(tally.seen), justify="right")
    table.add_column("known", str(tally.known.total()), justify="right")
    for source in sources:
        numbers = dict(outcome(tally, [source]))
        cells = [numbers.get(name, 0) for name in totals]
        cells += [sum(numbers.values()), tally.known[source]]
        table.add_row(source or "-", *(str(cell or "") for cell in cells))
    return table


def outcome(tally: Tally, sources: Collection[str]) -> list[tuple[str, int]]:
    """Return the fates of the sources' pages and how many have each, those left at the end."""
    rows: list[tuple[str, int]] = [
        (fate, sum(tally.fates[source][fate] for source in sources)) for fate in FATES
    ]
    rows.append(("left", sum(tally.left[source] for source in sources)))
    return [(name, number) for name, number in rows if number]


def held_lines(tally: Tally) -> list[str]:
    """Return a line for each article that is held: why, and its file."""
    lines = [
        printable(f"held: {one.reason}: {path}: {one.url}" + f" [{one.source}]" * bool(one.source))
        for path, one in list(tally.held.items())[:SHOWN]
    ]
    rest = len(tally.held) - len(lines)
    return [*lines, f"… and {rest} more"] if rest else lines


def wait_lines(tally: Tally) -> list[str]:
    """Return a line for each host or source that is left alone: why, until when, and what waits."""
    lines = [wait_line(wait) for wait in list(tally.waits.values())[:SHOWN]]
    rest = len(tally.waits) - len(lines)
    return [*lines, f"… and {rest} more"] if rest else lines


def wait_line(wait: Wait) -> str:
    """Return why something of a source is left, until when, and how much."""
    parts = ((wait.listings, "listing"), (wait.pages, "page"))
    much = " and ".join(count(number, word) for number, word in parts if number)
    source = f" [{wait.source}]" if wait.source else ""
    return printable(f"left: {wait.reason}: {much}{source}")


def refusal_lines(tally: Tally) -> list[str]:
    """Return a line for each listing of which its source's rules leave nothing."""
    lines = [refusal_line(refusal) for refusal in tally.refusals[:SHOWN]]
    rest = len(tally.refusals) - len(lines)
    return [*lines, f"… and {rest} more"] if rest else lines


def refusal_line(refusal: Refusal) -> str:
    """Return which listing holds nothing that its source's rules take for an article."""
    much = count(refusal.pages, "address").replace("addresss", "addresses")
    return printable(f"refused: no article in {much}: {refusal.url} [{refusal.source}]")


def passed_over_line(names: Sequence[str]) -> str:
    """Return how many files held no page, and the names of the first."""
    shown = ", ".join(names[:3]) + ", …" * (len(names) > 3)
    return printable(f"passed over: {count(len(names), 'file')} without a page: {shown}")


def trouble_lines(tally: Tally) -> list[str]:
    """Return a line for each failure, the listings first; past SHOWN they are only counted."""
    troubles = [*tally.broken_listings, *tally.troubles]
    lines = [trouble_line(trouble) for trouble in troubles[:SHOWN]]
    rest = len(tally.broken_listings) + tally.in_trouble - len(lines)
    return [*lines, f"… and {rest} more"] if rest else lines


def trouble_line(trouble: Trouble) -> str:
    """Return what happened to which page."""
    source = f" [{trouble.source}]" if trouble.source else ""
    return printable(f"{trouble.fate}: {trouble.reason}: {trouble.url}{source}")


def shown(path: Path) -> Path:
    """Return a path as a person would name it from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
