"""Makes crawler/extraction/classifier/classifier.json from the development corpora.

    python -m benchmarks.training ../shared/corpora

Needs the extra `train`, and some twenty minutes. Beside the forests that ship it makes those of
`models/`, each without a fifth of the publishers: by these `benchmarks.quality` shows how pages
fare whose publisher the forests have not seen.
"""

import argparse
import gzip
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.corpus import corpus_names, corpus_pages
from benchmarks.training.folds import FOLDS, MODELS
from benchmarks.training.forests import Trainer
from benchmarks.training.pages import labelled
from crawler.extraction.classifier.classifier import MODEL


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpora", type=Path, help="folder of NAME.warc.gz and NAME.truth.jsonl.gz")
    arguments = parser.parse_args()
    names = corpus_names(arguments.corpora)
    if not names:
        print(f"{arguments.corpora}: no *.truth.jsonl.gz in this folder", file=sys.stderr)
        return 2
    found = (page for name in names for page in corpus_pages(arguments.corpora, name))
    with ProcessPoolExecutor() as workers:
        trainer = Trainer([page for page in workers.map(labelled, found, chunksize=8) if page])
    MODELS.mkdir(exist_ok=True)
    for fold in range(FOLDS):
        forests = json.dumps(trainer.models(fold), separators=(",", ":")).encode()
        (MODELS / f"{fold}.json.gz").write_bytes(gzip.compress(forests, mtime=0))
        print(f"without fold {fold}: done", flush=True)
    MODEL.write_text(json.dumps(trainer.models(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{MODEL.name}: {MODEL.stat().st_size // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
