"""What a person says of an article in place of its page: `overrides.yml` in the output.

ART2410171545KRUBXS:
  title: Harbour of Westhaven reopens
  category: WORLD
ART2410180900ABCDEF:
  never: true
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from crawler.errors import SettingsError, did_you_mean
from crawler.items import Article, Image, Span
from pipelines.document.escape import defuse
from pipelines.document.front_matter import quoted
from pipelines.document.inline import inline

NAME = "overrides.yml"
NEVER, HOLD = "never", "hold"
BY_A_PERSON = "held by a person"  # why an article of which HOLD is true waits
TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")

_CODE = re.compile(r"ART\d{10}[A-Z]{6}")
_WORD = re.compile(r"[A-Z]+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_ADDRESS = re.compile(r"(?:https?://|/)\S+")
_LINE = re.compile(r'(?m)^(title|description|category|image|language): "(?:[^"\\]|\\.)*"$')
_HEADING = re.compile(r"(?m)^# .*$")
_PICTURE = re.compile(r"(?m)\A(# .*\n\n!\[.*?\]\()[^)]*(\))")

# Key of the front matter: what its value must be, and how to say so.
KEYS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "title": (str.strip, "a headline on one line"),
    "description": (str.strip, "a sentence on one line"),
    "category": (_WORD.fullmatch, "one word in capitals, such as WORLD"),
    "image": (_ADDRESS.fullmatch, "an address, such as https://herald.example/harbour.jpg"),
    "language": (_LANGUAGE.fullmatch, "two letters, such as en"),
    NEVER: (lambda value: value.lower() in TRUE + FALSE, "true or false"),
    HOLD: (lambda value: value.lower() in TRUE + FALSE, "true or false"),
}


@dataclass(frozen=True, slots=True)
class Overrides:
    """Code of an article: key and value."""

    of: Mapping[str, Mapping[str, str]]

    def is_never(self, code: str) -> bool:
        """Return whether the article is not to be written again."""
        return self.of.get(code, {}).get(NEVER, "").lower() in TRUE

    def hold(self, code: str) -> str | None:
        """Return why the article is held whatever its page says, None if a person has not said."""
        return BY_A_PERSON if self.of.get(code, {}).get(HOLD, "").lower() in TRUE else None

    def applied(self, article: Article, code: str) -> Article:
        """Return the article as a person wants it."""
        values = self.of.get(code)
        if not values:
            return article
        names = {"title": "headline", "description": "description", "category": "category"}
        names["language"] = "language"
        changes: dict[str, Any] = {names[key]: values[key] for key in names if key in values}
        if address := values.get("image"):
            former = article.image or Image(url=address)
            changes["image"] = replace(former, url=address, copy_url=None)
        return replace(article, **changes)


def read_overrides(output: Path, content: bytes | None = None) -> Overrides:
    """Return what OUTPUT_DIR has of them; raises SettingsError, which names file, code and key.

    content: what the file is about to hold; None: what it does.
    """
    file = output / NAME
    try:
        text = (file.read_bytes() if content is None else content).decode("utf-8")
        found = yaml.load(text, Loader=yaml.BaseLoader)
    except FileNotFoundError:
        return Overrides({})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{file}: {' '.join(str(error).split())}") from error
    if not isinstance(found or {}, dict):
        raise SettingsError(f"{file}: needs a code on each line, and below it its keys")
    for code, values in (found or {}).items():
        if not _CODE.fullmatch(str(code)):
            raise SettingsError(f"{file}: {code!r} is no article's code")
        if not isinstance(values, dict):
            raise SettingsError(f"{file}: {code} needs lines such as 'category: WORLD'")
        for key, value in values.items():
            check(f"{file}: {code}", key, value)
    return Overrides(found or {})


def check(place: str, key: str, value: object) -> None:
    """Raise SettingsError for a key that there isn't, or a value that it can't have."""
    if key not in KEYS:
        known = ", ".join(KEYS)
        raise SettingsError(
            f"{place}: unknown key {key!r}{did_you_mean(key, KEYS)}; known: {known}"
        )
    is_right, needs = KEYS[key]
    if not isinstance(value, str) or "\n" in value or not is_right(value):
        raise SettingsError(f"{place}: {key}: {value!r}: needs {needs}")


def dumped(overrides: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the file."""
    rows = {code: dict(values) for code, values in overrides.items() if values}
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000) if rows else ""


def overridden(file: str, values: Mapping[str, str]) -> str:
    """Return an article's file with these values in its front matter, headline and picture."""
    head, mark, body = file.partition("\n---\n")
    head = _LINE.sub(
        lambda line: f"{line[1]}: {quoted(values[line[1]])}" if line[1] in values else line[0], head
    )
    if title := values.get("title"):
        heading = defuse(f"# {inline((Span(title),), 'heading')}")
        body = _HEADING.sub(lambda _: heading, body, count=1)
    if address := values.get("image"):
        start = len(body) - len(body.lstrip("\n"))
        rest, number = _PICTURE.subn(rf"\g<1>{address}\g<2>", body[start:], count=1)
        if not number:
            rest = _HEADING.sub(lambda line: f"{line[0]}\n\n![]({address})", rest, count=1)
        body = body[:start] + rest
    return head + mark + body
