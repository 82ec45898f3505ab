"""The list of articles, what can be decided of them there, and what was decided before."""

from collections.abc import Mapping
from datetime import date, timezone
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from crawler.review.catalogue.choosing import COUNTED, FACETS, Choice, found
from crawler.review.desk.asking import ask
from crawler.review.desk.deciding import KINDS
from crawler.review.desk.desk import Desk, desk
from crawler.review.runs_page import last_run
from crawler.review.shown_values import reader_zone
from pipelines.decisions.holding import Undecidable
from pipelines.decisions.journal import KEPT

ACTS = 100  # that the page of decisions shows

pages = Blueprint("inbox", __name__)


@pages.get("/")
def show() -> str:
    """Return the page of the list that was asked for."""
    here = desk()
    here.keeper.refresh_soon()
    choice, faults = choice_of(request.args)
    with here.keeper.catalogue.open() as connection:
        articles = found(connection, choice)
    return render_template(
        "inbox.jinja",
        choice=choice,
        faults=faults,
        found=articles,
        most=COUNTED,
        waits=waits(here),
        zones=here.keeper.zones,
        last=last_run(here.options.output) if choice.view == "inbox" else None,
        facets={facet: here.keeper.facets.get(facet, []) for facet in FACETS},
        query=query_of(choice),
        progress=here.keeper.progress,
        problem=here.keeper.problem,
    )


@pages.post("/decide")
def decided() -> Response | str:
    """Carry out what was decided of the marked articles, and lead back to the list."""
    what, codes = request.form.get("what", ""), request.form.getlist("code")
    if what not in KINDS:
        raise BadRequest("publish, hold or drop?")
    back = back_of(request.form.get("back", ""))
    if not codes:
        flash("Mark an article first: the box before its title, or the key x.", "bad")
        return redirect(back, 303)
    if what == "drop" and not request.form.get("is_sure"):
        return render_template("drop.jinja", codes=codes, back=back)
    named = codes[0] if len(codes) == 1 else f"{len(codes)} articles"
    ask({"kind": "decide", "what": what, "codes": codes}, f"{what} {named}")
    return redirect(back, 303)


@pages.get("/decisions")
def decisions() -> str:
    """Return the page of what was decided before."""
    waiters = desk().waiting.all()
    return render_template(
        "decisions.jinja", acts=desk().journal.acts(ACTS), most=ACTS, waiters=waiters
    )


@pages.post("/undo")
def undone() -> Response:
    """Take a decision back, and lead to where that was asked for."""
    try:
        number = natural(request.form.get("act", ""))
        sentences = (act.sentence for act in desk().journal.acts(KEPT) if act.number == number)
        sentence = next(sentences, f"decision {number}")
        ask({"kind": "undo", "act": number}, f"take back “{sentence}”")
    except (Undecidable, ValueError) as problem:
        flash(f"Not taken back: {problem}", "bad")
    return redirect(back_of(request.form.get("back", "")), 303)


@pages.post("/forget")
def forgotten() -> Response:
    """Have a decision wait no more, and lead to where that was asked for."""
    try:
        desk().waiting.carried_out(natural(request.form.get("waiter", "")))
    except ValueError as problem:
        flash(f"Nothing was changed: {problem}", "bad")
    return redirect(url_for("inbox.decisions"), 303)


def natural(text: str) -> int:
    """Return the number of a form; raises ValueError for what is none, or too large to be one."""
    if not text.isdecimal() or len(text) > 9:
        raise ValueError("there is nothing with this number")
    return int(text)


def waits(here: Desk) -> dict[str, str]:
    """Return for the code of each article that a decision waits for what that is."""
    return {
        code: one.sentence
        for one in here.waiting.all()
        for code in one.codes
        if one.problem is None
    }


def choice_of(values: Mapping[str, str]) -> tuple[Choice, list[str]]:
    """Return what a query asks for, and what of it can't be understood."""
    faults, days = list[str](), dict[str, date | None]()
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(values[name]) if values.get(name) else None
        except ValueError:
            faults.append(f"{values[name]!r} is no day: write it as 2026-11-28")
    page = values.get("page", "1")
    choice = Choice(
        view="all" if values.get("view") == "all" else "inbox",
        words=values.get("q", ""),
        page=max(int(page), 1) if page.isdecimal() and len(page) < 10 else 1,
        source=values.get("source", ""),
        category=values.get("category", ""),
        language=values.get("language", ""),
        fate=values.get("fate", ""),
        since=days.get("since"),
        until=days.get("until"),
        zone=reader_zone() or timezone.utc,
    )
    return choice, faults


def query_of(choice: Choice) -> dict[str, Any]:
    """Return what leads to the same list again, but for its page."""
    values = {
        "view": choice.view if choice.view == "all" else None,
        "q": choice.words,
        **{facet: getattr(choice, facet) for facet in FACETS},
        "since": choice.since and choice.since.isoformat(),
        "until": choice.until and choice.until.isoformat(),
    }
    return {name: value for name, value in values.items() if value}


def back_of(place: str) -> str:
    """Return a place on this server to lead back to; the inbox for any other."""
    is_here = place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()
    return place if is_here else url_for("inbox.show")
