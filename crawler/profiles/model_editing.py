"""Writes a person's word into the file of a site's model: one entry, and nothing else of it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from crawler.profiles.model_document import model_of
from crawler.profiles.model_files import REVIEWED, model_file
from crawler.profiles.site_model import Overrule


def model_to_edit(site: str, learned: Path, folders: Sequence[Path]) -> tuple[Path, bytes] | None:
    """Return where a person's word on a site goes, and what the model says now; None: no model.

    learned, folders: of the learned and the reviewed models. A reviewed one, which wins, goes to
    the last of the folders.
    """
    name = f"{site}{REVIEWED}"
    for folder in reversed(folders):
        if (folder / name).is_file():
            return folders[-1] / name, (folder / name).read_bytes()
    path = model_file(learned, site)
    return (path, path.read_bytes()) if path.is_file() else None


def dumped_model(document: dict[str, Any]) -> bytes:
    """Return what the file of a model holds."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def with_overrule(
    content: bytes, path: Path, place: str, line: str | None, overrule: Overrule
) -> bytes:
    """Return a model's file with an entry that keeps or drops a line in its place, or all there.

    line: masked, see crawler/extraction/site/masked_lines.py; None: whatever stands there. Raises
    ModelError for a file that is no model.
    """
    model_of(content, path)
    document: dict[str, Any] = json.loads(content)
    entries = document.setdefault("places" if line is None else "furniture", [])
    key = {"place": place} if line is None else {"line": line, "place": place}
    for entry in entries:
        if entry.items() >= key.items():
            entry.pop("keep", None)
            entry.pop("drop", None)
            entry[overrule] = True
            break
    else:
        entries.append({**key, overrule: True})
    changed = dumped_model(document)
    model_of(changed, path)
    return changed
