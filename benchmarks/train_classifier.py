"""Makes crawler/extraction/classifier.json from the development corpora.

    python -m benchmarks.train_classifier ../shared/corpora            # writes the model
    python -m benchmarks.train_classifier ../shared/corpora --validate # publishers held out

Needs the extra `train`. Validation trains on four fifths of the publishers and judges the pages of
the others, five times; it prints the share of words kept wrongly and lost, a corpus a line.
"""

import argparse
import hashlib
import json
import math
import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

from benchmarks.corpus import CorpusPage, corpus_names, corpus_pages
from benchmarks.labels import Label, block_labels
from crawler.extraction.body.judgement import foreign_blocks
from crawler.extraction.classifier.agreement import words
from crawler.extraction.classifier.classifier import MODEL, SCALE, leave_doubt
from crawler.extraction.classifier.features import FEATURES, block_features
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.second_opinion import OPINION, is_too_large, second_opinion
from crawler.extraction.classifier.testimony import testimony_of
from crawler.extraction.fields.description import description_candidates
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

ADVISED = (*FEATURES, *OPINION)
FOLDS = 5
OPTIONAL_WEIGHT = 0.15  # of a block that is right with or without
# News counts more than the guides and shop pages of a wide corpus.
CORPUS_WEIGHTS = {"i18n-dev": 2.0, "aeb181": 2.0}
PARAMETERS = {
    "iterations": 1000,
    "depth": 6,
    "learning_rate": 0.05,
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


@dataclass(frozen=True)
class LabelledPage:
    """A page's blocks as the classifier sees them, and what is right."""

    corpus: str
    publisher: str
    rows: Numbers  # FEATURES, then OPINION
    labels: list[Label]
    lengths: list[int]  # characters
    is_too_large: bool  # for trafilatura to be asked

    @property
    def weights(self) -> list[float]:
        """What each block counts: by its words, long pages less a word than short ones."""
        size = sum(math.sqrt(label.size) for label in self.labels if label.share > 0.5)
        scale = CORPUS_WEIGHTS.get(self.corpus, 1.0) / math.sqrt(max(size, 50))
        return [
            math.sqrt(label.size) * scale * (OPTIONAL_WEIGHT if label.optional else 1.0)
            for label in self.labels
        ]


def labelled(page: CorpusPage) -> LabelledPage | None:
    """Return the page as the classifier sees it, None if nothing can be read of it."""
    read = read_page(page.html, page.url, GENERIC, page.charset)
    if read is None:
        return None
    all_blocks = page_blocks(read.tree)
    foreign = foreign_blocks(read, all_blocks)
    blocks = [block for block in all_blocks if block not in foreign]
    if not blocks:
        return None
    texts = [words(block.text) for block in blocks]
    testimony = testimony_of(
        read, best(headline_candidates(read)) or "", best(description_candidates(read)) or ""
    )
    own = block_features(blocks, texts, testimony)
    return LabelledPage(
        corpus=page.corpus,
        publisher=".".join(page.host.split(".")[-2:]),
        rows=np.hstack((own, second_opinion(read, texts))),
        labels=block_labels([block.text for block in blocks], page.truth),
        lengths=[len(block.text) for block in blocks],
        is_too_large=is_too_large(read.tree),
    )


def trained(pages: list[LabelledPage], names: Sequence[str]) -> CatBoostClassifier:
    """Return a model of these pages that judges by the first columns, of these names."""
    model = CatBoostClassifier(**PARAMETERS)
    model.fit(
        Pool(
            np.vstack([page.rows[:, : len(names)] for page in pages]).astype(np.float32),
            [int(label.share > 0.5) for page in pages for label in page.labels],
            weight=[weight for page in pages for weight in page.weights],
        )
    )
    return model


def scores(first: CatBoostClassifier, second: CatBoostClassifier, page: LabelledPage) -> list[int]:
    """Return what the two models in turn say of each block of the page."""
    by_page = _scores(first, page.rows[:, : len(FEATURES)])
    if page.is_too_large or not leave_doubt(page.lengths, by_page):
        return by_page
    return _scores(second, page.rows)


def _scores(model: CatBoostClassifier, rows: Numbers) -> list[int]:
    raw = model.predict(rows.astype(np.float32), prediction_type="RawFormulaVal")
    return [round(SCALE * score) for score in raw]


def as_forest(model: CatBoostClassifier, names: Sequence[str], scratch: Path) -> dict[str, Any]:
    """Return the model in the form of classifier.json: whole numbers, features by name."""
    model.save_model(str(scratch), format="json")
    saved = json.loads(scratch.read_text(encoding="utf-8"))
    scratch.unlink()
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


def validate(pages: list[LabelledPage]) -> None:
    """Print how pages fare whose publishers the model has not seen."""
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for fold in range(FOLDS):
        seen = [page for page in pages if _fold(page) != fold]
        first, second = trained(seen, FEATURES), trained(seen, ADVISED)
        for page in pages:
            if _fold(page) == fold:
                wrong, lost, right = _words(page, [s > 0 for s in scores(first, second, page)])
                total = totals[page.corpus]
                total[0] += 1
                total[1] += wrong
                total[2] += lost
                total[3] += right
    for corpus, (count, wrong, lost, right) in sorted(totals.items()):
        kept, known = right + wrong, right + lost
        print(
            f"{corpus}: {count} pages, {wrong / kept:.2%} of the words kept are furniture,", end=""
        )
        print(f" {lost / known:.2%} of the article's words are lost")


def _fold(page: LabelledPage) -> int:
    return hashlib.sha256(page.publisher.encode()).digest()[0] % FOLDS


def _words(page: LabelledPage, kept: list[bool]) -> tuple[int, int, int]:
    wrong = lost = right = 0
    for label, keep in zip(page.labels, kept, strict=True):
        if label.share > 0.5:
            right += label.size if keep else 0
            lost += 0 if keep or label.optional else label.size
        elif keep:
            wrong += label.size
    return wrong, lost, right


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path, help="folder of NAME.warc.gz and NAME.truth.jsonl.gz")
    parser.add_argument(
        "--validate", action="store_true", help="hold publishers out, write nothing"
    )
    arguments = parser.parse_args()
    names = corpus_names(arguments.corpora)
    if not names:
        print(f"{arguments.corpora}: no *.truth.jsonl.gz in this folder", file=sys.stderr)
        return 2
    found = (page for name in names for page in corpus_pages(arguments.corpora, name))
    with ProcessPoolExecutor() as workers:
        pages = [page for page in workers.map(labelled, found, chunksize=8) if page]
    if arguments.validate:
        validate(pages)
        return 0
    models = {
        name: as_forest(trained(pages, features), features, MODEL.with_suffix(".tmp"))
        for name, features in (("first", FEATURES), ("second", ADVISED))
    }
    MODEL.write_text(json.dumps(models, separators=(",", ":")) + "\n", encoding="utf-8")
    trees = sum(len(model["trees"]) for model in models.values())
    print(f"{MODEL.name}: {trees} trees, {MODEL.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
