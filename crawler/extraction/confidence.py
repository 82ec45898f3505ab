"""How likely an article's text is complete and clean, in percent.

The classifier says of each block how sure it is; this says what that means for the text as a whole.
Learned by `python -m benchmarks.training.confidence` from pages whose publishers the classifier had
not seen, and kept in confidence.json.
"""

import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from lxml.html import HtmlElement

from crawler.extraction.body.judgement import Judgement
from crawler.extraction.classifier.features import FEATURES
from crawler.extraction.classifier.forest import Forest, forest, percent_of
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import PHRASES
from crawler.extraction.furniture.furniture import FURNITURE

MODEL = Path(__file__).with_name("confidence.json")
DOUBTS = (
    "doubtful kept",
    "doubtful dropped",
    "least likely kept",
    "likely before",
    "likely behind",
    "kept below 80",
    "kept below 97",
    "dropped above 5",
    "dropped above 30",
    "gaps",
    "text in gaps",
    "dropped beside kept",
    "dropped sentences",
    "sentences before",
    "sentences behind",
    "kept without sentences",
    "kept in links",
    "kept in lists",
    "kept headings",
    "short at the beginning",
    "short at the end",
    "furniture's words",
    "description dropped",
    "headlines",
    "text",
    "blocks",
    "kept of the page",
)
_MOST = 300  # percent of the text: it does not matter how much more was dropped
_MUCH = 20_000  # characters
_MANY = 500  # blocks
_WHOLE = 50  # a block with a fiftieth of the text spoils it as much as a longer one
_EDGE = 3  # blocks at either end of the text, and beside it
_AROUND = 8  # blocks before the text and behind it in which more of it may stand
_OWN = 10  # a container with a tenth of the text is its own
_DESCRIPTION = FEATURES.index("in_description")
_PHRASES = [FEATURES.index(name) for name in PHRASES]


def confidence(judgements: Sequence[Judgement]) -> int | None:
    """Return how likely what was kept is the whole article and nothing else, None without text."""
    if not any(judged.kept for judged in judgements):
        return None
    (score,) = _forest().scores(np.array([doubts(judgements)]))
    return percent_of(score)


@lru_cache(maxsize=1)
def _forest() -> Forest:
    return forest(json.loads(MODEL.read_text(encoding="utf-8")), DOUBTS)


def doubts(judgements: Sequence[Judgement]) -> list[int]:
    """Return the numbers of DOUBTS: counts, and percents of the text that was kept."""
    places = [n for n, judged in enumerate(judgements) if judged.kept]
    first, last = places[0], places[-1]
    kept = [judgements[n] for n in places]
    dropped = [judged for judged in judgements if not judged.kept and judged.forest is not None]
    by_forest = [judged for judged in dropped if judged.reason == FURNITURE]
    own = _own_containers(kept)
    text = _length(kept)

    def share(some: Sequence[Judgement]) -> int:
        return min(100 * _length(some) // text, _MOST)

    def doubt(some: Sequence[Judgement], *, is_kept: bool) -> int:
        """Return how many of them are wrong, as likely as not, in hundredths; short ones less."""
        wrong = ((100 - each.likelihood if is_kept else each.likelihood, each) for each in some)
        sizes = (percent * min(_WHOLE * len(each.block.text), text) for percent, each in wrong)
        return min(sum(sizes) // text, _MUCH)

    before, behind = judgements[max(0, first - _AROUND) : first], judgements[last + 1 :][:_AROUND]
    inside = [judged for judged in judgements[first:last] if not judged.kept]
    return [
        doubt(kept, is_kept=True),
        doubt(by_forest, is_kept=False),
        min(judged.likelihood for judged in kept),
        max((judged.likelihood for judged in before[-_EDGE:]), default=0),
        max((judged.likelihood for judged in behind[:_EDGE]), default=0),
        share([judged for judged in kept if judged.likelihood < 80]),
        share([judged for judged in kept if judged.likelihood < 97]),
        share([judged for judged in by_forest if judged.likelihood > 5]),
        share([judged for judged in by_forest if judged.likelihood > 30]),
        sum(n + 1 < after for n, after in pairwise(places)),
        share(inside),
        share([judged for judged in dropped if judged.block.element.getparent() in own]),
        share([judged for judged in dropped if is_sentence(judged.block)]),
        share([judged for judged in before if is_sentence(judged.block)]),
        share([judged for judged in behind if is_sentence(judged.block)]),
        share([judged for judged in kept if not is_sentence(judged.block)]),
        100 * sum(judged.block.link_length for judged in kept) // text,
        share([judged for judged in kept if judged.block.list_item is not None]),
        sum(judged.block.heading_level > 0 for judged in kept),
        sum(not is_sentence(judged.block) for judged in kept[:_EDGE]),
        sum(not is_sentence(judged.block) for judged in kept[-_EDGE:]),
        sum(_has_words_of_furniture(judged) for judged in kept),
        _described(dropped) // text,
        sum(judged.block.heading_level == 1 for judged in judgements),
        min(text, _MUCH),
        min(len(judgements), _MANY),
        100 * text // _length(judgements),
    ]


def _length(judgements: Sequence[Judgement]) -> int:
    return sum(len(judged.block.text) for judged in judgements)


def _own_containers(kept: Sequence[Judgement]) -> frozenset[HtmlElement]:
    """Return the elements that hold the text."""
    lengths: Counter[HtmlElement] = Counter()
    for judged in kept:
        lengths[judged.block.element.getparent()] += len(judged.block.text)
    return frozenset(e for e, length in lengths.items() if _OWN * length >= lengths.total())


def _has_words_of_furniture(judged: Judgement) -> bool:
    return judged.features is not None and bool(judged.features[_PHRASES].any())


def _described(dropped: Sequence[Judgement]) -> int:
    """Return the characters of these blocks that the page's description has, times a hundred."""
    return sum(
        len(judged.block.text) * max(0, int(judged.features[_DESCRIPTION]))
        for judged in dropped
        if judged.features is not None
    )
