"""Forests of small symmetric trees over whole numbers: the form that learned judgements have.

Their sums are whole numbers too, so that every machine comes to the same.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.classifier.places import Numbers

BATCH = 500  # rows at a time, which take some MB; nearly all pages have fewer blocks
SCALE = 1000  # of the leaves: a log-odds of 1.0 is 1000


def percent_of(score: int) -> int:
    """Return the probability of a log-odds in units of 1 / SCALE, in percent."""
    return round(100 / (1 + math.exp(-score / SCALE)))


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
        """Return each row's log-odds of what the forest has learned, in units of 1 / SCALE."""
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
