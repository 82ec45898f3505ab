"""From addresses of articles to the regular expression that a profile needs."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

MOST_WORDS = 8  # sections that an expression names; more are any name
LEAST_SHARE = 0.1  # of the addresses, that an expression of its own is for


def article_patterns(urls: Iterable[str]) -> list[str]:
    """Return regular expressions for the paths of these addresses, the commonest shape first."""
    shapes: defaultdict[tuple[str, ...], list[list[str]]] = defaultdict(list)
    total = 0
    for url in urls:
        steps = [step for step in unquote(urlsplit(url).path).split("/") if step]
        if steps:
            total += 1
            shapes[tuple(shape(steps))].append(steps)
    frequent = sorted(shapes.items(), key=lambda found: (-len(found[1]), found[0]))
    return [
        expression(kinds, paths)
        for kinds, paths in frequent
        if len(paths) >= max(2, LEAST_SHARE * total)
    ]


def shape(steps: list[str]) -> Iterator[str]:
    """Yield the kind of each step of a path: an expression, or `word` for one that is a name."""
    for step in steps[:-1]:
        yield kind_of(step) or "word"
    yield kind_of(steps[-1]) or "[^/?]+"


def kind_of(step: str) -> str | None:
    """Return the expression for a step that holds a date or a number, None for another."""
    if re.fullmatch(r"(?:19|20)\d\d", step):
        return r"\d{4}"
    if re.fullmatch(r"\d\d", step):
        return r"\d\d"
    if re.fullmatch(r"\d+", step):
        return r"\d+"
    if re.match(r"\d{4,}[-_]", step):
        return r"\d+[-_]"
    if re.search(r"[-_.]\d{4,}(?:\.\w+)?$", step):
        return r"[^/?]+\d{4}"
    return None


def expression(kinds: tuple[str, ...], paths: list[list[str]]) -> str:
    """Return the regular expression of paths of one shape."""
    parts = []
    for place, kind in enumerate(kinds):
        if kind == "word":
            words = sorted({re.escape(path[place]).replace(r"\-", "-") for path in paths})
            kind = "[^/?]+"
            if len(words) == 1:
                kind = words[0]
            elif len(words) <= MOST_WORDS:
                kind = f"({'|'.join(words)})"
        parts.append(kind)
    return "^/" + "/".join(parts)
