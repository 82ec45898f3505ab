"""The forms by which an article, or all of a source, is corrected."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.ledger import ledger_to_read
from crawler.review.catalogue.choosing import alike, card_of
from crawler.review.desk.article_correction import (
    CHANGED,
    FIELDS,
    BeforeCorrection,
    changes_of,
    original_of,
    preview,
    standing,
)
from crawler.review.desk.asking import ask
from crawler.review.desk.clerk import Request
from crawler.review.desk.desk import desk, entry_of
from crawler.review.versions_page import compared
from pipelines.decisions.holding import Undecidable
from pipelines.document.reading import UnreadableFile

# Key of an override: the field of which a profile can say where it is.
PLACED = {
    **FIELDS,
    "category": "section",
    "caption": "caption",
}

pages = Blueprint("correction", __name__)


@pages.get("/article/<code>/correct")
def form(code: str) -> str:
    """Return the form over what an article's page says."""
    before = standing_of(code)
    return render_template(
        "correct.jinja", code=code, before=before, values=before.values, faults={}
    )


@pages.post("/article/<code>/correct")
def corrected(code: str) -> Response | str:
    """Show what a correction changes; once that is confirmed, carry it out."""
    before = standing_of(code)
    changes, faults = changes_of(request.form, before)
    if request.form.get("stamp", "") != before.stamp:
        raise Conflict(f"Nothing was changed: {code} {CHANGED}.")
    if request.form.get("is_sure") and changes and not faults:
        was = {key: before.values[key] for key in changes}
        asked = {"kind": "correct", "codes": [code], "changes": changes, "was": was}
        said = ", ".join(f"{key} “{value}”" for key, value in changes.items())
        carried_out(asked, f"correct {code}: {said}")
        return redirect(url_for("article.show", code=code), 303)
    if faults or not changes:
        values = {key: request.form.get(key, "") for key in FIELDS}
        return render_template(
            "correct.jinja",
            code=code,
            before=before,
            values=values,
            faults=faults or {"": "Nothing is changed yet: change a field, then go on."},
        )
    with ledger_to_read(desk().settings) as ledger:
        source = entry_of(ledger, code).source
    lines = list(compared(before.file, preview(desk(), before, changes)))
    return render_template(
        "correct_preview.jinja",
        code=code,
        before=before,
        changes=changes,
        lines=lines,
        section=before.section,
        source=source if source in desk().profiles() else "",
        placed=PLACED,
    )


@pages.get("/article/<code>/copy")
def copy(code: str) -> str:
    """Ask of which article this one is a copy; once one is named, show what that changes."""
    here, named = desk(), request.args.get("of", "").strip()
    before, problem, other = standing_of(code), "", None
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        if named:
            try:
                other = original_of(ledger, entry, named)
            except Undecidable as fault:
                problem = str(fault)
        copies = ledger.standings.copies(other.code) if other else ()
    with here.keeper.catalogue.open() as connection:
        title = before.values["title"]
        likely = [card for card in alike(connection, title) if card.code != code]
        shown = card_of(connection, other.code) if other else None
    return render_template(
        "copy.jinja",
        entry=entry,
        title=title,
        named=named,
        problem=problem,
        other=other,
        shown=shown,
        copies=copies,
        likely=likely,
    )


@pages.post("/article/<code>/copy")
def copied(code: str) -> Response:
    """Have an article be a copy of another."""
    here, of = desk(), request.form.get("of", "")
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        try:
            of = original_of(ledger, entry, of).code
        except Undecidable as problem:
            raise Conflict(f"Nothing was changed: {problem}.") from problem
    carried_out({"kind": "copy", "codes": [code], "of": of}, f"have {code} be a copy of {of}")
    return redirect(url_for("article.show", code=code), 303)


def carried_out(asked: Request, sentence: str) -> None:
    """Have a correction carried out, now or later; raises Conflict if it can't be."""
    try:
        ask(asked, sentence)
    except Undecidable as problem:
        raise Conflict(f"Nothing was changed: {problem}.") from problem


def standing_of(code: str) -> BeforeCorrection:
    """Return what is so of an article; raises NotFound if there is no file to correct."""
    here = desk()
    with ledger_to_read(here.settings) as ledger:
        entry = ledger.holder(code)
        if entry is None or entry.path is None:
            raise NotFound(f"There is no file of {code} to correct.")
        try:
            return standing(here, entry, ledger)
        except FileNotFoundError as error:
            raise NotFound(f"{entry.path} is gone: a person has deleted it.") from error
        except UnreadableFile as error:
            raise Conflict(f"{entry.path} can't be corrected: {error}") from error
