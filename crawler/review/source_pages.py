"""What is furniture or text on all pages of a source: shown on all of them, then written."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.archive.page_archive import PageArchive
from crawler.ledger import ledger_to_read
from crawler.profiles.editing import StaleProfile
from crawler.review.desk.asking import ask
from crawler.review.desk.desk import Desk, desk, entry_of
from crawler.review.desk.page_reading import NotRead, archived
from crawler.review.desk.rules import NAMES, PAIRS, TARGETS, Rule, rules_for
from crawler.review.desk.source_correction import (
    add_to_profile,
    file_of_rule,
    trial_of,
)
from crawler.review.inbox import natural
from pipelines.decisions.holding import Undecidable
from pipelines.document.overrides import ALSO, added, read_overrides

HAVE = {"without": "be without", "also": "hold"}  # what an article's rule does
FIRST_LOOK = 6.0  # seconds; what is tried after them is shown as it comes

pages = Blueprint("source", __name__)


@pages.post("/article/<code>/block")
def block(code: str) -> str:
    """Show what it would change to say of a block that it is what it is not taken for."""
    here = desk()
    number, text = request.form.get("block", "").partition(":")[0], request.form.get("text", "")
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        if entry.source not in here.profiles():
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
        model = here.profile(entry.source).model
        rules = rules_for(found, reading, model, paragraphs_added(here, code))
        chosen = rules[min(how, len(rules) - 1)]
    file = tried = None
    if chosen.target != "article":
        file = file_of_rule(here, entry.source, chosen)
        tried = here.counting.look(
            trial_of(here, entry.source, chosen, found.text, file), FIRST_LOOK
        )
    return render_template(
        "rule.jinja",
        code=code,
        source=entry.source,
        block=found,
        rules=rules,
        chosen=chosen,
        names=NAMES,
        trial=tried,
        file=file,
        has_model=model is not None,
        fit=reading.fit,
    )


@pages.get("/article/<code>/category")
def category(code: str) -> str:
    """Show what it would change to give all articles of an article's section its new category."""
    here, value = desk(), request.args.get("to", "")
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
        if entry.source not in here.profiles():
            raise Conflict("No profile knows this site, so there is none to name its sections.")
        try:
            reading = here.reading(archived(PageArchive(here.options.output, ledger), entry))
        except NotRead as problem:
            raise Conflict(str(problem)) from problem
        section = next((one.value for one in reading.fields.get("section", ())), "")
        if not section:
            raise Conflict(
                "Its page names no section, so the category can be this article's alone."
            )
    chosen = Rule("categories", value, section)
    file = file_of_rule(here, entry.source, chosen)
    return render_template(
        "source_rule.jinja",
        code=code,
        source=entry.source,
        question=f"{value} for all articles of “{section}” of {entry.source}?",
        chosen=chosen,
        trial=here.counting.look(trial_of(here, entry.source, chosen, "", file), FIRST_LOOK),
        file=file,
        other=url_for("field.show", code=code, name="section"),
    )


@pages.get("/trial/<number>")
def counted(number: str) -> str:
    """Return how far the trial of a rule is, as a part of a page."""
    trial = desk().counting.find(number)
    if trial is None:
        raise NotFound("This is not being counted any more: load the page again.")
    return render_template("trial.jinja", trial=trial)


def paragraphs_added(here: Desk, code: str) -> list[str]:
    """Return the paragraphs that a person has added to an article."""
    values = read_overrides(here.options.output).of.get(code, {})
    return [words for _, words in added(values.get(ALSO, ""))]


@pages.post("/source/<source>/rule")
def rule(source: str) -> Response:
    """Add a line to a source's model or profile, and have its articles taken anew."""
    here, new, code = desk(), rule_of(request.form), request.form.get("code", "")
    if source not in here.profiles():
        raise NotFound(f"No profile is named {source!r}.")
    try:
        if new.target == "profile":
            sentence, act = add_to_profile(here, source, new, request.form.get("stamp", ""))
            here.rework.start(source)
            flash(f"{sentence}.|{act}", "done")
        elif new.target == "model":
            what = f"have the model of {source} {new.overrule} {new.value or new.place}"
            ask({"kind": "rule", "source": source, "rule": asdict(new)}, what)
        else:
            asked = {"kind": new.key, "codes": [code], "line": new.value}
            ask(asked, f"have {code} {HAVE[new.key]} “{new.value[:60]}”")
    except (StaleProfile, Undecidable) as problem:
        raise Conflict(f"Nothing was changed: {problem}.") from problem
    return redirect(url_for("article.show", code=code) if code else url_for("inbox.show"), 303)


def rule_of(form: Mapping[str, str]) -> Rule:
    """Return the rule of a form; raises BadRequest."""
    key = next((key for key in TARGETS if key == form.get("key")), None)
    if key is None:
        raise BadRequest(f"There is no such list: {form.get('key')!r}.")
    place, value = form.get("place", ""), form.get("value", "")
    needs = [place] * (key in ("furniture", "places", *PAIRS))
    needs += [value] * (key != "places")
    if not all(one.strip() for one in needs) or (key == "also" and not added(value)):
        raise BadRequest("There is nothing in this form to be added.")
    return Rule(key, value, place, "keep" if form.get("overrule") == "keep" else "drop")
