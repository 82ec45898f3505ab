"""What is wrong with an article's file, read from its bytes as a site generator does.

Jekyll reads front matter with libyaml, and so is it read here. A second reading, by the few forms
that the writer uses, has to say the same; where it doesn't, PyYAML's own parser decides whether the
YAML is ambiguous.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import yaml

from pipelines.document.escape import defuse
from pipelines.document.keys import COPY_KEY, FURTHER_KEYS, KEYS

NAMES = ("layout", *KEYS)
KINDS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "texts": list,
    "number": int,
    "moment": (datetime, date),
    "instant": datetime,
}
TYPES = {
    "layout": str,
    COPY_KEY: str,
    **{name: KINDS[key.kind] for name, key in (KEYS | FURTHER_KEYS).items()},
}
CODE = re.compile(r"ART\d{10}[A-Z]{6}")

_PARTS = re.compile(r"---\n(.*?\n)---\n(.*)", re.S)
_LINE = re.compile(r'(\w+): (?:"((?:[^"\\]|\\["\\])*)"|([^"\n].*))\n')
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(([^)\s]+)")
_LIBYAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class UnreadableFile(Exception):
    """A site generator cannot read the file, or reads something else than it says."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """What a file says."""

    keys: dict[str, Any]
    body: str

    @property
    def images(self) -> set[str]:
        """The addresses of its pictures."""
        return {str(self.keys.get("image") or ""), *_IMAGE.findall(self.body)} - {""}

    @property
    def faults(self) -> list[str]:
        """In what it is not as the writer writes it, beside its wording."""
        return [*key_faults(self.keys), *body_faults(self.body)]


def article_file(content: bytes) -> ArticleFile:
    """Return what the file says; raises UnreadableFile."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"not UTF-8 at byte {error.start}") from error
    parts = _PARTS.fullmatch(text)
    if parts is None:
        opened = text.startswith("---\n")
        raise UnreadableFile("its front matter has no end" if opened else "no front matter")
    return ArticleFile(front_matter(parts[1]), parts[2])


def front_matter(text: str) -> dict[str, Any]:
    """Return the keys; raises UnreadableFile if parsers find no mapping, or not the same."""
    keys = loaded(text, _LIBYAML)
    if not is_as_written(text, keys):
        other = loaded(text, yaml.SafeLoader)
        apart = [name for name in {**keys, **other} if keys.get(name) != other.get(name)]
        if apart:
            raise UnreadableFile(f"two YAML parsers disagree on {', '.join(map(str, apart))}")
        names = re.findall(r"(?m)^(\w+):", text)
        if twice := {name for name in names if names.count(name) > 1}:
            raise UnreadableFile(f"key twice: {', '.join(sorted(twice))}")
    return keys


def loaded(text: str, loader: Any) -> dict[str, Any]:
    """Return the mapping that a parser reads; raises UnreadableFile."""
    try:
        keys = yaml.load(text, loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 2}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise UnreadableFile(f"broken YAML{where}: {problem}") from error
    if not isinstance(keys, dict):
        raise UnreadableFile("front matter without keys")
    return keys


def is_as_written(text: str, keys: dict[str, Any]) -> bool:
    """Return whether the text has the writer's forms alone, and they say what the parser read."""
    end, names = 0, []
    for line in _LINE.finditer(text):
        name, quoted, plain = line.groups()
        if line.start() != end or name not in keys or not means(keys[name], quoted, plain):
            return False
        end = line.end()
        names.append(name)
    return end == len(text) and names == list(keys)


def means(value: object, quoted: str | None, plain: str) -> bool:
    """Return whether a value is what its text says: in quotes, a list of such, or as it stands."""
    if quoted is not None:
        return value == re.sub(r"\\(.)", r"\1", quoted)
    if isinstance(value, list):
        return f"[{', '.join(_as_written(str(item)) for item in value)}]" == plain
    return not isinstance(value, str) or value == plain


def _as_written(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def key_faults(keys: dict[str, Any]) -> list[str]:
    """Return in what the front matter's keys are not the writer's."""
    names = tuple(keys)
    if names[: len(NAMES)] != NAMES or not keys.keys() <= TYPES.keys():
        return [order_fault(names)]
    wrong = [name for name, value in keys.items() if not isinstance(value, TYPES[name])]
    return [f"{name}: not as it is written" for name in wrong]


def order_fault(names: tuple[Any, ...]) -> str:
    """Return what is wrong with the names and order of keys."""
    if missing := [name for name in NAMES if name not in names]:
        return f"keys missing: {', '.join(missing)}"
    if unknown := [str(name) for name in names if name not in TYPES]:
        return f"unknown keys: {', '.join(unknown)}"
    return "keys out of order"


def body_faults(body: str) -> list[str]:
    """Return in what the text below the front matter is not the writer's."""
    faults = []
    if not body.strip():
        faults.append("cut off: no text")
    elif not body.endswith("\n"):
        faults.append("cut off: no line feed at the end")
    if not body.startswith("\n# ") and body.strip():
        faults.append("does not begin with its headline")
    if "{" in body and defuse(body) != body:
        faults.append("holds what Liquid or a shortcode would evaluate")
    return faults
