"""What a person says of an article in place of its page: `overrides.yml` in the output.

ART2410171545KRUBXS:
  title: Harbour of Westhaven reopens
  category: WORLD
ART2410180900ABCDEF:
  never: true
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from crawler.errors import SettingsError, did_you_mean
from crawler.items import Article, Block, Image, Span

NAME = "overrides.yml"
NEVER, HOLD = "never", "hold"
COPY_OF, WITHOUT, ALSO = "copy_of", "without", "also"
BETWEEN = "¶"  # two paragraphs that an article is without, or has beside those of its page
AFTER = "→"  # between the beginning of a paragraph and one that is to follow it
BY_A_PERSON = "held by a person"  # why an article of which HOLD is true waits
TRUE, FALSE = ("true", "yes", "1"), ("false", "no", "0")

_CODE = re.compile(r"ART\d{10}[A-Z]{6}")
_WORD = re.compile(r"[A-Z]+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_ADDRESS = re.compile(r"(?:https?://|/)\S+")


def moment(text: str) -> datetime | date:
    """Return an instant that names its zone, or a day; raises ValueError."""
    if len(text) <= len("2024-10-17"):
        return date.fromisoformat(text)
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} names no zone")
    return instant


def is_moment(text: str) -> bool:
    """Return whether a text is an instant that names its zone, or a day."""
    try:
        moment(text)
    except ValueError:
        return False
    return True


def names(text: str) -> tuple[str, ...]:
    """Return the names in a list with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs in a line with BETWEEN between them."""
    return tuple(" ".join(part.split()) for part in text.split(BETWEEN) if part.strip())


def added(text: str) -> tuple[tuple[str, str], ...]:
    """Return the paragraphs in a line that an article has beside those of its page.

    Each has the beginning of the one before it, "" for the first of all.
    """
    parts = (part.partition(AFTER) for part in text.split(BETWEEN))
    pairs = ((" ".join(anchor.split()), " ".join(words.split())) for anchor, _, words in parts)
    return tuple(pair for pair in pairs if pair[1])


# Key of the front matter: what its value must be, and how to say so.
KEYS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "title": (str.strip, "a headline on one line"),
    "description": (str.strip, "a sentence on one line"),
    "category": (_WORD.fullmatch, "one word in capitals, such as WORLD"),
    "image": (_ADDRESS.fullmatch, "an address, such as https://herald.example/harbour.jpg"),
    "language": (_LANGUAGE.fullmatch, "two letters, such as en"),
    "caption": (str.strip, "the words beneath the picture, on one line"),
    "authors": (names, "one name, or several with commas between them"),
    "published": (is_moment, "a day, or an instant with its zone: 2024-10-17T15:45:00+07:00"),
    COPY_OF: (_CODE.fullmatch, "the code of the article whose text it has"),
    WITHOUT: (paragraphs, f"paragraphs of its text, with {BETWEEN} between them"),
    ALSO: (added, f"the beginning of the paragraph before, {AFTER}, and the one that is added"),
    NEVER: (lambda value: value.lower() in TRUE + FALSE, "true or false"),
    HOLD: (lambda value: value.lower() in TRUE + FALSE, "true or false"),
}


_FIELDS = {  # of an Article
    "title": "headline",
    "description": "description",
    "category": "category",
    "language": "language",
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

    def copy_of(self, code: str) -> str | None:
        """Return the code of the article whose text this one repeats, None if nobody says so."""
        return self.of.get(code, {}).get(COPY_OF)

    def applied(self, article: Article, code: str) -> Article:
        """Return the article as a person wants it."""
        values = self.of.get(code)
        if not values:
            return article
        changes: dict[str, Any] = {
            field: values[key] for key, field in _FIELDS.items() if key in values
        }
        if writers := values.get("authors"):
            changes["authors"] = names(writers)
        if published := values.get("published"):
            changes["date_published"] = moment(published)
        if lines := paragraphs(values.get(WITHOUT, "")):
            body = (block for block in article.body if " ".join(block.text.split()) not in lines)
            changes["body"] = tuple(body)
        for anchor, words in added(values.get(ALSO, "")):
            body_now = changes.get("body", article.body)
            changes["body"] = tuple(with_paragraph(body_now, anchor, words))
        image = article.image
        if address := values.get("image"):
            copy = address if address.startswith("/") else None  # of the site that shows it
            image = replace(image or Image(url=address), copy_url=copy)
            image = image if copy else replace(image, url=address)
        if image and (caption := values.get("caption")):
            image = replace(image, caption=caption, credit=None)
        return replace(article, image=image, **changes)


def with_paragraph(body: Sequence[Block], anchor: str, words: str) -> Iterator[Block]:
    """Yield the blocks of a body and a paragraph, once, behind the one that begins so.

    Where none does any more, it comes last; anchor "": first.
    """
    new = Block("paragraph", (Span(words),))
    texts = [" ".join(block.text.split()) for block in body]
    if words in texts:
        yield from body
        return
    at = next((n + 1 for n, text in enumerate(texts) if text.startswith(anchor)), len(body))
    at = at if anchor else 0
    yield from (*body[:at], new, *body[at:])


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


def without_change(output: Path, before: bytes, after: bytes, now: bytes) -> bytes | None:
    """Return the file's content without what a change has made of before; None: it can't be.

    What else has been said since stays; the same keys of the same articles must not have changed.
    """
    was, said, stands = (read_overrides(output, one).of for one in (before, after, now))
    rows = {code: dict(values) for code, values in stands.items()}
    for code in was.keys() | said.keys():
        former, changed = was.get(code, {}), said.get(code, {})
        for key in former.keys() | changed.keys():
            if former.get(key) == changed.get(key):
                continue
            if stands.get(code, {}).get(key) != changed.get(key):
                return None
            values = rows.setdefault(code, {})
            values.pop(key, None)
            if key in former:
                values[key] = former[key]
    return dumped(rows).encode()


def dumped(overrides: Mapping[str, Mapping[str, str]]) -> str:
    """Return the text of the file."""
    rows = {code: dict(values) for code, values in overrides.items() if values}
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=1000) if rows else ""
