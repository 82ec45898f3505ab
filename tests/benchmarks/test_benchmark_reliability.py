"""The figures by which confidence is judged."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.training.reliability import Outcomes, auroc, report

SHARES = np.array([0.9, 0.8, 0.4, 0.2])


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ((True, True, False, False), 1.0),
        ((False, False, True, True), 0.0),
        ((True, False, True, False), 0.75),
    ],
)
def test_auroc_is_how_often_a_right_page_is_judged_better(right, expected) -> None:
    assert auroc(SHARES, np.array(right)) == expected


def test_pages_judged_alike_are_half_right() -> None:
    assert auroc(np.array([0.5, 0.5, 0.5, 0.5]), np.array([True, False, True, False])) == 0.5


def test_the_report_has_the_curve_of_what_holding_brings(capsys) -> None:
    scores = np.array([1.0, 1.0, 0.9, 0.5])
    found = Outcomes(scores, np.ones(4), np.arange(4))
    report(SHARES, found)
    said = capsys.readouterr().out
    assert "4 pages, 50.0% complete and clean, 25.0% bad" in said
    assert "AUROC 1.000" in said
    assert "      50%    80              100.0%           100%             0.0%" in said
    assert "        30 25.0%          100%           100%             0.0%" in said


def test_the_plot_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    found = Outcomes(np.array([1.0, 1.0, 0.9, 0.5]), np.ones(4), np.arange(4))
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    report(SHARES, found, first)
    report(SHARES, found, second)
    assert first.read_bytes() == second.read_bytes()
