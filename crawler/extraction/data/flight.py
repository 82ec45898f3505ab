"""Data that React's server components send: what Next.js pushes to `self.__next_f`.

The pushed strings are one text in rows, `ID:JSON`, or `ID:T` with the length of a text in bytes in
hexadecimal. A row names another as `$ID`, `$LID` or `$@ID`.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

NAME = "__next_f"  # what the scripts push to
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[\s*1\s*,)")
_ROW = re.compile(rb"([0-9a-f]*):(?:T([0-9a-f]+),|([A-Z]*)([\[{\"][^\n]*)?\n?)|[^\n]*\n")
_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]+)")
_DECODER = json.JSONDecoder(strict=False)
_MOST_PUSHED = 2000  # strings of a page
_MOST_ROWS = 5000
_MOST_RESOLVED = 200_000  # values of a page
_DEEPEST = 60


def pushed(script: str) -> Iterator[str]:
    """Yield the strings that a script pushes."""
    for found in islice(_PUSHED.finditer(script), _MOST_PUSHED):
        try:
            value, _ = _DECODER.raw_decode(script, found.end())
        except (ValueError, RecursionError):
            continue
        if len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def flight_values(strings: Iterable[str]) -> Iterator[Any]:
    """Yield the arrays and objects of the rows, each with what it names in its place."""
    rows = dict(islice(_rows("".join(strings).encode("utf-8", "replace")), _MOST_ROWS))
    left = _MOST_RESOLVED

    def resolved(value: Any, above: tuple[str, ...], depth: int) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or depth > _DEEPEST:
            return None
        if isinstance(value, str):
            named = _REFERENCE.fullmatch(value)
            if named and named[1] in rows and named[1] not in above:
                return resolved(rows[named[1]], (*above, named[1]), depth + 1)
            return value
        if isinstance(value, dict):
            return {key: resolved(each, above, depth + 1) for key, each in value.items()}
        if isinstance(value, list):
            return [resolved(each, above, depth + 1) for each in value]
        return value

    for name, value in rows.items():
        if isinstance(value, list | dict):
            yield resolved(value, (name,), 0)


def _rows(text: bytes) -> Iterator[tuple[str, Any]]:
    """Yield the rows that hold text or JSON; modules and hints for the browser hold neither."""
    at = 0
    while found := _ROW.match(text, at):
        at = found.end()
        name, length, kind, value = found.groups()
        if length is not None:
            end = at + int(length[:8], 16)
            yield name.decode(), text[at:end].decode("utf-8", "replace")
            at = end
        elif value and not kind:
            try:
                yield name.decode(), json.loads(value, strict=False)
            except (ValueError, RecursionError):
                continue
