"""Makes crawler/extraction/confidence.json: how sure extraction may be of a whole article.

    python -m benchmarks.training.confidence ../shared/corpora --score ../shared/score

Needs the extra `train`, and the forests of `models/` (python -m benchmarks.training makes them): it
learns from pages as they come out where nothing was learned from their publishers. Prints how well
it judges, each page by what saw no page of its publisher; --plot FILE draws it.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from catboost import CatBoostClassifier
from numpy.typing import NDArray

from benchmarks.corpus import CorpusPage, corpus_names, corpus_pages
from benchmarks.held_out import filed, held_out
from benchmarks.quality import WHOLE, score_report, scorer
from benchmarks.training.folds import FOLDS, fold_of
from benchmarks.training.forests import PARAMETERS, Model, as_forest
from benchmarks.training.reliability import Outcomes, report
from crawler.extraction.article import extract
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.confidence import DOUBTS, MODEL, doubts
from crawler.profiles.profile import GENERIC

# Extraction asks for a model; while there is none yet, for one that says nothing.
SILENT = {
    "features": DOUBTS[:1],
    "bias": 0,
    "trees": [{"features": [0], "bounds": [0], "leaves": [0, 0]}],
}
SMALL = {**PARAMETERS, "depth": 4, "l2_leaf_reg": 8, "iterations": 150, "learning_rate": 0.05}


@dataclass(frozen=True)
class Judged:
    """What there is to know a page by, and its text as a file."""

    doubts: list[int]
    document: str


def judged(page: CorpusPage) -> Judged | None:
    """Return a page as it comes out, None if it is refused or has no text."""
    found = extract(page.html, page.url, GENERIC, charset=page.charset)
    if not any(block.kept for block in found.judgements):
        return None  # its text is one that only the page's data hold
    document = filed(found.article, page.url)
    return Judged(doubts(found.judgements), document) if document else None


def outcomes(corpora: Path, script: Path, corpus: str) -> tuple[list[list[int]], Outcomes]:
    """Return the doubts of a corpus's pages, and how right each text is."""
    with TemporaryDirectory() as folder:
        score = scorer(script, corpora, Path(folder))
        articles = Path(folder, "articles")
        articles.mkdir()
        found = [
            (page, each) for page, each in held_out(corpus_pages(corpora, corpus), judged) if each
        ]
        for number, (_, each) in enumerate(found):
            (articles / f"{number}.md").write_text(each.document, encoding="utf-8", newline="\n")
        scores = {
            page["id"]: (page["p"] or 0, page["r"] or 0)
            for page in score_report(score, corpus, str(articles))["pages"]
        }
    precision, recall = np.array([scores[page.id] for page, _ in found]).T
    folds = np.array([fold_of(page.host) for page, _ in found])
    return [each.doubts for _, each in found], Outcomes(precision, recall, folds)


def fitted(rows: Numbers, is_whole: NDArray[np.bool_]) -> CatBoostClassifier:
    """Return a model of these pages."""
    return CatBoostClassifier(**SMALL).fit(rows.astype(np.float32), is_whole.astype(int))


def held_out_shares(rows: Numbers, found: Outcomes) -> NDArray[np.float64]:
    """Return how likely each page is whole, by a model that saw no page of its publisher."""
    shares = np.zeros(len(rows))
    is_whole = found.is_whole(WHOLE)
    for fold in range(FOLDS):
        mine = found.folds == fold
        if mine.any():
            model = fitted(rows[~mine], is_whole[~mine])
            shares[mine] = model.predict_proba(rows[mine].astype(np.float32))[:, 1]
    return shares


def write(model: Model) -> None:
    """Write the model that ships."""
    MODEL.write_text(json.dumps(model, separators=(",", ":")) + "\n", encoding="utf-8")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path, help="folder of NAME.warc.gz and NAME.truth.jsonl.gz")
    parser.add_argument("--score", type=Path, required=True, help="folder of score.py")
    parser.add_argument("--plot", type=Path, help="SVG file")
    arguments = parser.parse_args()
    names = corpus_names(arguments.corpora)
    if not names or not (arguments.score / "score.py").is_file():
        parser.error(f"no corpora in {arguments.corpora}, or no score.py in {arguments.score}")
    if not MODEL.exists():
        write(SILENT)
    by_corpus = {name: outcomes(arguments.corpora, arguments.score, name) for name in names}
    rows = np.array([row for found, _ in by_corpus.values() for row in found])
    found = Outcomes.of([each for _, each in by_corpus.values()])
    report(held_out_shares(rows, found), found, arguments.plot)
    write(as_forest(fitted(rows, found.is_whole(WHOLE)), DOUBTS))
    print(f"{MODEL.name}: {MODEL.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
