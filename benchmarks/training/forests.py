"""Trains the classifier's forests, and writes them in the form of classifier.json.

The second forest hears what the first one says of a page that it has not learned from, as it will
of the pages to come. So the first is trained several times, without the publishers of one fold or
of two.
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

from benchmarks.training.pages import LabelledPage
from crawler.extraction.classifier.classifier import COLUMNS
from crawler.extraction.classifier.company import company_features
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.places import Numbers

PARAMETERS = {
    "depth": 6,
    "l2_leaf_reg": 5,
    "border_count": 48,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.6,
    "rsm": 0.4,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
}

# Of the first forest, whose word is one number among many, and of the two that decide.
SHORT = {"iterations": 300, "learning_rate": 0.12}
LONG = {"iterations": 500, "learning_rate": 0.09}

Model = dict[str, Any]


class Trainer:
    """Trains on labelled pages, with the publishers of some folds left out."""

    def __init__(self, pages: Sequence[LabelledPage]) -> None:
        self.pages = pages
        self.alone = lru_cache(maxsize=None)(self._alone)

    def models(self, held_out: int | None = None) -> dict[str, Model]:
        """Return the forests by their names in COLUMNS, none of which saw the fold held out."""
        left_out = frozenset(() if held_out is None else (held_out,))
        pages = [page for page in self.pages if page.fold not in left_out]
        beside = [np.hstack((page.features, self._company(page, left_out))) for page in pages]
        opinions = [page.opinion for page in pages]
        advised = [np.hstack(each) for each in zip(beside, opinions, strict=True)]
        trained = {
            "alone": self.alone(left_out),
            "beside": fitted(pages, beside, LONG),
            "advised": fitted(pages, advised, LONG),
        }
        return {name: as_forest(model, COLUMNS[name]) for name, model in trained.items()}

    def _alone(self, left_out: frozenset[int]) -> CatBoostClassifier:
        pages = [page for page in self.pages if page.fold not in left_out]
        return fitted(pages, [page.features for page in pages], SHORT)

    def _company(self, page: LabelledPage, left_out: frozenset[int]) -> Numbers:
        """Return what the first forest says around the page's blocks, not having seen it."""
        raw = self.alone(left_out | {page.fold}).predict(
            page.features.astype(np.float32), prediction_type="RawFormulaVal"
        )
        scores = [round(SCALE * score) for score in raw]
        return company_features(scores, page.lengths, page.groups)


def fitted(
    pages: Sequence[LabelledPage], rows: Sequence[Numbers], length: dict[str, float]
) -> CatBoostClassifier:
    """Return a model of these pages, whose blocks have these numbers."""
    model = CatBoostClassifier(**PARAMETERS, **length)
    model.fit(
        Pool(
            np.vstack(rows).astype(np.float32),
            [int(label.share > 0.5) for page in pages for label in page.labels],
            weight=[weight for page in pages for weight in page.weights],
        )
    )
    return model


def as_forest(model: CatBoostClassifier, names: Sequence[str]) -> Model:
    """Return the model in the form of classifier.json: whole numbers, features by name."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "model.json")
        model.save_model(str(file), format="json")
        saved = json.loads(file.read_bytes())
    scale, (bias,) = saved["scale_and_bias"]
    columns = [f["flat_feature_index"] for f in saved["features_info"]["float_features"]]
    trees = saved["oblivious_trees"]
    used = sorted({columns[s["float_feature_index"]] for tree in trees for s in tree["splits"]})
    number = {column: n for n, column in enumerate(used)}
    depth = max(len(tree["splits"]) for tree in trees)
    return {
        "features": [names[column] for column in used],
        "bias": round(bias * SCALE),
        "trees": [
            {
                "features": [number[columns[s["float_feature_index"]]] for s in tree["splits"]],
                "bounds": [math.floor(s["border"]) for s in tree["splits"]],
                "leaves": [round(leaf * scale * SCALE) for leaf in tree["leaf_values"]],
            }
            for tree in trees
            if len(tree["splits"]) == depth
        ],
    }
