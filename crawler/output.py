"""The folders in OUTPUT_DIR, beside that of the articles."""

from pathlib import Path
from typing import Literal, get_args

# A new one is a name here and a row in docs/operating.md, under "What a run leaves behind".
Folder = Literal["archive", "broken", "images", "logs", "quarantine", "reports", "revisions"]
FOLDERS: frozenset[Folder] = frozenset(get_args(Folder))


def folder_of(output: str | Path, name: Folder) -> Path:
    """Return the path of a folder; it may not be there yet."""
    return Path(output, name)
