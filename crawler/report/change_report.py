"""What a re-extraction has changed, for the terminal, programs and a page in reports/."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from heapq import heappush, heappushpop
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from scrapy.signalmanager import SignalManager

from crawler.changes import KINDS, Difference, FileChange, Outcome
from crawler.console import print_table, printable
from crawler.output import folder_of
from crawler.run.verdict import count
from crawler.signals import file_reextracted
from crawler.system.whole_files import write_whole

SHOWN = 20  # differences on the page, the most telling
LISTED = 1000  # files that are left alone, by name
LONGEST = 4000  # characters of a difference that are shown

_DIGITS = re.compile(r"\d+")
Likes: TypeAlias = tuple[str, ...]  # of a source, see likes()


class ChangeReport:
    """Counts changes, and keeps the most telling of each kind; memory stays flat."""

    def __init__(self, signals: SignalManager) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by source
        self.edited: list[str] = []  # paths, the first LISTED
        self.rejected: list[str] = []
        self._telling: defaultdict[str, list[tuple[int, int, FileChange, Difference]]]
        self._telling = defaultdict(list)  # by kind
        self._likes: set[Likes] = set()  # what is in there, which is shown once
        self._number = 0
        signals.connect(self.changed, file_reextracted)

    def changed(self, change: FileChange) -> None:
        self.outcomes[change.outcome] += 1
        listed = {"edited": self.edited, "rejected": self.rejected}.get(change.outcome)
        if listed is not None and len(listed) < LISTED:
            listed.append(change.path)
        if change.outcome == "edited":
            return
        self.kinds[change.source].update(change.kinds)
        for difference in change.differences:
            self._number += 1
            if likes(change, difference) in self._likes:
                continue
            self._likes.add(likes(change, difference))
            one = (weight(difference), -self._number, change, difference)
            best = self._telling[difference.kind]
            if len(best) < SHOWN:
                heappush(best, one)
            else:
                self._likes.remove(likes(*heappushpop(best, one)[2:]))

    def telling(self) -> list[tuple[FileChange, Difference]]:
        """Return the most telling differences: of each kind in turn the next largest."""
        by_kind = [
            [(change, difference) for *_, change, difference in sorted(self._telling[kind])[::-1]]
            for kind in KINDS
        ]
        turns = (one for turn in zip_longest(*by_kind) for one in turn if one)
        return [one for one, _ in zip(turns, range(SHOWN), strict=False)]

    @property
    def totals(self) -> Counter[str]:
        """How many files have each kind of change."""
        return sum(self.kinds.values(), Counter())

    def lines(self) -> Iterator[str]:
        """Yield what became of the files, a sentence each."""
        for outcome in ("rewritten", "would be rewritten"):
            if number := self.outcomes[outcome]:
                yield f"{count(number, 'file')} {outcome}"
        if number := self.outcomes["rejected"]:
            yield f"{count(number, 'file')} with changes that were rejected"
        if number := self.outcomes["edited"]:
            names = ", ".join(self.edited[:5]) + ", …" * (number > 5)
            yield f"{count(number, 'file')} edited by hand, left as they are: {names}"
        if not self.outcomes:
            yield "No file would be another."

    def print(self, out: Console, page: Path | None) -> None:
        """Print the counts by kind, what became of the files, and where the page is."""
        if self.totals:
            print_table(out, self.table())
        for line in self.lines():
            out.out(printable(line), highlight=False)
        if page:
            out.out(f"Changes: {page}", highlight=False)

    def table(self) -> Table:
        """Return a line per kind, a column per source if there are few."""
        lines = Table(box=SIMPLE)
        names = sorted(self.kinds) if 1 < len(self.kinds) <= 5 else []
        lines.add_column("what is otherwise")
        for name in [*names, "files"]:
            lines.add_column(name or "-", justify="right")
        for kind in KINDS:
            if number := self.totals[kind]:
                cells = [str(self.kinds[name][kind] or "") for name in names]
                lines.add_row(kind, *cells, str(number))
        return lines

    def write(self, output: Path, run: str, missing: int) -> Path:
        """Write the page and its JSON, and return the page's path; raises OSError.

        missing: articles whose page the archive does not have.
        """
        from crawler.report.html_page import change_page  # Jinja takes a while to load

        page = folder_of(output, "reports") / f"{run}-changes.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        found: dict[str, Any] = {
            "run": run,
            "outcomes": dict(self.outcomes),
            "kinds": {kind: self.totals[kind] for kind in KINDS if self.totals[kind]},
            "sources": {name: dict(kinds) for name, kinds in sorted(self.kinds.items())},
            "missing": missing,
            "edited": self.edited,
            "rejected": self.rejected,
            "telling": [
                {
                    "code": change.code,
                    "path": change.path,
                    "url": change.url,
                    "source": change.source,
                    "outcome": change.outcome,
                    **{name: text[:LONGEST] for name, text in asdict(difference).items()},
                }
                for change, difference in self.telling()
            ],
        }
        rows = json.dumps(found, ensure_ascii=False, indent=1)
        for path, text in ((page.with_suffix(".json"), rows), (page, change_page(found))):
            write_whole(path, text.encode("utf-8", "backslashreplace"))
        return page


def likes(change: FileChange, difference: Difference) -> Likes:
    """Return what a difference has in common with those of other files: all but its numbers."""
    texts = (_DIGITS.sub("0", text[:LONGEST]) for text in (difference.before, difference.after))
    return change.source, difference.kind, *texts


def weight(difference: Difference) -> int:
    """Return how telling a difference is: how much text is otherwise."""
    return abs(len(difference.before) - len(difference.after)) * 4 + max(
        len(difference.before), len(difference.after)
    )
