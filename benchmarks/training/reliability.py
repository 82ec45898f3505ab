"""How well confidence judges: its reliability, and what holding the least sure pages brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality import WHOLE

Shares = NDArray[np.float64]
BINS = 10
BAD = 0.8  # precision or recall below which a text is badly wrong
PUBLISHED = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5)
LIMITS = (5, 10, 15, 20, 30, 40, 50, 60)  # of HOLD_BELOW


@dataclass(frozen=True)
class Outcomes:
    """How right the texts of some pages are, and the folds of their publishers."""

    precision: Shares
    recall: Shares
    folds: NDArray[np.int64]

    @classmethod
    def of(cls, parts: Sequence["Outcomes"]) -> "Outcomes":
        """Return several in one."""
        return cls(
            np.hstack([part.precision for part in parts]),
            np.hstack([part.recall for part in parts]),
            np.hstack([part.folds for part in parts]),
        )

    def is_whole(self, least: float) -> NDArray[np.bool_]:
        """Return which texts have at least this precision and this recall."""
        whole: NDArray[np.bool_] = np.minimum(self.precision, self.recall) >= least
        return whole


def auroc(shares: Shares, is_right: NDArray[np.bool_]) -> float:
    """Return how often a right page is judged better than a wrong one; a tie is half of it."""
    order = np.argsort(shares, kind="stable")
    values, first, counts = np.unique(shares[order], return_index=True, return_counts=True)
    ranks = (first + (counts + 1) / 2)[np.searchsorted(values, shares)]
    right = int(is_right.sum())
    wrong = len(shares) - right
    return float((ranks[is_right].sum() - right * (right + 1) / 2) / (right * wrong))


def report(shares: Shares, found: Outcomes, plot: Path | None = None) -> None:
    """Print the tables; draw them if there is a file to draw to."""
    whole, bad = found.is_whole(WHOLE), ~found.is_whole(BAD)
    print(f"{len(shares)} pages, {whole.mean():.1%} complete and clean, {bad.mean():.1%} bad")
    print(f"AUROC {auroc(shares, whole):.3f}\n\npredicted     pages  seen")
    reliability = []
    for low in np.arange(BINS) / BINS:
        mine = (shares >= low) & (shares < low + 1 / BINS)
        if mine.any():
            reliability.append((shares[mine].mean(), whole[mine].mean()))
            print(f"{shares[mine].mean():9.2f} {mine.sum():9d} {whole[mine].mean():5.2f}")
    order = np.argsort(-shares, kind="stable")
    print("\npublished  from  complete and clean  bad ones held  right ones held")
    curve = []
    for part in PUBLISHED:
        out = order[: round(part * len(order))]
        curve.append((part, whole[out].mean()))
        held_bad, held_right = 1 - bad[out].sum() / bad.sum(), 1 - whole[out].sum() / whole.sum()
        print(
            f"{part:9.0%} {100 * shares[out[-1]]:5.0f} {whole[out].mean():19.1%} "
            f"{held_bad:14.0%} {held_right:16.1%}"
        )
    print("\nHOLD_BELOW  held  of these bad  bad ones held  right ones held")
    for limit in LIMITS:
        held = shares < limit / 100
        if held.any():
            print(
                f"{limit:10d} {held.mean():5.1%} {bad[held].mean():13.0%} "
                f"{bad[held].sum() / bad.sum():14.0%} {whole[held].sum() / whole.sum():16.1%}"
            )
    if plot is not None:
        draw(reliability, curve, plot)


def draw(
    reliability: Sequence[tuple[float, float]], curve: Sequence[tuple[float, float]], file: Path
) -> None:
    """Draw both tables into an SVG file, the same bytes for the same figures."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "confidence"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 4), layout="constrained")
    left.plot([0, 1], [0, 1], color="0.7", linestyle="--")
    left.plot(*zip(*reliability, strict=True), marker="o")
    left.set(xlabel="predicted", ylabel="complete and clean", title="Reliability, held out")
    right.plot(*zip(*curve, strict=True), marker="o")
    right.set(xlabel="share published", title="Complete and clean of those published")
    figure.savefig(file, metadata={"Date": None})
