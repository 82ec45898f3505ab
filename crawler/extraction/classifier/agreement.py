"""How far a block's words stand in another text that the page offers: its articleBody, its
description, its headline, or what trafilatura takes for the article."""

import re
from collections.abc import Iterator, Sequence

RUN = 3  # words that must follow one another in both texts
LONGER = 4  # times as many words as a text: too many to be like it

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_ASCII_WORD = re.compile("[a-z0-9]+")  # finds the same in ASCII, in half the time

Words = Sequence[str]


def words(text: str) -> list[str]:
    """Return the words of text in lower case; a Han or Kana character is a word."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text.lower())


class Witness:
    """A text that blocks are held against."""

    def __init__(self, text: str) -> None:
        self.runs: set[tuple[str, ...]] = set()
        self.lines: set[tuple[str, ...]] = set()
        self.words: set[str] = set()
        for line in text.split("\n"):
            row = words(line)
            if row:
                self.words.update(row)
                self.lines.add(tuple(row))
                self.runs.update(_runs(row))

    def shares(self, blocks: Sequence[Words]) -> list[int]:
        """Return for each block the percent of its runs that the text has; -1 if that is empty.

        A block shorter than a run is there if it is a line of the text.
        """
        return [self._share(block) for block in blocks] if self.words else [-1] * len(blocks)

    def _share(self, block: Words) -> int:
        if len(block) < RUN:
            return 100 * (tuple(block) in self.lines)
        return 100 * sum(map(self.runs.__contains__, _runs(block))) // (len(block) - RUN + 1)

    def likeness(self, block: Words) -> int:
        """Return the percent of all words of both that both have; -1 if the text is empty.

        It is 0 for a block that is much longer than the text, which shares few of all words.
        """
        if not self.words:
            return -1
        if len(block) > LONGER * len(self.words):
            return 0
        shared = len(self.words.intersection(block))
        return 100 * shared // max(1, len(self.words.union(block))) if shared else 0

    def shown_by(self, blocks: Sequence[Words]) -> int:
        """Return the percent of the text's runs that the blocks have; -1 if it has none."""
        if not self.runs:
            return -1
        shown = {run for block in blocks for run in _runs(block) if run in self.runs}
        return 100 * len(shown) // len(self.runs)


def _runs(row: Words) -> Iterator[tuple[str, ...]]:
    return zip(row, row[1:], row[2:], strict=False)
