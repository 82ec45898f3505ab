"""What a page offers for a field: each candidate value with where it was found."""

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from typing_extensions import NamedTuple  # Python 3.10's own can't be generic

T_co = TypeVar("T_co", covariant=True)


_SHOWN = 100  # characters of a headline that search engines surely show
_CUT = re.compile(r"\s*(?:\.\.\.|…|\[…\])$")


class Candidate(NamedTuple, Generic[T_co]):
    """A value and the place that says so, such as `JSON-LD headline` or `<h1>`."""

    value: T_co
    origin: str


def best(candidates: Iterable[Candidate[T_co]]) -> T_co | None:
    """Return the first candidate's value, None if there is none: they come best first."""
    return next((candidate.value for candidate in candidates), None)


def whole_first(candidates: Sequence[Candidate[str]]) -> list[Candidate[str]]:
    """Return the candidates with those last that are the beginning of another, cut with dots.

    Or cut without them at the 110 letters that search engines show of a headline.
    """
    texts = {candidate.value for candidate in candidates}
    cut = [c for c in candidates if _is_cut(c.value, texts)]
    return [*(c for c in candidates if c not in cut), *cut]


def _is_cut(text: str, others: Iterable[str]) -> bool:
    stem = _CUT.sub("", text)
    if stem == text and len(text) <= _SHOWN:
        return False
    return any(len(stem) < len(other) and other.startswith(stem) for other in others)
