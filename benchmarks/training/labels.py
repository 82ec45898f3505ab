"""Says of each block of a page whether the truth has it: what the block classifier learns from.

Truth is running text, a page is a list of blocks of which many say the same (a teaser and the
article's first line, say). So blocks and truth are aligned: the chain of blocks, in page order,
that covers most words of the truth, in its order, is right; a long block off the chain is right too
if it covers words that the chain does not.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.extraction.classifier.agreement import words

RUN = 4  # words in a row that block and truth share
SLACK = 8  # words by which a block may be out of place
LEAST = 0.5  # of a block's words, covered
LONG = 8  # words from which a block off the chain can be right
MOST_PLACES = 30  # of a run in the truth that are looked at


@dataclass(frozen=True)
class Label:
    """What the truth says of one block."""

    share: float  # of its words that the truth covers, 0 to 1
    optional: bool  # right with or without
    size: int  # words


@dataclass(frozen=True)
class _Place:
    """Where in the truth a block may stand."""

    start: int
    end: int
    covered: float  # words


class _Truth:
    def __init__(self, truth: dict[str, Any]) -> None:
        if "text" in truth:
            lines = [(line, False) for line in truth["text"].split("\n")]
        else:
            lines = [(unit["text"], unit["optional"]) for unit in truth["body"]]
        self.words: list[str] = []
        self.optional: list[bool] = []
        self.starts: set[int] = set()
        for line, optional in lines:
            self.starts.add(len(self.words))
            tokens = words(line)
            self.words += tokens
            self.optional += [optional] * len(tokens)
        self.ends = {start - 1 for start in self.starts} | {len(self.words) - 1}
        self.runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for size in range(1, RUN + 1):
            for n in range(len(self.words) - size + 1):
                self.runs[tuple(self.words[n : n + size])].append(n)

    def places(self, block: list[str]) -> list[_Place]:
        """Return where block may stand, those that cover enough of it."""
        if len(block) < RUN:
            return self._short(block)
        votes: dict[int, set[int]] = defaultdict(set)
        for n in range(len(block) - RUN + 1):
            for place in self.runs.get(tuple(block[n : n + RUN]), [])[:MOST_PLACES]:
                votes[(place - n) // SLACK].update(range(n, n + RUN))
        covered = {step: len(seen | votes.get(step + 1, set())) for step, seen in votes.items()}
        best = sorted(covered, key=lambda step: -covered[step])[:6]
        return [
            _Place(step * SLACK, step * SLACK + len(block), covered[step])
            for step in best
            if covered[step] >= min(LEAST * len(block), LONG)
        ]

    def _short(self, block: list[str]) -> list[_Place]:
        """Few words are found anywhere: they must open or end a line of the truth."""
        found = []
        for start in self.runs.get(tuple(block), [])[:MOST_PLACES] if block else []:
            last = start + len(block) - 1
            edges = (start in self.starts) + (last in self.ends)
            if edges:
                found.append(_Place(start, last + 1, len(block) * edges / 2))
        return found


def block_labels(texts: Sequence[str], truth: dict[str, Any]) -> list[Label]:
    """Return a label for each block's text, in page order; truth is a corpus's, see its README."""
    known = _Truth(truth)
    blocks = [words(text) for text in texts]
    options = [known.places(block) for block in blocks]
    placed = _chain(options)
    taken = [False] * (len(known.words) + max(map(len, blocks), default=0) + SLACK)
    for place in placed.values():
        _take(taken, place)
    for n, block in enumerate(blocks):
        if n in placed or len(block) < LONG:
            continue
        for place in options[n]:
            free = sum(taken[max(0, place.start) : place.end]) < 0.3 * len(block)
            if free and place.covered >= 0.8 * len(block):
                placed[n] = place
                _take(taken, place)
                break
    return [_label(known, block, placed.get(n)) for n, block in enumerate(blocks)]


def _take(taken: list[bool], place: _Place) -> None:
    for n in range(max(0, place.start), place.end):
        taken[n] = True


def _label(known: _Truth, block: list[str], place: _Place | None) -> Label:
    if place is None:
        return Label(0.0, False, len(block))
    optional = known.optional[max(0, place.start) : place.end]
    share = min(1.0, place.covered / len(block))
    return Label(share, 2 * sum(optional) > len(optional), len(block))


def _chain(options: Sequence[Sequence[_Place]]) -> dict[int, _Place]:
    """Return the places, one per block at most, that rise in the truth and cover most of it."""
    links: list[tuple[int, _Place, int]] = []  # block, place, the link before
    best = _BestBefore()
    for n, places in enumerate(options):
        found = [(place, *best.up_to(place.start + SLACK)) for place in places]
        for place, covered, before in found:
            best.add(place.end - SLACK // 2, covered + place.covered, len(links))
            links.append((n, place, before))
    chain: dict[int, _Place] = {}
    _, at = best.up_to(_BestBefore.SIZE)
    while at >= 0:
        n, place, at = links[at]
        chain[n] = place
    return chain


class _BestBefore:
    """The best chain that ends at or before a word: a Fenwick tree of maxima."""

    SIZE = 1 << 18  # words; a longer truth counts as ending there

    def __init__(self) -> None:
        self.tree: dict[int, tuple[float, int]] = {}

    def up_to(self, word: int) -> tuple[float, int]:
        """Return the words covered and the chain's last link, (0, -1) if there is none."""
        best, at = (0.0, -1), min(max(word, 0), self.SIZE - 1) + 1
        while at:
            best = max(best, self.tree.get(at, (0.0, -1)))
            at -= at & -at
        return best

    def add(self, word: int, covered: float, link: int) -> None:
        """Note a chain that covers so many words and ends at word."""
        at = min(max(word, 0), self.SIZE - 1) + 1
        while at <= self.SIZE:
            if covered > self.tree.get(at, (0.0, -1))[0]:
                self.tree[at] = (covered, link)
            at += at & -at
