"""The sources: how each is doing, its profile, and a new one."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict, NotFound
from werkzeug.wrappers import Response

from crawler.downloader.robots_rules import product_token
from crawler.errors import ArgumentError
from crawler.ledger import ledger_to_read
from crawler.profiles.editing import StaleProfile, stamp_of
from crawler.profiles.files import ProfileError
from crawler.report.source_states import source_states
from crawler.review.desk.desk import desk
from crawler.review.desk.profile_forms import drafted, save_profile
from crawler.review.desk.source_correction import profile_text
from crawler.review.runs_page import runs_of
from crawler.review.source_plots import SHOWN, figures, plots, written

NO_FILE = stamp_of(b"")  # what a profile that is not there yet is known by

pages = Blueprint("sources", __name__)


@pages.get("/sources")
def show_all() -> str:
    """Return the page of all sources."""
    here = desk()
    with ledger_to_read(here.settings) as ledger:
        token = product_token(here.settings)
        profiles, broken = here.readable_profiles()
        states = source_states(profiles, ledger, here.now(), token)
    return render_template("sources.jinja", states=states, broken=broken)


@pages.get("/sources/<name>")
def show(name: str) -> str:
    """Return the page of a source."""
    return source_page(name)


@pages.post("/sources/<name>")
def save(name: str) -> Response | str:
    """Keep a source's profile as the form has it, if it is one."""
    here, text = desk(), request.form.get("text", "")
    try:
        act = save_profile(here, name, text, request.form.get("stamp", ""))
    except StaleProfile as problem:
        raise Conflict(f"Nothing was changed: {problem}.") from problem
    except ProfileError as problem:
        if any(name in profiles for profiles in here.readable_profiles()):
            return source_page(name, text, str(problem))
        return render_template(
            "new_source.jinja",
            name=name,
            text=text,
            draft=None,
            url="",
            problem=str(problem),
            no_file=NO_FILE,
        )
    flash(f"{name}: changed the profile.|{act}", "done")
    return redirect(url_for("sources.show", name=name), 303)


@pages.post("/sources/<name>/anew")
def take_anew(name: str) -> Response:
    """Have a source's articles taken from their pages anew."""
    here = desk()
    if name not in here.profiles():
        raise NotFound(f"No profile is named {name!r}.")
    here.rework.start(name)
    flash(f"{name}: its articles are being taken from their pages anew.", "done")
    return redirect(url_for("sources.show", name=name), 303)


@pages.get("/new-source")
def new() -> str:
    """Return the page that asks for a site's address."""
    return render_template("new_source.jinja", draft=None, text="", url="", problem="")


@pages.post("/new-source")
def draft() -> str:
    """Show the profile that is drafted for a site, and articles as they would come out."""
    url = request.form.get("url", "").strip()
    try:
        found = drafted(desk(), url)
    except (ArgumentError, ProfileError) as problem:
        return render_template(
            "new_source.jinja", draft=None, text="", url=url, problem=str(problem)
        )
    return render_template(
        "new_source.jinja",
        draft=found,
        name=found.name,
        text=found.text,
        url=url,
        problem="",
        no_file=NO_FILE,
    )


def source_page(name: str, text: str | None = None, problem: str = "") -> str:
    """Return a source's page; text: of a form that could not be kept, and why."""
    here = desk()
    profiles, broken = here.readable_profiles()
    if name in broken:
        return broken_page(name, text, problem or broken[name])
    if name not in profiles:
        raise NotFound(f"No profile is named {name!r}.")
    now = here.now()
    with ledger_to_read(here.settings) as ledger:
        (state,) = source_states({name: profiles[name]}, ledger, now, product_token(here.settings))
        first = now.date() - timedelta(days=SHOWN - 1)
        counts = ledger.days.since(name, first)
    profile = profile_text(here, name)
    return render_template(
        "source.jinja",
        name=name,
        state=state,
        profile=profile,
        text=profile.text if text is None else text,
        problem=problem,
        first=first,
        last=now.date(),
        plots=plots(counts, now.date(), profiles[name].poll_interval) if counts else [],
        figures=list(figures(profiles[name].poll_interval)),
        counts=sorted(counts.items(), reverse=True),
        written=written,
        runs=runs_of(here.options.output, name),
        stamp=profile.stamp if text is None else request.form.get("stamp", ""),
    )


def broken_page(name: str, text: str | None, problem: str) -> str:
    """Return the form over a profile that can't be read, to mend it."""
    file = profile_text(desk(), name)
    return render_template(
        "broken_source.jinja",
        name=name,
        path=file.path,
        text=file.text if text is None else text,
        problem=problem,
        stamp=file.stamp if text is None else request.form.get("stamp", ""),
    )
