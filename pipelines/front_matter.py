"""Front matter: the file's keys as YAML that every reader reads alike."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import frontmatter
import yaml

Value = str | datetime | date | tuple[str, ...]


class _Quoted(str):
    """A text in double quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes a quoted text on one line, an instant as the contract has it."""

    def ignore_aliases(self, data: object) -> bool:
        """Write a value that two keys have twice."""
        return True

    def write_double_quoted(self, text: str, split: bool = True) -> None:
        """Write the text as it is: it has no character that YAML cannot hold (characters.py)."""
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        self.write_indicator(f'"{escaped}"', True)


_Dumper.add_representer(
    _Quoted,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'),
)
_Dumper.add_representer(
    datetime,
    lambda dumper, moment: dumper.represent_scalar(
        "tag:yaml.org,2002:timestamp", iso_instant(moment)
    ),
)
_Dumper.add_representer(
    tuple, lambda dumper, texts: dumper.represent_sequence("tag:yaml.org,2002:seq", texts, True)
)


def iso_instant(moment: datetime) -> str:
    """Return the instant as ISO 8601: UTC with milliseconds and Z, another zone with its offset."""
    if moment.utcoffset() == timedelta(0):
        return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return moment.isoformat(timespec="seconds")


def with_front_matter(layout: str, keys: Mapping[str, Value], body: str) -> str:
    """Return the file: layout and keys in their order, then the body; one line feed at the end."""
    post = frontmatter.Post(body)
    post["layout"] = layout
    post.metadata |= {key: _quoted(value) for key, value in keys.items()}
    text = frontmatter.dumps(post, Dumper=_Dumper, sort_keys=False, width=float("inf"))
    return f"{text}\n"


def _quoted(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_Quoted, value))
    return _Quoted(value) if isinstance(value, str) else value
