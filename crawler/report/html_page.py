"""A run's report as one HTML page that needs no network and no script."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from crawler.report import charts

PAGES = Environment(
    loader=PackageLoader("crawler.report", "."),
    autoescape=True,  # a page's title may hold anything
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def html_page(report: Mapping[str, Any]) -> str:
    """Return the page of a report as its JSON has it."""
    progress = report["progress"]
    stacks = {name or "other sites": source["fates"] for name, source in report["sources"].items()}
    return PAGES.get_template("page.jinja").render(
        report=report,
        charts=charts,
        columns=charts.columns(progress["bars"], progress["seconds_a_bar"]),
        rows=charts.rows(stacks),
        stacks=stacks,
    )
