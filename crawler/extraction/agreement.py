"""How far a block's words stand in another text that the page offers: its articleBody, its
description, its headline, or what trafilatura takes for the article."""

import re
from collections.abc import Sequence

RUN = 3  # words that must follow one another in both texts

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")

Words = Sequence[str]


def words(text: str) -> list[str]:
    """Return the words of text in lower case; a Han or Kana character is a word."""
    return _WORD.findall(text.lower())


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
                self.runs.update(zip(row, row[1:], row[2:], strict=False))

    def share(self, block: Words) -> int:
        """Return the percent of the block's runs that the text has; -1 if the text is empty.

        A block shorter than a run is there if it is a line of the text.
        """
        if not self.words:
            return -1
        if len(block) < RUN:
            return 100 * (tuple(block) in self.lines)
        runs = list(zip(block, block[1:], block[2:], strict=False))
        return 100 * sum(run in self.runs for run in runs) // len(runs)

    def likeness(self, block: Words) -> int:
        """Return the percent of all words of both that both have; -1 if the text is empty."""
        if not self.words:
            return -1
        mine = set(block)
        return 100 * len(mine & self.words) // max(1, len(mine | self.words))
