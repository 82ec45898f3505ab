"""Reads source profiles from YAML; reports all mistakes at once, by file, line and key."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from scrapy.settings import BaseSettings

from crawler.errors import UserError, did_you_mean
from crawler.profiles.checks import CHECKS, NAME_CHECKS
from crawler.profiles.profile import SourceProfile

Place = tuple[str | int, ...]  # such as ("feeds", 0) or ("categories", "Koreas")

KEYS = {key.name: key.type for key in fields(SourceProfile) if key.name != "model"}
FIRST = ("feeds", "sitemaps", "sections")  # that are read before the fall-backs


class ProfileError(UserError):
    """Profiles that can't be used; one line a problem: file, line, key and what to do."""


@dataclass
class Document:
    """A YAML file as plain values, and the line on which each of them stands."""

    values: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def load_profiles(folders: Iterable[Path]) -> dict[str, SourceProfile]:
    """Return the profiles of all `*.yml` in the folders by name; raises ProfileError.

    A file of a later folder takes the place of one of the same name in an earlier folder.
    """
    files: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise ProfileError(f"{folder}: no such folder; SOURCES_DIR needs one with profiles")
        files |= {path.stem: path for path in sorted(folder.glob("*.yml"))}
    profiles: dict[str, SourceProfile] = {}
    owners: dict[str, Path] = {}
    problems: list[str] = []
    for name, path in sorted(files.items()):
        try:
            profiles[name] = read_profile(path)
        except ProfileError as error:
            problems.append(str(error))
            continue
        for domain in profiles[name].domains:
            owner = owners.setdefault(domain, path)
            if owner != path:
                problems.append(
                    f"{shown(path)}: domain {domain!r} is also in {shown(owner)}; keep it in one"
                )
    if problems:
        raise ProfileError("\n".join(problems))
    return profiles


def read_profile(path: Path) -> SourceProfile:
    """Return the profile in a file; raises ProfileError with everything that is wrong with it."""
    try:
        return profile_of(path.read_bytes(), path)
    except OSError as error:
        raise ProfileError(f"{shown(path)}: {error.strerror}") from error


def profile_of(content: bytes, path: Path) -> SourceProfile:
    """Return the profile that a file has, or is to have; raises ProfileError as read_profile."""
    try:
        document = read_yaml(content)
    except ProfileError as error:
        raise ProfileError(f"{shown(path)}: {error}") from error
    problems = dict(value_problems(document.values, path.stem))
    try:
        profile = ADAPTER.validate_python(document.values)
    except ValidationError as error:
        problems |= dict(shape_problem(dict(detail)) for detail in error.errors())
    if problems:
        found = sorted((document.line(place), text) for place, text in problems.items())
        raise ProfileError("\n".join(f"{shown(path)}: line {line}: {text}" for line, text in found))
    return profile


def profile_folders(settings: BaseSettings) -> list[Path]:
    """Return where profiles are: those that ship, and the person's own folder if there is one."""
    return [Path(settings[name]) for name in ("SOURCES", "SOURCES_DIR") if settings[name]]


