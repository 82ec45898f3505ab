"""The block classifier: says of each block how likely it is part of the article.

A forest of small symmetric trees over whole numbers, made by `benchmarks/train_classifier.py` and
kept in classifier.json; its sums are whole numbers too, so that every machine comes to the same.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.features import FEATURES

MODEL = Path(__file__).with_name("classifier.json")
BATCH = 500  # blocks at a time, which take some MB; nearly all pages have fewer
SCALE = 1000  # of the leaves: a log-odds of 1.0 is 1000


@dataclass(frozen=True, eq=False)
class Forest:
    """Trees of one depth; a block's leaf in a tree is the number that its answers spell."""

    columns: NDArray[np.int64]  # trees x depth: which feature each question is about
    bounds: NDArray[np.int64]  # trees x depth: is it greater than this?
    leaves: NDArray[np.int64]  # trees x 2 ** depth
    bias: int

    def scores(self, rows: list[list[int]]) -> list[int]:
        """Return each row's log-odds of being article text, in units of 1 / SCALE."""
        return [
            int(score)
            for n in range(0, len(rows), BATCH)
            for score in self._sums(rows[n : n + BATCH])
        ]

    def _sums(self, rows: list[list[int]]) -> NDArray[np.int64]:
        answers = np.array(rows, dtype=np.int64)[:, self.columns] > self.bounds
        spelt = answers @ (1 << np.arange(self.columns.shape[1]))
        sums: NDArray[np.int64] = self.leaves[np.arange(len(self.leaves)), spelt].sum(axis=1)
        return sums + self.bias

    def telling(self, row: list[int], other: list[int]) -> list[str]:
        """Return the features that count for another row and against this one, the most first.

        Each would raise this row's score if its number were the other's.
        """
        columns = [int(n) for n in np.unique(self.columns) if row[n] != other[n]]
        mixed = [[*row[:n], other[n], *row[n + 1 :]] for n in columns]
        own, *scores = self.scores([row, *mixed])
        ranked = sorted(zip(scores, columns, strict=True), reverse=True)
        return [FEATURES[n] for score, n in ranked if score > own]


@lru_cache(maxsize=1)
def classifier() -> Forest:
    """Return the forest that ships with the program, read once."""
    return forest(json.loads(MODEL.read_text(encoding="utf-8")))


def forest(model: dict[str, Any]) -> Forest:
    """Return the forest of a model file's content; a feature it does not know is a KeyError."""
    column = {name: n for n, name in enumerate(FEATURES)}
    names = [column[name] for name in model["features"]]
    trees = model["trees"]
    return Forest(
        columns=np.array([[names[n] for n in tree["features"]] for tree in trees]),
        bounds=np.array([tree["bounds"] for tree in trees]),
        leaves=np.array([tree["leaves"] for tree in trees]),
        bias=model["bias"],
    )
