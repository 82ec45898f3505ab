"""Moves held articles to where the published ones are, since a person wants them as they are."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from crawler.ledger import Entry, Ledger
from pipelines.decisions.overriding import keep
from pipelines.document.options import Options
from pipelines.document.overrides import BY_A_PERSON, HOLD
from pipelines.document.reading import UnreadableFile, article_file
from pipelines.files.shelf import Shelf
from pipelines.refiling import published_path


class NotPublished(Exception):
    """A held article stays where it is; the text says why."""


def publish(entry: Entry, shelf: Shelf, ledger: Ledger, options: Options, now: datetime) -> str:
    """Return the path that a held article's file has from the next commit on.

    Raises NotPublished if the file is not as it must be, or OSError.
    """
    assert entry.path is not None, "its file is in held/"
    content = shelf.content(entry.path)
    if content is None:
        raise NotPublished(
            f"{entry.path} is gone; scrapy crawl article -a url={entry.url} asks for its page again"
        )
    try:
        code = article_file(content).keys.get("code")
    except UnreadableFile as error:
        raise NotPublished(f"{entry.path}: {error}") from error
    if code != entry.code:
        raise NotPublished(f"{entry.path} says that its code is {code}")
    path = published_path(entry, content, options)
    if shelf.has(options.output / path):
        raise NotPublished(f"{path} is there already; see scrapy check")
    if entry.held == BY_A_PERSON:
        keep(options.output, shelf, entry.code, {HOLD: ""})
    shelf.move(options.output / entry.path, options.output / path)
    ledger.save(replace(entry, path=path, held=None, updated=now))
    return path


def held_of(codes: Iterable[str], ledger: Ledger) -> tuple[list[Entry], list[str]]:
    """Return the held articles that have these codes, and what is wrong with the other codes."""
    found, faults = list[Entry](), list[str]()
    for code in dict.fromkeys(codes):
        entry = ledger.holder(code)
        if entry is None:
            faults.append(f"{code}: no article has this code")
        elif entry.held and entry.path:
            found.append(entry)
        else:
            faults.append(f"{code}: is not held" + f"; its file is {entry.path}" * bool(entry.path))
    return found, faults