def shown(path: Path) -> str:
    """Return a path as a person would name it from here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


# Shape: which keys there are, and what kind of value each has.

ADAPTER = TypeAdapter(with_config(ConfigDict(extra="forbid"))(SourceProfile))

SHAPES = {
    "tuple_type": "needs a list: one value a line, each after '- '",
    "dict_type": "needs lines of 'name: value', each further in than its key",
    "string_type": "needs a single value",
    "missing": "is missing",
}


def shape_problem(detail: dict[str, Any]) -> tuple[Place, str]:
    """Return where a value has the wrong shape, and what to do."""
    place: Place = tuple(detail["loc"])
    kind, key = detail["type"], ".".join(map(str, place[:1]))
    if kind == "unexpected_keyword_argument":
        return place, f"unknown key {key!r}{did_you_mean(key, KEYS)}"
    if kind in {"dataclass_type", "dataclass_exact_type"}:
        return place, "a profile is lines of 'key: value'"
    return place, f"{key!r} {SHAPES.get(kind, detail['msg'])}"


# Values: whether a text of the right shape can be used.


def value_problems(values: Any, stem: str) -> Iterator[tuple[Place, str]]:
    """Yield where a profile's texts can't be used, and what to do."""
    if not isinstance(values, dict):
        return
    for key, value in values.items():
        for place, text in leaves(value, (key,)):
            if problem := problem_of(text, CHECKS.get(key)):
                yield place, f"{key!r}: {problem}"
        for name in value if isinstance(value, dict) else ():
            if problem := problem_of(name, NAME_CHECKS.get(key)):
                yield (key, name), f"{key!r}: {problem}"
    if "model" in values:  # crawler/memory/ adds it
        yield ("model",), f"unknown key 'model'{did_you_mean('model', KEYS)}"
    if values.get("fallbacks") and not any(values.get(key) for key in FIRST):
        yield ("fallbacks",), f"'fallbacks': needs {', '.join(FIRST[:-1])} or {FIRST[-1]} to fail"
    if not values.get("domains"):
        yield ("domains",), "'domains' is missing: the hosts that its pages are on"
    if values.get("name", stem) != stem:
        yield ("name",), f"name {values['name']!r} is not the file's: rename one of them"


def problem_of(text: str, check: Callable[[str], None] | None) -> str | None:
    """Return what is wrong with a text, None if nothing is."""
    if not text:
        return "has no value: give it one, or leave the key out"
    try:
        if check:
            check(text)
    except ValueError as error:
        return f"{text!r} {error}"
    return None


def leaves(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Yield the texts in a value, and where each stands."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from leaves(below, (*place, key))
    else:
        for number, below in enumerate(value):
            yield from leaves(below, (*place, number))


# YAML


def read_yaml(content: bytes) -> Document:
    """Return the file's values, all of them texts: `language: no` is no truth value here.

    Raises ProfileError without the file's name.
    """
    try:
        node = composed(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ProfileError(f"line {line}: is not UTF-8; save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ProfileError(f"line {line}: not YAML: {error.problem}{advice(error)}") from error
    except yaml.YAMLError as error:
        raise ProfileError(f"not YAML: {str(error).splitlines()[0]}") from error
    if node is None:
        raise ProfileError("empty; a profile needs a name and domains")
    lines: dict[Place, int] = {}
    return Document(plain(node, (), lines), lines)


def composed(text: str) -> yaml.Node | None:
    """Return the node of a document; raises YAMLError, ProfileError.

    libyaml, where it is, takes a tenth of the time; PyYAML explains mistakes in plainer words.
    """
    if "*" in text:
        refuse_aliases(text)
    if yaml.__with_libyaml__:
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=yaml.CBaseLoader)
    return yaml.compose(text, Loader=yaml.BaseLoader)


def refuse_aliases(text: str) -> None:
    """Raise ProfileError if a value stands for another one, which may hold itself."""
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent) and event.start_mark:
            line = event.start_mark.line + 1
            raise ProfileError(f"line {line}: put a value that begins with * in quotes")


def advice(error: yaml.MarkedYAMLError) -> str:
    """Return what to do about the mistakes in YAML that people make most."""
    problem = error.problem or ""
    if r"'\t'" in problem:
        return "; indent with spaces, not tabs"
    if "mapping values are not allowed" in problem or "expected <block end>" in problem:
        return "; check the indentation, and put a value that holds ': ' in quotes"
    if "escape" in problem:
        return "; put a regular expression in single quotes"
    return ""


def plain(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Any:
    """Return a node's value, and note its line and those of what is in it."""
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, (*place, number), lines) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in values:
            raise ProfileError(f"line {line}: key {key!r} stands here a second time; keep one")
        within = (*place, key)
        lines[within] = line
        values[key] = plain(value_node, within, lines)
    return values
