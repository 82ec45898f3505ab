"""The application: its pages, its guard, and what it says of errors."""

import sqlite3
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, abort, render_template, send_from_directory
from scrapy.settings import BaseSettings
from werkzeug.exceptions import HTTPException

from crawler.errors import UserError
from crawler.review import (
    address_page,
    article_page,
    correction_pages,
    field_pages,
    inbox,
    runs_page,
    source_pages,
    sources_page,
    versions_page,
)
from crawler.review.desk.catalogue_keeper import Keeper
from crawler.review.desk.clerk import Clerk
from crawler.review.desk.counting import Counting
from crawler.review.desk.desk import Desk
from crawler.review.desk.page_reading import EXPLAIN
from crawler.review.desk.rework import Rework
from crawler.review.doors import Doors, guard
from crawler.review.shown_values import FILTERS
from crawler.workers.page_reader import PageReader
from pipelines.decisions.journal import Journal
from pipelines.decisions.waiting import Waiting
from pipelines.document.options import options
from pipelines.files.image_kind import KINDS

ASSETS = {"style.css": "text/css", "keys.js": "text/javascript"}
NAMES = {  # of an answer's status, for people
    400: "That was not understood",
    403: "That is not allowed",
    404: "There is no such page",
    405: "There is no such page",
    409: "That could not be done",
    413: "That is too much at once",
    421: "Another address",
}


@dataclass(frozen=True, slots=True)
class Review:
    """The application, and what works for it beside its requests."""

    app: Flask
    keeper: Keeper
    reader: PageReader  # has a process of its own, to be ended
    counting: Counting  # the same
    clerk: Clerk
    rework: Rework


def application(settings: BaseSettings, doors: Doors) -> Review:
    """Return the application of an output folder; raises SettingsError, OutputError."""
    where = options(settings)
    keeper = Keeper(settings, where.output)
    app = Flask("crawler.review", static_folder=None)
    journal, reader = Journal(where.output), PageReader(settings, EXPLAIN)
    rework = Rework(settings, keeper.refresh)
    counting = Counting(settings, where.output)
    waiting = Waiting(where.output)
    desk = Desk(settings, where, keeper, journal, reader, rework, waiting, counting)
    clerk = Clerk(desk)
    app.extensions |= {"desk": desk, "clerk": clerk}
    app.jinja_env.globals |= {
        "held": lambda: dict(keeper.facets.get("fate", ())).get("held", 0),
        "rework": rework,
        "waiting": desk.waiting.all,
    }
    app.jinja_env.autoescape = True  # what a page says may hold anything
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    guard(app, doors)
    app.register_blueprint(inbox.pages)
    app.register_blueprint(article_page.pages)
    app.register_blueprint(versions_page.pages)
    app.register_blueprint(correction_pages.pages)
    app.register_blueprint(source_pages.pages)
    app.register_blueprint(field_pages.pages)
    app.register_blueprint(address_page.pages)
    app.register_blueprint(sources_page.pages)
    app.register_blueprint(runs_page.pages)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(UserError, unable)
    app.register_error_handler(OSError, unable)
    app.register_error_handler(sqlite3.Error, unable)
    serve_files(app, settings, where.output)
    return Review(app, keeper, reader, counting, clerk, rework)


def refused(error: HTTPException) -> tuple[str, int]:
    """Return the page of what can't be served."""
    status = error.code or 500
    name = NAMES.get(status, error.name)
    page = render_template("error.jinja", name=name, text=error.description or "")
    return page, status


def unable(error: UserError | OSError | sqlite3.Error) -> tuple[str, int]:
    """Return the page of what can't be done now, such as while a run is at work."""
    return render_template("error.jinja", name="That did not work", text=str(error)), 503


def serve_files(app: Flask, settings: BaseSettings, output: Path) -> None:
    """Have the application serve its style and keys, and the pictures that were downloaded."""
    style = "".join(
        (files(package) / name).read_text("utf-8")
        for package, name in (
            ("crawler.report", "style.css"),
            ("crawler.review", "static/review.css"),
        )
    )
    keys = (files("crawler.review") / "static/keys.js").read_text("utf-8")
    texts = {"style.css": style, "keys.js": keys}
    store = str(settings["FILES_STORE"] or output / "images")

    @app.get("/assets/<name>")
    def asset(name: str) -> Response:
        if name not in ASSETS:
            abort(404)
        return Response(texts[name], content_type=f"{ASSETS[name]}; charset=utf-8")

    @app.get("/pictures/<path:name>")
    def picture(name: str) -> Response:
        if "://" in store or name.rpartition(".")[2] not in KINDS.values():
            abort(404)
        return send_from_directory(Path(store).absolute(), name)
