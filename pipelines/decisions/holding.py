"""Takes a published article back to those that wait for a person, or away for good."""

from datetime import datetime

from crawler.ledger import Entry, Ledger
from pipelines.decisions.overriding import apply, keep
from pipelines.document.options import Options
from pipelines.document.overrides import HOLD, NEVER
from pipelines.files.shelf import Shelf
from pipelines.files.store import held_path


class Undecidable(Exception):
    """An article stays as it is; the text says why."""


def hold(entry: Entry, shelf: Shelf, ledger: Ledger, options: Options, now: datetime) -> None:
    """Move a published article to the held ones, where later looks at its page leave it.

    Raises Undecidable, or OSError.
    """
    require_file(entry, shelf, options)
    if entry.held:
        raise Undecidable(f"{entry.code}: is held already")
    if shelf.has(options.output / held_path(entry.code)):
        raise Undecidable(f"{held_path(entry.code)} is there already; see scrapy check")
    overrides = keep(options.output, shelf, entry.code, {HOLD: "true"})
    apply(entry, overrides, options, shelf, ledger, now)


def drop(entry: Entry, shelf: Shelf, ledger: Ledger, options: Options, now: datetime) -> None:
    """Remove the article's file, and have it never written again; raises Undecidable, OSError."""
    require_file(entry, shelf, options)
    overrides = keep(options.output, shelf, entry.code, {NEVER: "true"})
    apply(entry, overrides, options, shelf, ledger, now)


def require_file(entry: Entry, shelf: Shelf, options: Options) -> None:
    """Raise Undecidable if the article has no file."""
    if entry.path is None or not shelf.has(options.output / entry.path):
        raise Undecidable(f"{entry.code}: its file is gone; see scrapy check")
