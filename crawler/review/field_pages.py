"""Where all articles of a source have a field: chosen on a page, shown on all, then written."""

from typing import NamedTuple

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import Conflict, NotFound

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage, Unreadable
from crawler.ledger import Entry, ledger_to_read
from crawler.profiles.checks import css_selector, language, zone
from crawler.review.desk.desk import Desk, desk, entry_of
from crawler.review.desk.page_reading import NotRead, archived
from crawler.review.desk.rules import Rule
from crawler.review.desk.source_correction import file_of_rule, trial_of
from crawler.review.source_pages import FIRST_LOOK
from crawler.workers.page_reader import as_fetched

ELEMENTS = "crawler.library.tried_page:elements"
WHAT = {  # field of SELECTABLE, or language: for people
    "headline": "title",
    "description": "description",
    "authors": "authors",
    "section": "section",
    "date_published": "date",
    "date_modified": "date of the last change",
    "image": "picture",
    "caption": "caption of the picture",
    "credit": "credit",
    "language": "language",
}

pages = Blueprint("field", __name__)


class PageElement(NamedTuple):
    """An element of a page that may hold a field."""

    selector: str
    text: str
    found: int  # elements of the page that the selector finds


@pages.get("/article/<code>/field/<name>")
def show(code: str, name: str) -> str:
    """Ask where a field is; once that is said, show what it changes."""
    if name not in WHAT:
        raise NotFound(f"There is no field {name!r} that a profile can say more of.")
    here = desk()
    rule, problem = asked_rule(name)
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        page = page_of(here, entry, PageArchive(here.options.output, ledger))
        if rule:
            file = file_of_rule(here, entry.source, rule)
    if rule:
        trial = here.counting.look(trial_of(here, entry.source, rule, "", file), FIRST_LOOK)
        return render_template(
            "source_rule.jinja",
            code=code,
            source=entry.source,
            question=question(rule, entry.source),
            chosen=rule,
            file=file,
            trial=trial,
            other=url_for("field.show", code=code, name=name),
        )
    sought = request.args.get("sought", "")
    return render_template(
        "field.jinja",
        code=code,
        source=entry.source,
        name=name,
        what=WHAT[name],
        now=value_now(here, page, name),
        sought=sought,
        given=request.args.get("css") or request.args.get("to") or "",
        problem=problem,
        elements=elements(here, entry, page, name, sought) if name != "language" else [],
    )


def asked_rule(name: str) -> tuple[Rule | None, str]:
    """Return the rule that a query asks for, None and what is wrong with it, or None and ""."""
    wanted = (
        (css_selector, "css", Rule("selectors", request.args.get("css", "").strip(), name)),
        (language, "to", Rule("language", request.args.get("to", "").strip())),
        (zone, "zone", Rule("timezone", request.args.get("zone", "").strip())),
    )
    for check, key, rule in wanted:
        if key not in request.args:
            continue
        if key == "css" and name == "language":
            continue
        try:
            check(rule.value)
        except ValueError as problem:
            return None, f"{rule.value!r} {problem}"
        return rule, ""
    return None, ""


def question(rule: Rule, source: str) -> str:
    """Return what is asked of a person who has seen what a rule changes."""
    if rule.key == "language":
        return f"Are the articles of {source} in {rule.value}?"
    if rule.key == "timezone":
        return f"Does {source} print its times in the zone {rule.value}?"
    return f"Take the {WHAT[rule.place]} of all articles of {source} from {rule.value}?"


def page_of(here: Desk, entry: Entry, archive: PageArchive) -> SavedPage:
    """Return the page of an article of a source; raises Conflict if there is none."""
    if entry.source not in here.profiles():
        raise Conflict(
            "No profile knows this site, so there is none to add a line to. "
            f"scrapy newsource {entry.url} drafts one."
        )
    try:
        return archived(archive, entry)
    except NotRead as problem:
        raise Conflict(str(problem)) from problem


def value_now(here: Desk, page: SavedPage, name: str) -> str:
    """Return what a page gives for a field today, "" for nothing."""
    try:
        reading = here.reading(page)
    except NotRead as problem:
        raise Conflict(str(problem)) from problem
    if name == "caption":
        return reading.caption
    return next((one.value for one in reading.fields.get(name, ())), "")


def elements(
    here: Desk, entry: Entry, page: SavedPage, name: str, sought: str
) -> list[PageElement]:
    """Return the elements of a page that may hold a field."""
    more = {"field": name, "sought": sought, **as_fetched(page)}
    try:
        found = here.reader.read(ELEMENTS, page, here.profile(entry.source), **more)
    except Unreadable as problem:
        raise Conflict(f"Its page can't be read: {problem.reason}") from problem
    return [PageElement(*one) for one in found]
