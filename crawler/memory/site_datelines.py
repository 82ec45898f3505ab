"""The datelines of a site: what the beginnings of its texts have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crawler.extraction.fields.names import is_person, names_in, without_by
from crawler.extraction.site.datelines import ANY, NAME
from crawler.memory.traces import PageTrace

_FEWEST = 3  # pages
_OFTEN = 20  # percent of the pages
_SHARES = (80, 50, 20)  # percent of the pages that have a word, from which it is the site's
_MOST = 5  # shapes of a model
_LONGEST = 80  # characters of a dateline
_WORDS = 5  # that vary, one behind the other
_NAMES = 80  # percent of the pages where what varies is a person's name
# Han, Kana and numbers by their sign, other words whole.
_TOKEN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\d_\u3040-\u30ff\u4e00-\u9fff]+|\d|\s+|.")
_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_END = re.compile(
    r"[–—―=]|--|-(?=\s)|[)）】\]](?!\s*[-–—―=])|(?<=[—–-]\s)\w+\.|[电電讯訊](?=[\s(（])"
)
_LAST_IN_BRACKETS = re.compile(rf"(?<=[(（])([^()（）]*?){ANY}(?=[)）])")


def site_datelines(pages: Sequence[PageTrace]) -> tuple[str, ...]:
    """Return the shapes of the datelines of many pages, the most frequent first."""
    tokens = [_TOKEN.findall(page.opening) for page in pages]
    counts = Counter(token for each in tokens for token in {*each, *map("".join, pairwise(each))})
    shapes: list[dict[str, str]] = [{} for _ in pages]
    for share in _SHARES:  # what is on few pages may be a writer's name, or a place
        fixed = frozenset(
            t for t, n in counts.items() if n >= max(_FEWEST, share * len(pages) / 100)
        )
        for page, each in zip(pages, shapes, strict=True):
            each.update(_shapes(page.opening, fixed))
    shared = Counter(shape for each in shapes for shape in each)
    least = max(_FEWEST, _OFTEN * len(pages) // 100)
    openings: defaultdict[str, list[str]] = defaultdict(list)
    for each in shapes:
        mine = [shape for shape in each if shared[shape] >= least]
        if mine:  # the longest beginning, in the shape that most pages have
            chosen = max(mine, key=lambda shape: (len(each[shape]), shared[shape], shape))
            openings[chosen].append(each[chosen])
    ranked = sorted(openings, key=lambda shape: (-len(openings[shape]), shape))
    return tuple(
        _with_name(shape, openings[shape]) for shape in ranked if len(openings[shape]) >= least
    )[:_MOST]


def _shapes(opening: str, fixed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the shapes that the beginning of a text may have, each with that beginning."""
    for end in _END.finditer(opening, 0, _LONGEST):
        text = opening[: end.end()]
        shape = _shape(text, fixed)
        if shape is not None and _is_telling(shape):
            yield shape, text


def _shape(text: str, fixed: frozenset[str]) -> str | None:
    """Return a text with what varies as one mark; None if too much of it does."""
    parts: list[str] = []
    words = 0
    tokens = ["", *_TOKEN.findall(text), ""]
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        varies = token.isalpha() and token not in fixed
        if _HAN.match(token):  # a sign is in many words
            varies = fixed.isdisjoint((before + token, token + after))
        if varies:
            words += 0 if _HAN.match(token) else 1
            if words > _WORDS:
                return None
            if parts[-1:] == [" "] and parts[-2:-1] == [ANY]:
                parts.pop()
            if parts[-1:] != [ANY]:
                parts.append(ANY)
        else:
            if token.strip():
                words = 0
            parts.append(" " if token.isspace() else token)
    return "".join(parts)


def _is_telling(shape: str) -> bool:
    """Return whether a part of it between marks is the same on all pages: an agency, a byline."""
    segments = re.split(r"[^\w\s…]+", shape)
    whole = any(ANY not in s and sum(map(str.isalpha, s)) > 1 for s in segments)
    return whole or (_HAN.match(shape) is not None and _HAN.match(shape[1:]) is not None)


def _with_name(shape: str, openings: Sequence[str]) -> str:
    """Return a shape with its last bracket's mark as a name's, if there are names on most pages."""
    found = _LAST_IN_BRACKETS.search(shape)
    if found is None:
        return shape
    before = found[1]
    is_called = without_by(before.strip() + " x") is not None
    insides = [re.findall(r"[(（]([^()（）]*)[)）]", text)[-1] for text in openings]
    names = [names_in([inside[len(before) :]]) for inside in insides]
    people = sum(
        bool(each) and all(is_person(n) and (is_called or " " in n) for n in each) for each in names
    )
    if not before.strip() or 100 * people < _NAMES * len(openings):
        return shape
    at = found.end() - len(ANY)
    return shape[:at] + NAME + shape[found.end() :]
