"""The rates of benchmarks/likeness.py; that they can be measured, and are not beyond belief."""

from pathlib import Path

import pytest

from benchmarks.likeness import KINDS, verdicts
from benchmarks.likeness_scale import Press, fill, timed
from crawler.ledger import Ledger

CUT = [kind for kind in KINDS if kind.startswith("copies") and "less" not in kind]
OTHERS = [kind for kind in KINDS if not kind.startswith("copies")]


@pytest.mark.parametrize("kind", CUT)
def test_copies_are_found(kind: str) -> None:
    assert sum(verdicts(kind, seed=2, pairs=50)) >= 40


@pytest.mark.parametrize("kind", OTHERS)
def test_other_reports_are_not_merged(kind: str) -> None:
    found = list(verdicts(kind, seed=2, pairs=50))
    assert len(found) == 50
    assert sum(found) <= 10


def test_the_ledger_that_is_measured_finds_the_copies(tmp_path: Path) -> None:
    path, press = tmp_path / "ledger.sqlite", Press(1)
    copies = list(fill(path, press, 80))
    ledger = Ledger(f"sqlite:///{path}")
    assert len(copies) == 20
    assert timed(ledger, copies)[1] == 20
    assert timed(ledger, [press.article() for _ in range(5)])[1] == 0
    ledger.close()
