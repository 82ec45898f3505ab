"""What is no article: one page, or all addresses of a source that are like it."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from crawler.errors import ArgumentError
from crawler.ledger import Entry, ledger_to_read
from crawler.profiles.editing import StaleProfile
from crawler.review.catalogue.choosing import Named, card_of
from crawler.review.desk.address_rules import hits, patterns, rule_of_pattern, source_articles
from crawler.review.desk.asking import ask
from crawler.review.desk.desk import desk, entry_of
from crawler.review.desk.rules import Rule
from crawler.review.desk.source_correction import add_to_profile, profile_text
from pipelines.decisions.holding import Undecidable

SHOWN = 20  # of the articles that a pattern hits

pages = Blueprint("address", __name__)


@pages.get("/article/<code>/no-article")
def show(code: str) -> str:
    """Ask whether one page is meant or all like it; once that is said, show which they are."""
    here, entry = desk(), entry_with(code)
    with here.keeper.catalogue.open() as connection:
        card = card_of(connection, code)
    is_known = entry.source in here.profiles()
    chosen, problem = asked_rule() if is_known else (None, "")
    articles = source_articles(here, entry.source) if is_known else []
    found = hits(articles, chosen) if chosen else []
    return render_template(
        "no_article.jinja",
        code=code,
        title=card.title if card else code,
        url=entry.url,
        source=entry.source if is_known else "",
        choices=choices(articles, entry.url) if is_known else [],
        chosen=chosen,
        given=request.args.get("pattern", ""),
        problem=problem,
        hits=found,
        articles=len(articles),
        is_hit=any(one.code == code for one in found),
        file=profile_text(here, entry.source) if chosen else None,
        shown=SHOWN,
    )


@pages.post("/article/<code>/no-article")
def save(code: str) -> Response:
    """Have the profile ignore such addresses, and drop what is there as far as is asked."""
    here, entry = desk(), entry_with(code)
    chosen, problem = asked_rule()
    if chosen is None:
        raise Conflict(f"Nothing was changed: {problem or 'no pattern was given'}.")
    found = hits(source_articles(here, entry.source), chosen)
    try:
        stamp = request.form.get("stamp", "")
        sentence, act = add_to_profile(here, entry.source, chosen, stamp)
    except StaleProfile as stale:
        raise Conflict(f"Nothing was changed: {stale}.") from stale
    flash(f"{sentence}.|{act}", "done")
    dropped = {"one": [code], "all": [one.code for one in found]}
    if codes := dropped.get(request.form.get("drop", ""), []):
        named = codes[0] if len(codes) == 1 else f"{len(codes)} articles"
        try:
            ask({"kind": "decide", "what": "drop", "codes": codes}, f"drop {named}")
        except Undecidable as undecidable:
            flash(f"Left as it is: {undecidable}", "bad")
    return redirect(url_for("inbox.show"), 303)


def entry_with(code: str) -> Entry:
    """Return the article that has a code; raises NotFound."""
    with ledger_to_read(desk().settings) as ledger:
        return entry_of(ledger, code)


def asked_rule() -> tuple[Rule | None, str]:
    """Return the rule that a form asks for, or None and what is wrong with it, "" for nothing."""
    written = request.values.get("pattern", "").strip()
    try:
        return (rule_of_pattern(written), "") if written else (None, "")
    except ArgumentError as problem:
        return None, str(problem)


def choices(articles: Sequence[Named], url: str) -> list[tuple[str, int]]:
    """Return the patterns that take an address, each with how many of the articles it hits."""
    rules = map(rule_of_pattern, patterns(url))
    return [(rule.value, len(hits(articles, rule))) for rule in rules]
