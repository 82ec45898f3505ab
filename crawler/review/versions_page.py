"""Former versions of an article, and how each differs from the one that followed it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from flask import Blueprint, render_template

from crawler.ledger import Entry, ledger_to_read
from crawler.output import folder_of
from crawler.review.desk.desk import Desk, desk, entry_of

pages = Blueprint("versions", __name__)

Mark = Literal["same", "gone", "come"]
MOST = 4000  # lines of two versions that are compared; more takes long and nobody reads it

_NUMBER = re.compile(r"-(edited-)?(\d+)\.md$")


@dataclass(frozen=True, slots=True)
class VersionChange:
    """A former version, and the lines that the next one has in place of its own."""

    name: str  # of its file in revisions/
    is_edit: bool  # a person had edited the file
    lines: Sequence[tuple[Mark, str]]


@pages.get("/article/<code>/versions")
def show(code: str) -> str:
    """Return the page of an article's former versions."""
    here = desk()
    with ledger_to_read(here.settings) as ledger:
        entry = entry_of(ledger, code)
    found = list(differences(here, entry))
    return render_template("versions.jinja", entry=entry, differences=found)


def former_versions(output: Path, code: str) -> list[Path]:
    """Return the files of an article's former versions, the oldest first."""
    folder = folder_of(output, "revisions")
    return sorted(folder.glob(f"{code}-*.md"), key=lambda path: (path.stat().st_mtime, path.name))


def differences(here: Desk, entry: Entry) -> Iterator[VersionChange]:
    """Yield each former version with what the next has changed, the newest first."""
    output = here.options.output
    files = former_versions(output, entry.code)
    texts = [file.read_text("utf-8", "replace") for file in files]
    if entry.path and (output / entry.path).is_file():
        texts.append((output / entry.path).read_text("utf-8", "replace"))
    for file, text, following in reversed(list(zip(files, texts, texts[1:], strict=False))):
        named = _NUMBER.search(file.name)
        yield VersionChange(file.name, bool(named and named[1]), list(compared(text, following)))


def compared(text: str, following: str) -> Iterator[tuple[Mark, str]]:
    """Yield the lines of a text and of the one that followed it, those between changes left out."""
    old, new = text.splitlines()[:MOST], following.splitlines()[:MOST]
    for kind, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield from (("same", line) for line in old[start:end][-1:])
            continue
        yield from (("gone", line) for line in old[start:end] if line)
        yield from (("come", line) for line in new[new_start:new_end] if line)
