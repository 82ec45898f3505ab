"""What a first judgement says of the blocks around each: paragraphs of one text share a fate.

A block alone may be anything; one between two that are surely text, in their element and of their
kind, is text with them. So the second forest hears what the first one said of a block's company.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crawler.extraction.classifier.places import Numbers, percents
from crawler.extraction.classifier.regions import Regions, kind_of

Flags = NDArray[np.bool_]

SURE = 4000  # of a score: it does not matter how much surer
MANY = 10  # blocks; it does not matter how many more
LONG = 500  # characters; a longer block says no more than one of these
REACH = 3  # blocks on either side whose scores count by themselves

COMPANY = (
    "score",
    *(f"score {side}{n}" for side in ("before", "after") for n in range(1, REACH + 1)),
    "score in parent",
    "score in grandparent",
    "score of kind",
    "kept in parent",
    "kept of kind",
    "kept before in parent",
    "kept after in parent",
    "kept share before",
    "steps from kept before",
    "steps from kept after",
    "kept share",
)


@dataclass(frozen=True)
class Company:
    """Which blocks belong together: three numbers a block, equal for those in one group."""

    parents: Numbers
    grandparents: Numbers
    kinds: Numbers  # that a template would know by the same names


def company(found: Regions) -> Company:
    """Return the groups of the blocks of these regions."""
    own = found.innermost
    return Company(
        _numbered([region.outer(1) for region in own]),
        _numbered([region.outer(2) for region in own]),
        _numbered([kind_of(region) for region in own]),
    )


def _numbered(things: Sequence[object]) -> Numbers:
    known: dict[object, int] = {}
    return np.array([known.setdefault(thing, len(known)) for thing in things], dtype=np.int64)


def company_features(scores: Sequence[int], lengths: Sequence[int], groups: Company) -> Numbers:
    """Return the numbers of COMPANY, a block a row; scores are a forest's, lengths characters."""
    score = np.clip(np.array(scores, dtype=np.int64), -SURE, SURE)
    weight = np.minimum(np.array(lengths, dtype=np.int64), LONG) + 1
    kept = score > 0
    parent, kind = groups.parents, groups.kinds
    text = np.where(kept, weight, 0)
    before = text.cumsum() - text
    earlier, later = _kept_around(kept, parent)
    columns: list[ArrayLike] = [
        score,
        *(_shifted(score, n) for n in range(1, REACH + 1)),
        *(_shifted(score, -n) for n in range(1, REACH + 1)),
        _mean_of_others(score, weight, parent),
        _mean_of_others(score, weight, groups.grandparents),
        _mean_of_others(score, weight, kind),
        _share_of_others(text, weight, parent),
        _share_of_others(text, weight, kind),
        earlier,
        later,
        percents(before, text.sum()),
        _steps_from(kept),
        _steps_from(kept[::-1])[::-1],
        np.full(len(score), percents(text.sum(), weight.sum())),
    ]
    return np.column_stack([np.asarray(column) for column in columns])


def _shifted(score: Numbers, by: int) -> Numbers:
    out = np.full_like(score, -SURE)
    if by > 0:
        out[by:] = score[:-by]
    else:
        out[:by] = score[-by:]
    return out


def _mean_of_others(score: Numbers, weight: Numbers, group: Numbers) -> Numbers:
    """Return the mean score of the others of each block's group, by their text; 0 if alone."""
    sums = _totals(score * weight, group) - score * weight
    means: Numbers = sums // np.maximum(_totals(weight, group) - weight, 1)
    return means


def _share_of_others(part: Numbers, weight: Numbers, group: Numbers) -> Numbers:
    """Return the percent of the text of the others of the group that is kept; -1 if alone."""
    others = _totals(weight, group) - weight
    return np.where(others > 0, percents(_totals(part, group) - part, others), -1)


def _totals(numbers: Numbers, group: Numbers) -> Numbers:
    sums = np.zeros(group.max(initial=0) + 1, dtype=np.int64)
    np.add.at(sums, group, numbers)
    per_block: Numbers = sums[group]
    return per_block


def _steps_from(kept: Flags) -> Numbers:
    """Return how many blocks back the last kept one before each stands, MANY at most."""
    number = np.arange(len(kept))
    last = np.maximum.accumulate(np.where(kept, number, -MANY))
    before = np.concatenate(([-MANY], last))[:-1]
    steps: Numbers = np.minimum(number - before, MANY)
    return steps


def _kept_around(kept: Flags, group: Numbers) -> tuple[list[int], list[int]]:
    """Return how many kept blocks of its group stand before each block and after it, up to MANY."""
    total = np.bincount(group, kept).astype(int).tolist()
    seen = [0] * len(total)
    before, after = [], []
    for each, is_kept in zip(group.tolist(), kept.tolist(), strict=True):
        before.append(min(seen[each], MANY))
        seen[each] += is_kept
        after.append(min(total[each] - seen[each], MANY))
    return before, after
