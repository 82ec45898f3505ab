"""A run's report as one HTML page that needs no network and no script."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.fates import FATES, NEW
from crawler.report import charts
from crawler.report.articles import by_source, is_web

PAGES = Environment(
    loader=PackageLoader("crawler.report", "."),
    autoescape=True,  # a page's title may hold anything
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
PAGES.tests["web"] = is_web


def html_page(report: Mapping[str, Any], run: str, output: Path) -> str:
    """Return the page of a report as its JSON has it.

    run: the name of its files; output: where those of the articles are.
    """
    progress = report["progress"]
    stacks = {name or "other sites": source["fates"] for name, source in report["sources"].items()}
    return PAGES.get_template("page.jinja").render(
        report=report,
        run=run,
        when=shown_time(report["started"]),
        fates=FATES,
        articles=list(by_source(report, output)),
        charts=charts,
        columns=charts.columns(progress["bars"], progress["seconds_a_bar"]),
        stacks=stacks,
        most=max((sum(stack.values()) for stack in stacks.values()), default=0) or 1,
    )


def change_page(found: Mapping[str, Any]) -> str:
    """Return the page of what a re-extraction has changed, as its JSON has it."""
    return PAGES.get_template("changes.jinja").render(found=found)


def index_page(runs: Sequence[Mapping[str, Any]]) -> str:
    """Return the page that lists runs, which come in their order."""
    counted = [
        {
            **run,
            "new": sum(run["fates"].get(fate, 0) for fate in NEW),
            "when": shown_time(run["run"].partition(".")[0]),
            "spider": run["run"].rpartition("-")[2],
        }
        for run in runs
    ]
    most = max((run["new"] for run in counted), default=0) or 1
    return PAGES.get_template("index.jinja").render(lately=counted, most=most)


def shown_time(moment: str) -> str:
    """Return an ISO 8601 time as people write it, and a text that is none as it is."""
    for form in ("%Y%m%dT%H%M%S", "%Y-%m-%d %H:%M:%S%z"):
        try:
            time = datetime.strptime(moment, form)
        except ValueError:
            continue
        return f"{time.day} {time:%B %Y, %H:%M}"
    return moment
