"""The runs, and the report of each in the look of the other pages."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, render_template
from werkzeug.exceptions import NotFound

from crawler.fates import FATES, NEW
from crawler.output import folder_of
from crawler.report import charts
from crawler.review.catalogue.choosing import card_of
from crawler.review.desk.desk import desk

RUNS = 100  # that are listed
OF_SOURCE = 10  # runs that the page of a source lists
LAST = 64 * 1024  # bytes at the end of the list of runs, in which the last one is
SHOWN = 100  # articles of a source, and pages in trouble

_NAME = re.compile(r"[\w.-]+")

pages = Blueprint("runs", __name__)


@pages.get("/runs")
def show_all() -> str:
    """Return the page of the last runs."""
    output = desk().options.output
    runs = [
        {**run, "has_report": report_file(output, run["run"]).is_file()} for run in lately(output)
    ]
    most = max((new(run) for run in runs), default=0) or 1
    return render_template("runs.jinja", runs=runs[:RUNS], new=new, most=most)


@pages.get("/runs/<run>")
def show(run: str) -> str:
    """Return the report of a run."""
    output = desk().options.output
    file = report_file(output, run)
    if not _NAME.fullmatch(run) or not file.is_file():
        raise NotFound(
            f"There is no report of {run!r}. REPORTS_KEPT says of how many runs they stay."
        )
    report: dict[str, Any] = json.loads(file.read_text("utf-8"))
    progress = report.get("progress") or {"bars": [], "seconds_a_bar": 1}
    return render_template(
        "run.jinja",
        run=run,
        report=report,
        fates=FATES,
        charts=charts,
        columns=charts.columns(progress["bars"], progress["seconds_a_bar"]),
        articles=by_source(report.get("articles", ())),
        shown=SHOWN,
        titles=titles(report.get("held", ())),
    )


def report_file(output: Path, run: str) -> Path:
    """Return where the report of a run is; run: its name, or anything."""
    return folder_of(output, "reports") / f"{run if _NAME.fullmatch(run) else '-'}.json"


def lately(output: Path) -> list[dict[str, Any]]:
    """Return what is kept of the last runs, the newest first; a line that is cut off is none."""
    file = folder_of(output, "reports") / "runs.jsonl"
    found = []
    for line in file.read_text("utf-8", "replace").splitlines() if file.is_file() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found[::-1]


def last_run(output: Path) -> dict[str, Any] | None:
    """Return what is kept of the last run that has a report; None if there is none."""
    file = folder_of(output, "reports") / "runs.jsonl"
    try:
        with file.open("rb") as lines:
            lines.seek(max(0, file.stat().st_size - LAST))
            last: dict[str, Any] = json.loads(lines.read().splitlines()[-1])
    except (OSError, ValueError, IndexError):
        return None
    return last if report_file(output, last["run"]).is_file() else None


def runs_of(output: Path, source: str) -> list[Mapping[str, Any]]:
    """Return the last runs that read a source and have a report, each with its fates there."""
    found = list[Mapping[str, Any]]()
    for run in (run for run in lately(output) if source in run.get("sources", ())):
        if len(found) == OF_SOURCE:
            break
        try:
            report = json.loads(report_file(output, run["run"]).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if figures := report.get("sources", {}).get(source):
            found.append({**run, "fates": figures["fates"]})
    return found


def new(run: Mapping[str, Any]) -> int:
    """Return how many articles a run has given."""
    return sum(run["fates"].get(fate, 0) for fate in NEW)


def by_source(articles: Sequence[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return what a run has written by source, each with the code that its file is named by."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in articles:
        code = re.search(r"ART\d{10}[A-Z]{6}", one["path"])
        found[one["source"]].append({**one, "code": code[0] if code else None})
    return dict(sorted(found.items()))


def titles(held: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the titles of held articles by their codes, which their files are named by."""
    codes = [Path(one["path"]).stem for one in held[:SHOWN]]
    with desk().keeper.catalogue.open() as connection:
        cards = (card_of(connection, code) for code in codes)
        return {card.code: card.title for card in cards if card}
