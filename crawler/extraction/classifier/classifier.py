"""The block classifier: says of each block how likely it is part of the article.

Forests of small symmetric trees over whole numbers, made by `python -m benchmarks.training` and
kept in classifier.json; their sums are whole numbers too, so that every machine comes to the same.
The first judges each block alone; the second knows what that said of the blocks around; where it
leaves doubt, the third hears trafilatura as well.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.classifier.agreement import words
from crawler.extraction.classifier.company import COMPANY, company, company_features
from crawler.extraction.classifier.features import FEATURES, block_features
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.second_opinion import OPINION, is_too_large, second_opinion
from crawler.extraction.classifier.testimony import Testimony
from crawler.extraction.page.blocks import PageBlock
from crawler.extraction.page.page import Page

MODEL = Path(__file__).with_name("classifier.json")
BATCH = 500  # blocks at a time, which take some MB; nearly all pages have fewer
SCALE = 1000  # of the leaves: a log-odds of 1.0 is 1000
DOUBT = SCALE  # log-odds up to which a block may be either
DOUBTFUL = 15  # percent of the text kept, from which so much in doubt calls for a second opinion


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees of one depth; a block's leaf in a tree is the number that its answers spell.

    Trees ask many questions twice: each is answered once.
    """

    features: tuple[str, ...]  # names of the numbers in a row
    columns: NDArray[np.int32]  # of each question: which feature it is about
    bounds: NDArray[np.int32]  # of each question: is it greater than this?
    questions: NDArray[np.int32]  # depth x trees: the number of the question
    leaves: NDArray[np.int32]  # trees x 2 ** depth
    bias: int

    def scores(self, rows: Numbers) -> list[int]:
        """Return each row's log-odds of being article text, in units of 1 / SCALE."""
        return [
            int(score)
            for n in range(0, len(rows), BATCH)
            for score in self._sums(rows[n : n + BATCH])
        ]

    def _sums(self, rows: Numbers) -> Numbers:
        numbers = np.ascontiguousarray(rows.T, dtype=np.int32)
        answers = (numbers[self.columns] > self.bounds[:, None]).view(np.uint8)
        spelt = answers.take(self.questions[0], axis=0)
        for level, asked in enumerate(self.questions[1:], 1):
            spelt |= answers.take(asked, axis=0) << level
        trees, size = self.leaves.shape
        first = np.arange(0, trees * size, size, dtype=np.int32)  # leaf of each tree
        sums: Numbers = self.leaves.take(spelt + first[:, None]).sum(axis=0, dtype=np.int64)
        return sums + self.bias

    def telling(self, row: Numbers, other: Numbers) -> list[str]:
        """Return the features that count for another row and against this one, the most first.

        Each would raise this row's score if its number were the other's.
        """
        columns = [int(n) for n in np.unique(self.columns) if row[n] != other[n]]
        mixed = np.tile(row, (len(columns) + 1, 1))
        mixed[np.arange(len(columns)), columns] = other[columns]
        *scores, own = self.scores(mixed)
        ranked = sorted(zip(scores, columns, strict=True), reverse=True)
        return [self.features[n] for score, n in ranked if score > own]


class Classified(NamedTuple):
    """What a forest says of a page's blocks, and what by."""

    forest: Forest
    rows: Numbers  # a block a row: the forest's features
    scores: list[int]  # of each block: see Forest


def classified(page: Page, blocks: Sequence[PageBlock], testimony: Testimony) -> Classified:
    """Return how likely each block is part of the page's article."""
    texts = [words(block.text) for block in blocks]
    lengths = [len(block.text) for block in blocks]
    alone, beside, advised = forests()
    rows, found = block_features(blocks, texts, testimony)
    around = company_features(alone.scores(rows), lengths, company(found))
    rows = np.hstack((rows, around))
    scores = beside.scores(rows)
    if not leave_doubt(lengths, scores) or is_too_large(page.tree):
        return Classified(beside, rows, scores)
    rows = np.hstack((rows, second_opinion(page, texts)))
    return Classified(advised, rows, advised.scores(rows))


def leave_doubt(lengths: Sequence[int], scores: Sequence[int]) -> bool:
    """Return whether these scores of blocks of these lengths leave the article in doubt."""
    kept = sum(n for n, score in zip(lengths, scores, strict=True) if score > 0)
    open_to_doubt = sum(n for n, score in zip(lengths, scores, strict=True) if abs(score) < DOUBT)
    return 100 * open_to_doubt > DOUBTFUL * kept


class Forests(NamedTuple):
    """The forests that judge a page's blocks, in the order in which they are asked."""

    alone: Forest  # by FEATURES
    beside: Forest  # and COMPANY
    advised: Forest  # and OPINION


# What each of them judges by.
COLUMNS: dict[str, tuple[str, ...]] = {
    "alone": FEATURES,
    "beside": (*FEATURES, *COMPANY),
    "advised": (*FEATURES, *COMPANY, *OPINION),
}


@lru_cache(maxsize=1)
def forests() -> Forests:
    """Return the forests that ship with the program, read once."""
    models = json.loads(MODEL.read_text(encoding="utf-8"))
    return Forests(*(forest(models[name], columns) for name, columns in COLUMNS.items()))


def forest(model: dict[str, Any], features: tuple[str, ...]) -> Forest:
    """Return the forest of a model; one that asks for other features is a ValueError."""
    columns = [features.index(name) for name in model["features"]]
    asked = [
        [(columns[n], bound) for n, bound in zip(tree["features"], tree["bounds"], strict=True)]
        for tree in model["trees"]
    ]
    known = {question: n for n, question in enumerate(sorted({q for tree in asked for q in tree}))}
    whole = np.int32
    return Forest(
        features=features,
        columns=np.array([column for column, _ in known], whole),
        bounds=np.array([bound for _, bound in known], whole),
        questions=np.array([[known[question] for question in tree] for tree in asked], whole).T,
        leaves=np.array([tree["leaves"] for tree in model["trees"]], whole),
        bias=model["bias"],
    )
