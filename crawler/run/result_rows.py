"""The rows of `-a results=FILE`: what became of an address, as CSV or as JSON lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from crawler.errors import ArgumentError
from crawler.fates import fates_where

FORMATS = (".csv", ".jsonl", ".jl")
# Beside the fates: the page is for a later run; an earlier run settled it, and known=skip is set.
LEFT, KNOWN = "left", "known"
FINAL = (*fates_where(lambda row: row.is_settled), KNOWN)


@dataclass(frozen=True, slots=True)
class Result:
    """A row; its names are the columns, and "" is what is not known."""

    asked_url: str  # as it stands in the list; of a saved page without an address its file
    final_url: str = ""  # after redirects
    canonical_url: str = ""  # of the article
    fate: str = ""
    reason: str = ""
    code: str = ""  # of the article; for a duplicate that of the one that is kept
    path: str = ""  # of its file, relative to OUTPUT_DIR
    title: str = ""  # not known of a page that was not read, as when it is "not modified"
    seconds: str = ""  # that the site took to answer

    @property
    def is_final(self) -> bool:
        """Whether asking again would give the same."""
        return self.fate in FINAL


COLUMNS = tuple(field.name for field in fields(Result))


def checked_format(path: Path) -> str:
    """Return the ending of a file of results; raises ArgumentError for one that is not known."""
    if path.suffix not in FORMATS:
        raise ArgumentError(f"-a results={path}: must end in {', '.join(FORMATS)}")
    return path.suffix


def head(form: str) -> str:
    """Return the line above the rows, "" if there is none."""
    return _csv_line(COLUMNS) if form == ".csv" else ""


def line(row: Result, form: str) -> str:
    """Return a row as a line of a file."""
    values = asdict(row)
    if form == ".csv":
        return _csv_line(values.values())
    return json.dumps(values, ensure_ascii=False) + "\n"


def rows(path: Path, form: str) -> Iterator[Result]:
    """Yield the rows of a file, without a line that broke off; raises ArgumentError.

    That is for a file that holds something else, which is not to be written over.
    """
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        found = csv.DictReader(file) if form == ".csv" else map(_values, file)
        is_first = True
        for values in found:
            if set(values) == set(COLUMNS) and None not in values.values():
                yield Result(**values)
            elif is_first:
                raise ArgumentError(
                    f"-a results={path}: the file holds something else; name another"
                )
            is_first = False


def _values(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def _csv_line(values: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(values)
    return text.getvalue()
