"""Adds a line to a profile's file as a person would: nothing else of it changes, no comment, no
order, no quotes.
"""

import os
import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import yaml

from crawler.profiles.files import ProfileError, composed, profile_of, shown
from crawler.system.whole_files import write_whole

_WORD = re.compile(r"[A-Za-z][\w/+-]*")


class StaleProfile(ProfileError):
    """A profile that was changed since somebody looked at it."""


@dataclass(frozen=True, slots=True)
class StandingFile:
    """What a profile or a model says now, and where it is to be written when it says more."""

    path: Path
    text: str
    stamp: str  # of what is at the path


def stamp_of(content: bytes) -> str:
    """Return what a profile's file is known by."""
    return blake2b(content, digest_size=16).hexdigest()


def with_item(text: str, key: str, value: str) -> str:
    """Return a profile's text with another value in one of its lists; raises ProfileError.

    value: on one line.
    """
    line = f"- {in_quotes(value)}"
    node = node_of(text, key)
    if node is None:
        return f"{text.rstrip()}\n{key}:\n  {line}\n" if text.strip() else f"{key}:\n  {line}\n"
    if not isinstance(node, yaml.SequenceNode):
        raise ProfileError(f"{key!r} is no list")
    if node.flow_style:
        end = node.value[-1].end_mark.index if node.value else node.start_mark.index + 1
        return text[:end] + ", " * bool(node.value) + in_quotes(value) + text[end:]
    last = node.value[-1]
    start = text.rindex("\n", 0, last.start_mark.index) + 1
    indent = text[start : text.index("-", start)]
    end = text.find("\n", last.end_mark.index)
    before, after = (text, "") if end < 0 else (text[:end], text[end + 1 :])
    return f"{before}\n{indent}{line}\n{after}"


def with_pair(text: str, key: str, name: str, value: str) -> str:
    """Return a profile's text with a value under a name in one of its maps; raises ProfileError.

    What stands under the name, in whatever case, is replaced.
    """
    node = node_of(text, key)
    value = scalar(value)
    pair = f"{scalar(name)}: {value}"
    if node is None:
        return f"{text.rstrip()}\n{key}:\n  {pair}\n" if text.strip() else f"{key}:\n  {pair}\n"
    if not isinstance(node, yaml.MappingNode):
        raise ProfileError(f"{key!r} is no map: it needs lines of 'name: value'")
    for own, former in node.value:
        if str(own.value).casefold() == name.casefold():
            return text[: former.start_mark.index] + value + text[former.end_mark.index :]
    if node.flow_style:
        end = node.value[-1][1].end_mark.index if node.value else node.start_mark.index + 1
        return text[:end] + ", " * bool(node.value) + pair + text[end:]
    indent = " " * node.value[0][0].start_mark.column
    end = text.find("\n", node.value[-1][1].end_mark.index)
    before, after = (text, "") if end < 0 else (text[:end], text[end + 1 :])
    return f"{before}\n{indent}{pair}\n{after}"


def with_value(text: str, key: str, value: str) -> str:
    """Return a profile's text with a single value under a key; raises ProfileError.

    What stands there is replaced.
    """
    node, value = node_of(text, key), scalar(value)
    if node is None:
        return f"{text.rstrip()}\n{key}: {value}\n" if text.strip() else f"{key}: {value}\n"
    if not isinstance(node, yaml.ScalarNode):
        raise ProfileError(f"{key!r} needs a single value")
    return text[: node.start_mark.index] + value + text[node.end_mark.index :]


def node_of(text: str, key: str) -> yaml.Node | None:
    """Return what stands under a key of a profile; None: it is not there."""
    try:
        node = composed(text)
    except yaml.YAMLError as error:
        raise ProfileError(f"not YAML: {' '.join(str(error).split())}") from error
    if node is not None and not isinstance(node, yaml.MappingNode):
        raise ProfileError("a profile is lines of 'key: value'")
    pairs = node.value if node else []
    return next((value for name, value in pairs if name.value == key), None)


def in_quotes(value: str) -> str:
    """Return a text in single quotes, in which a backslash is one; on one line."""
    quoted = " ".join(value.split("\n")).replace("'", "''")
    return f"'{quoted}'"


def scalar(value: str) -> str:
    """Return a text as YAML has it: a word as it is, anything else in quotes."""
    return value if _WORD.fullmatch(value) else in_quotes(value)


def replace_profile(path: Path, content: bytes, stamp: str) -> None:
    """Have a profile's file hold another text that is a profile; raises ProfileError.

    stamp: of what the file held when somebody looked at it; of no file it is that of b"". Raises
    StaleProfile if it holds something else by now.
    """
    profile_of(content, path)
    try:
        now = path.read_bytes() if path.exists() else b""
        if stamp_of(now) != stamp:
            raise StaleProfile(
                f"{shown(path)} has been changed since, in an editor or by somebody else: "
                "look again at what would change"
            )
        write_whole(path, content)
    except OSError as error:
        raise ProfileError(
            f"{shown(path)}: can't be written: {os.strerror(error.errno or 0)}"
        ) from error
