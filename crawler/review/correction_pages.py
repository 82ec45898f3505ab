"""The forms by which an article, or all of a source, is corrected."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.ledger import ledger_to_read
from crawler.review.desk.article_correction import (
    FIELDS,
    BeforeCorrection,
    changes_of,
    correct,
    preview,
    standing,
)
from crawler.review.desk.desk import desk
from crawler.review.versions_page import compared
from pipelines.decisions.holding import Undecidable
from pipelines.document.reading import UnreadableFile

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
    stamp = request.form.get("stamp", "")
    if request.form.get("is_sure") or stamp != before.stamp:
        try:
            sentence, act = correct(desk(), code, request.form, stamp)
        except Undecidable as problem:
            raise Conflict(f"Nothing was changed: {problem}.") from problem
        flash(f"{sentence}.|{act}", "done")
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
    lines = list(compared(before.file, preview(desk(), before, changes)))
    return render_template(
        "correct_preview.jinja", code=code, before=before, changes=changes, lines=lines
    )


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
