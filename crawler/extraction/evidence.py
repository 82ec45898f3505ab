"""What a page offers for a field: each candidate value with where it was found."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from typing_extensions import NamedTuple  # Python 3.10's own can't be generic

T_co = TypeVar("T_co", covariant=True)


class Candidate(NamedTuple, Generic[T_co]):
    """A value and the place that says so, such as `JSON-LD headline` or `<h1>`."""

    value: T_co
    origin: str


def best(candidates: Iterable[Candidate[T_co]]) -> T_co | None:
    """Return the first candidate's value, None if there is none: they come best first."""
    return next((candidate.value for candidate in candidates), None)
