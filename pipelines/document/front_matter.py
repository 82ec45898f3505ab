"""Front matter: the file's keys as YAML that every reader reads alike.

The few forms that the contract has are written here: PyYAML's writer takes a fifth of what a file
costs to find out how each text could be written.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

Value = str | int | datetime | date | tuple[str, ...]


class _Plain(str):
    """A text that stands without quotes."""

    __slots__ = ()


def iso_instant(moment: datetime) -> str:
    """Return the instant as ISO 8601: UTC with milliseconds and Z, another zone with its offset."""
    if moment.utcoffset() == timedelta(0):
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return moment.isoformat(timespec="seconds")


class _Contract(YAMLHandler):
    """Writes the keys in their order, each on a line."""

    def export(self, metadata: dict[str, Any], **_: object) -> str:
        return "\n".join(f"{key}: {written(value)}" for key, value in metadata.items())


_CONTRACT = _Contract()


def with_front_matter(layout: str, keys: Mapping[str, Value], body: str) -> str:
    """Return the file: layout and keys in their order, then the body; one line feed at the end."""
    post = frontmatter.Post(body, _CONTRACT)
    post.metadata = {"layout": _plain(layout), **keys}
    return f"{frontmatter.dumps(post)}\n"


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def written(value: Value) -> str:
    """Return a value on one line: a text in double quotes, an instant as the contract has it.

    No text has a character that YAML can't hold (characters.py).
    """
    if isinstance(value, _Plain):
        return value
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(written, value))}]"
    return iso_instant(value) if isinstance(value, datetime) else value.isoformat()


@cache
def _plain(name: str) -> _Plain:
    """Return a name in quotes only if YAML would take it for something else."""
    return _Plain(yaml.safe_dump([name], allow_unicode=True, width=float("inf"))[2:].rstrip())
