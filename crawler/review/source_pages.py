"""What is furniture or text on all pages of a source: shown on some of them, then written."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.archive.page_archive import PageArchive
from crawler.ledger import ledger_to_read
from crawler.profiles.editing import StaleProfile
from crawler.review.desk.desk import desk, entry_of
from crawler.review.desk.page_reading import NotRead, archived
from crawler.review.desk.source_correction import (
    KEYS,
    Rule,
    add_rule,
    profile_text,
    rules_for,
    trial,
)
from crawler.review.inbox import natural

pages = Blueprint("source", __name__)


@pages.post("/article/<code>/block")
def block(code: str) -> str:
    """Show what it would change to say of a block that it is what it is not taken for."""
    here = desk()
    number, text = request.form.get("block", "").partition(":")[0], request.form.get("text", "")
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        if not entry.source:
            raise Conflict(
                "No profile knows this site, so there is none to add a line to. "
                f"scrapy newsource {entry.url} drafts one."
            )
        try:
            reading = here.reading(archived(PageArchive(here.options.output, ledger), entry))
            found, how = reading.blocks[natural(number)], natural(request.form.get("how", "0"))
        except (NotRead, ValueError, IndexError) as problem:
            raise Conflict(f"That block is not there: {problem}") from problem
        if text and text != found.text:
            raise Conflict("The page was fetched again since: look at its blocks again.")
        rules = rules_for(found)
        chosen = min(how, len(rules) - 1)
        tried = trial(here, ledger, entry.source, rules[chosen], found.text)
    profile = profile_text(here, entry.source)
    return render_template(
        "rule.jinja",
        code=code,
        source=entry.source,
        block=found,
        rules=rules,
        chosen=chosen,
        names=KEYS,
        trial=tried,
        profile=profile,
    )


@pages.post("/source/<source>/rule")
def rule(source: str) -> Response:
    """Add a line to a source's profile, and have its articles taken from their pages anew."""
    here, form = desk(), request.form
    key = next((key for key in KEYS if key == form.get("key")), None)
    if key is None:
        raise BadRequest(f"A profile has no such list: {form.get('key')!r}.")
    added = Rule(key, form.get("value", ""))
    if source not in here.profiles():
        raise NotFound(f"No profile is named {source!r}.")
    try:
        sentence, act = add_rule(here, source, added, form.get("stamp", ""))
    except StaleProfile as problem:
        raise Conflict(f"Nothing was changed: {problem}.") from problem
    here.rework.start(source)
    flash(f"{sentence}.|{act}", "done")
    code = form.get("code", "")
    return redirect(url_for("article.show", code=code) if code else url_for("inbox.show"), 303)
