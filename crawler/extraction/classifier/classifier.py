"""The block classifier: says of each block how likely it is part of the article.

Its forests are made by `python -m benchmarks.training` and kept in classifier.json. The first
judges each block alone; the second knows what that said of the blocks around; where it leaves
doubt, the third hears trafilatura as well.
"""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from crawler.extraction.classifier.agreement import words
from crawler.extraction.classifier.company import COMPANY, company, company_features
from crawler.extraction.classifier.features import FEATURES, block_features
from crawler.extraction.classifier.forest import SCALE, Forest, forest
from crawler.extraction.classifier.places import Numbers
from crawler.extraction.classifier.second_opinion import OPINION, is_too_large, second_opinion
from crawler.extraction.classifier.testimony import Testimony
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page

MODEL = Path(__file__).with_name("classifier.json")
DOUBT = SCALE  # log-odds up to which a block may be either
DOUBTFUL = 15  # percent of the text kept, from which so much in doubt calls for a second opinion


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
