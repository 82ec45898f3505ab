"""Many patterns sought in one pass: RE2 walks through a text once, however many there are."""

from collections.abc import Iterable
from functools import cached_property

import re2

_MEMORY = 64 << 20  # bytes for a set's states, at most: a full cache starts again, which is slow


class PatternSet:
    """Patterns of RE2's syntax, numbered in their order; compiled when they are first sought."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = patterns

    @cached_property
    def _set(self) -> re2.Set:
        options = re2.Options()
        options.max_mem = _MEMORY
        patterns = re2.Set.SearchSet(options)
        for pattern in self._patterns:
            patterns.Add(pattern)
        patterns.Compile()
        return patterns

    def found_in(self, text: str) -> list[int]:
        """Return the numbers of the patterns that the text has a match of, in no order."""
        return self._set.Match(text.encode("utf-8", "replace")) or []

    def bits(self, text: str) -> int:
        """Return the same with bit n set for pattern n."""
        return sum(1 << number for number in self.found_in(text))
