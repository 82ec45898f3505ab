"""Takes a person's change out of a profile or a model in which others have changed something since.

What only they have changed stays; where the same lines or entries have changed, nothing does.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeAlias

from crawler.profiles.files import ProfileError, profile_of
from crawler.profiles.model_document import ModelError, model_of
from crawler.profiles.model_editing import dumped_model

OVERRULES = ("keep", "drop")

Key: TypeAlias = tuple[str, str | None, str]  # list, line, place


def without_change(path: Path, before: bytes, after: bytes, now: bytes) -> bytes | None:
    """Return what a file is to hold that does not say any more what a change has made it say.

    before, after: of the change. None: it can't be, as the same has been changed since.
    """
    try:
        if path.suffix == ".json":
            reverted = _model_without(before, after, now)
            model_of(reverted or b"", path)
        else:
            reverted = _text_without(before, after, now)
            profile_of(reverted or b"", path)
    except (ProfileError, ModelError, ValueError):
        return None
    return reverted


def _model_without(before: bytes, after: bytes, now: bytes) -> bytes | None:
    """Return a model in which a person has said of each entry what was said before."""
    former, changed, document = (json.loads(content) for content in (before, after, now))
    was, will, entries = _entries(former), _entries(changed), _entries(document)
    for key in will.keys() | was.keys():
        said = _overrule(was.get(key, {}))
        if said == _overrule(will.get(key, {})):
            continue
        entry = entries.get(key)
        if entry is None or _overrule(entry) != _overrule(will.get(key, {})):
            return None
        for name in OVERRULES:
            entry.pop(name, None)
        if said:
            entry[said] = True
        elif key not in was and not entry.get("pages"):  # nobody has learned it
            document[key[0]].remove(entry)
    return dumped_model(document)


def _entries(document: Mapping[str, Any]) -> dict[Key, dict[str, Any]]:
    return {
        (name, entry.get("line"), entry.get("place", "")): entry
        for name in ("furniture", "places")
        for entry in document.get(name, ())
    }


def _overrule(entry: Mapping[str, Any]) -> str | None:
    return next((name for name in OVERRULES if entry.get(name)), None)


def _text_without(before: bytes, after: bytes, now: bytes) -> bytes | None:
    """Return a text with its lines as they were where a change has made them others."""
    was, will, lines = (content.splitlines(keepends=True) for content in (before, after, now))
    places = dict(_same_lines(will, lines))
    for tag, start, end, of, to in reversed(_changes(will, was)):
        if tag == "equal":
            continue
        # The changed lines, and those before and behind them, have to stand together still.
        first, last = max(start - 1, 0), min(end, len(will) - 1)
        found = [places.get(number) for number in range(first, last + 1)]
        if not found or found[0] is None:
            return None
        if found != [*range(found[0], found[0] + len(found))]:
            return None
        at = found[0] + start - first
        lines[at : at + end - start] = was[of:to]
    return b"".join(lines)


def _changes(a: Sequence[bytes], b: Sequence[bytes]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def _same_lines(a: Sequence[bytes], b: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of lines that stand in both."""
    for tag, start, end, to, _ in _changes(a, b):
        if tag == "equal":
            yield from zip(range(start, end), range(to, to + end - start), strict=True)
