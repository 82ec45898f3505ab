"""Keeps what a person says of an article, and has the article's file say so at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crawler.ledger import Entry, Ledger
from pipelines.document.options import Options
from pipelines.document.overridden_file import overridden
from pipelines.document.overrides import NAME, Overrides, dumped, read_overrides
from pipelines.files.shelf import Shelf
from pipelines.files.store import content_key, held_path


def keep(output: Path, shelf: Shelf, code: str, changes: Mapping[str, str]) -> Overrides:
    """Return the overrides with an article's changes, and have the file hold them.

    An empty value takes a key away. The keys and values have been checked; raises SettingsError
    for a file that is broken, OSError.
    """
    overrides = read_overrides(output, shelf.read(output / NAME))
    values = {**overrides.of.get(code, {}), **changes}
    kept = {key: value for key, value in values.items() if value}
    if kept == overrides.of.get(code, {}):
        return overrides
    of = {**overrides.of, code: kept}
    shelf.put(output / NAME, dumped(of).encode())
    return Overrides({name: rows for name, rows in of.items() if rows})


def apply(
    entry: Entry,
    overrides: Overrides,
    options: Options,
    shelf: Shelf,
    ledger: Ledger,
    now: datetime,
    *,
    caption: str | None = None,
) -> None:
    """Have the article's file say what its overrides say, wait in held/, or go; raises OSError.

    caption: what stands beneath its picture, see overridden_file.py.
    """
    output = options.output
    before = shelf.content(entry.path)
    if entry.path is None or before is None:
        return
    if overrides.is_never(entry.code):
        shelf.remove(output / entry.path)
        ledger.save(replace(entry, path=None, held=None, updated=now))
        return
    if of := overrides.copy_of(entry.code):
        shelf.remove(output / entry.path)
        ledger.save(replace(entry, path=None, held=None, duplicate_of=of, updated=now))
        return
    hold = overrides.hold(entry.code)
    path = held_path(entry.code) if hold else entry.path
    values = overrides.of.get(entry.code, {})
    after = overridden(before.decode(), values, options.extra, caption).encode()
    shelf.put(output / path, after)
    if path != entry.path:
        shelf.remove(output / entry.path)
    is_edited = content_key(before) != entry.content  # by hand, and is to stay known as that
    ledger.save(
        replace(
            entry,
            path=path,
            held=hold or entry.held,
            content=entry.content if is_edited else content_key(after),
            updated=entry.updated if (path, after) == (entry.path, before) else now,
        )
    )
