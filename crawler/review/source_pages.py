"""What is furniture or text on all pages of a source: shown on some of them, then written."""

from collections.abc import Mapping
from dataclasses import asdict

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.archive.page_archive import PageArchive
from crawler.ledger import ledger_to_read
from crawler.profiles.editing import StaleProfile
from crawler.review.asking import ask
from crawler.review.desk.desk import desk, entry_of
from crawler.review.desk.page_reading import NotRead, archived
from crawler.review.desk.rules import NAMES, TARGETS, Rule, rules_for
from crawler.review.desk.source_correction import add_to_profile, file_of_rule
from crawler.review.desk.trials import trial
from crawler.review.inbox import natural
from pipelines.decisions.holding import Undecidable

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
        rules = rules_for(found, reading, model)
        chosen = rules[min(how, len(rules) - 1)]
        if chosen.target == "article":
            file, tried = None, None
        else:
            file = file_of_rule(here, entry.source, chosen)
            tried = trial(here, ledger, entry.source, chosen, found.text, file)
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
        tried = trial(here, ledger, entry.source, chosen, "", file)
    return render_template(
        "category.jinja", code=code, source=entry.source, chosen=chosen, trial=tried, file=file
    )


@pages.post("/source/<source>/rule")
def rule(source: str) -> Response:
    """Add a line to a source's model or profile, and have its articles taken anew."""
    here, added, code = desk(), rule_of(request.form), request.form.get("code", "")
    if source not in here.profiles():
        raise NotFound(f"No profile is named {source!r}.")
    try:
        if added.target == "profile":
            sentence, act = add_to_profile(here, source, added, request.form.get("stamp", ""))
            here.rework.start(source)
            flash(f"{sentence}.|{act}", "done")
        elif added.target == "model":
            what = f"have the model of {source} {added.overrule} {added.value or added.place}"
            ask({"kind": "rule", "source": source, "rule": asdict(added)}, what)
        else:
            asked = {"kind": "without", "codes": [code], "line": added.value}
            ask(asked, f"have {code} be without “{added.value[:60]}”")
    except (StaleProfile, Undecidable) as problem:
        raise Conflict(f"Nothing was changed: {problem}.") from problem
    return redirect(url_for("article.show", code=code) if code else url_for("inbox.show"), 303)


def rule_of(form: Mapping[str, str]) -> Rule:
    """Return the rule of a form; raises BadRequest."""
    key = next((key for key in TARGETS if key == form.get("key")), None)
    if key is None:
        raise BadRequest(f"There is no such list: {form.get('key')!r}.")
    place, value = form.get("place", ""), form.get("value", "")
    needs = [place] * (key in ("furniture", "places", "categories"))
    needs += [value] * (key != "places")
    if not all(one.strip() for one in needs):
        raise BadRequest("There is nothing in this form to be added.")
    return Rule(key, value, place, "keep" if form.get("overrule") == "keep" else "drop")
