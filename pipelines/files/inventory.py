"""What is in the output folder beside what the ledger says is there, in one pass over both."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.ledger import Entry, Ledger
from crawler.output import FOLDERS, HELD


@dataclass(frozen=True, slots=True)
class Holding:
    """An article's place: a file, an entry of the ledger, or both."""

    path: str  # relative to OUTPUT_DIR
    entry: Entry | None
    is_file: bool


def articles_folder(pattern: str) -> str:
    """Return the folder that holds all articles' files, as ARTICLE_PATH has it; "": OUTPUT_DIR."""
    return pattern[: pattern.index("{")].rpartition("/")[0]


def inventory(output: Path, pattern: str, ledger: Ledger) -> Iterator[Holding]:
    """Yield each published article's file and entry by path; memory: the names of one folder."""
    return holdings(output, articles_folder(pattern), ledger.entries.written())


def held_inventory(output: Path, ledger: Ledger) -> Iterator[Holding]:
    """Yield each held article's file and entry by path; memory: the names of one folder."""
    return holdings(output, HELD, ledger.entries.held())


def holdings(output: Path, folder: str, entries: Iterable[Entry]) -> Iterator[Holding]:
    """Yield the articles of a folder and of the ledger by path, which is the entries' order."""
    paths = filter(is_article, files(output, folder))
    path = next(paths, None)
    for entry in entries:
        assert entry.path is not None, "the ledger was asked for those that have one"
        while path is not None and path < entry.path:
            yield Holding(path, None, True)
            path = next(paths, None)
        if path == entry.path:
            yield Holding(path, entry, True)
            path = next(paths, None)
        else:  # ARTICLE_PATH may have led to another folder then
            yield Holding(entry.path, entry, (output / entry.path).is_file())
    while path is not None:
        yield Holding(path, None, True)
        path = next(paths, None)


def files(output: Path, folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder and those below, in the order of plain strings.

    A folder is sorted with its slash, as git does, so that `a-b.md` comes before `a/b.md`.
    """
    try:
        with os.scandir(output / folder) as found:
            names = sorted(f"{entry.name}/" if entry.is_dir() else entry.name for entry in found)
    except FileNotFoundError:
        return
    for name in names:
        path = f"{folder}/{name}" if folder else name
        if not name.endswith("/"):
            yield path
        elif not name.startswith(".") and path[:-1] not in FOLDERS:
            yield from files(output, path[:-1])


def is_article(path: str) -> bool:
    """Return whether the path is that of an article's file, and not of one being written."""
    return path.endswith(".md") and not path.rpartition("/")[2].startswith(".")
