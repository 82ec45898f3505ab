"""Data that a page keeps for its own scripts: JSON, and JavaScript's object literals.

Frameworks write the article there and draw it when they run: Next.js and Nuxt in a script of JSON,
others as the value of a variable (`window.__APOLLO_STATE__ = {…}`). No name is looked for but that
of React's server components, whose rows come in pieces.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from crawler.extraction.data.flight import NAME, flight_values, pushed
from crawler.extraction.data.references import dereferenced, has_references

_LEAST = 200  # characters of a script that may hold an article, be it a brief in Chinese
_MOST = 2_000_000  # characters of the scripts of a page that are read
_MOST_VALUES = 30  # of a script
_LITERALS = 300_000  # characters of one that is read as JavaScript, which takes longer
_VALUE = re.compile(r"(?:=|\breturn|\bpush\()\s*(?=[\[{])|JSON\.parse\(\s*(?=[\"'])")
_DECODER = json.JSONDecoder(strict=False)
# Strings, which stay; names before a colon, which get quotes; other names, which have no value.
_LITERAL = re.compile(
    r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|([A-Za-z_$][\w$]*)(\s*:)?|![01]|,(?=\s*[\]}])', re.S
)
_KNOWN = {"true": "true", "false": "false", "null": "null"}
_MOST_RESOLVED = 200_000  # values of a Nuxt payload


def script_values(scripts: Iterable[HtmlElement]) -> Iterator[Any]:
    """Yield the arrays and objects that the scripts hold, JSON-LD aside, in page order."""
    left = _MOST
    flight: list[str] = []
    for script in scripts:
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if NAME in text and len(text) <= left:
            flight += pushed(text)
            left -= len(text)
            continue
        if not _LEAST <= len(text) <= left or "ld+json" in kind:
            continue
        left -= len(text)
        refers = has_references(text)
        for value in _held(text, kind):
            yield dereferenced(value) if refers else value
    yield from flight_values(flight)


def _held(text: str, kind: str) -> Iterator[Any]:
    """Yield what a script of a kind holds; that of other kinds is no JavaScript."""
    if "json" in kind:
        yield from _loaded(text)
    elif not kind or "javascript" in kind or kind == "module":
        yield from _assigned(text)


def _loaded(text: str) -> Iterator[Any]:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield _resolved(value) if _is_payload(value) else value


def _assigned(text: str) -> Iterator[Any]:
    """Yield what a script assigns, returns or parses, outer values alone."""
    end = 0
    for found in islice(_VALUE.finditer(text), _MOST_VALUES):
        if found.end() < end:
            continue
        for read in (str, _as_json) if len(text) <= _LITERALS else (str,):
            try:
                value, length = _DECODER.raw_decode(read(text[found.end() :]))
                if isinstance(value, str):
                    value = json.loads(value, strict=False)
            except (ValueError, RecursionError):
                continue
            end = found.end() + length
            yield value
            break


def _as_json(text: str) -> str:
    """Return JavaScript's literals in JSON's form; variables are null."""

    def quoted(found: re.Match[str]) -> str:
        name, colon = found.groups()
        if name:
            return f'"{name}":' if colon else _KNOWN.get(name, "null")
        token = found[0]
        if token[0] == "'":
            return json.dumps(token[1:-1].replace("\\'", "'"))
        return {"!0": "true", "!1": "false", ",": ""}.get(token, token)

    return _LITERAL.sub(quoted, text.replace("void 0", "null"))


def _is_payload(value: Any) -> bool:
    """Return whether a value is in the form of Nuxt 3: a list whose objects name places in it."""
    return (
        isinstance(value, list)
        and len(value) > 1
        and isinstance(value[0], list | dict)
        and all(isinstance(v, int) for v in _inner(value[0]) if not isinstance(v, str))
    )


def _inner(value: list[Any] | dict[str, Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def _resolved(payload: list[Any]) -> Any:
    """Return a payload as the tree that it stands for; what refers to itself is left out."""
    left = _MOST_RESOLVED

    def at(place: Any, above: tuple[int, ...]) -> Any:
        nonlocal left
        left -= 1
        if not isinstance(place, int) or not 0 <= place < len(payload):
            return place if isinstance(place, str) else None
        value = payload[place]
        if not isinstance(value, list | dict):
            return value
        if place in above or len(above) > 50 or left < 0:
            return None
        inside = (*above, place)
        if isinstance(value, dict):
            return {key: at(v, inside) for key, v in value.items()}
        return [at(v, inside) for v in value]

    return at(0, ())
