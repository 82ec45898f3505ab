"""Front matter: the file's keys as YAML that every reader reads alike.

The few forms that the contract has are written here: PyYAML's writer takes a fifth of what a file
costs to find out how each text could be written.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache

import yaml

Value = str | datetime | date | tuple[str, ...]


def iso_instant(moment: datetime) -> str:
    """Return the instant as ISO 8601: UTC with milliseconds and Z, another zone with its offset."""
    if moment.utcoffset() == timedelta(0):
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return moment.isoformat(timespec="seconds")


def with_front_matter(layout: str, keys: Mapping[str, Value], body: str) -> str:
    """Return the file: layout and keys in their order, then the body; one line feed at the end."""
    lines = "".join(f"{key}: {_written(value)}\n" for key, value in keys.items())
    return f"---\n{_layout(layout)}{lines}---\n\n{body}".rstrip() + "\n"


def _written(value: Value) -> str:
    """Return a value on one line: a text in double quotes, an instant as the contract has it.

    No text has a character that YAML can't hold (characters.py).
    """
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return iso_instant(value) if isinstance(value, datetime) else value.isoformat()


@cache
def _layout(name: str) -> str:
    """Return the layout's line, in quotes only if YAML would take the name for something else."""
    return yaml.safe_dump({"layout": name}, allow_unicode=True, width=float("inf"))
