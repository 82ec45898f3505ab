"""The folders in OUTPUT_DIR, beside that of the articles."""

from pathlib import Path
from typing import Literal, get_args

# A new one is a name here and a row in docs/operating.md, under "What a run leaves behind".
Folder = Literal[
    "archive",
    "broken",
    "held",
    "images",
    "logs",
    "models",
    "quarantine",
    "reports",
    "review",
    "revisions",
]
FOLDERS: frozenset[Folder] = frozenset(get_args(Folder))


HELD: Folder = "held"  # articles that wait for a person or for a better look


def is_held(path: str) -> bool:
    """Return whether a path relative to OUTPUT_DIR is that of a held article."""
    return path.startswith(f"{HELD}/")


def folder_of(output: str | Path, name: Folder) -> Path:
    """Return the path of a folder; it may not be there yet."""
    return Path(output, name)
