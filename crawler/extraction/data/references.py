"""Caches in which each node stands once, and others refer to it, as the tree that they stand for.

Apollo writes `{"__ref": "Paragraph:1"}`, formerly `{"type": "id", "id": "Paragraph:1"}`, Relay
`{"__ref": "client:1"}` and `{"__refs": ["client:1", …]}`.
"""

from collections.abc import Iterator
from typing import Any

_MARKS = ('"__ref', '"generated":')  # a text without one refers to nothing
_MOST_NODES = 200_000
_MOST_RESOLVED = 200_000  # values of a cache with its references
_DEEPEST = 6  # references within each other


def has_references(text: str) -> bool:
    """Return whether a script may hold such a cache."""
    return any(mark in text for mark in _MARKS)


def dereferenced(data: Any) -> Any:
    """Return data with what they refer to in each reference's place.

    What refers to itself, or to nothing, is left out.
    """
    records = {key: value for node in _objects(data) for key, value in _records(node)}
    left = _MOST_RESOLVED

    def at(value: Any, above: tuple[str, ...]) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            return None
        if isinstance(value, list):
            return [at(each, above) for each in value]
        if not isinstance(value, dict):
            return value
        keys = _reference(value)
        if keys is None:
            return {key: at(each, above) for key, each in value.items()}
        named = [key for key in keys if key in records and key not in above]
        if len(above) == _DEEPEST or not named:
            return None
        inner = [at(records[key], (*above, key)) for key in named]
        return inner if "__refs" in value else inner[0]

    try:
        return at(data, ())
    except RecursionError:
        return data


def _reference(node: dict[str, Any]) -> list[str] | None:
    """Return the keys of the records that a node refers to, None if it is no reference."""
    one, many = node.get("__ref"), node.get("__refs")
    if node.get("type") == "id" and "generated" in node:
        one = node.get("id")
    if isinstance(many, list):
        return [key for key in many if isinstance(key, str)]
    return [one] if isinstance(one, str) else None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _records(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the objects that a node holds, by the names that references have for them."""
    for key, value in node.items():
        if isinstance(value, dict) and _reference(value) is None:
            yield key, value
