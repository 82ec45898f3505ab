"""The table of fates."""

from typing import get_args

from crawler.fates import FAILURES, FATES, OF_STATUS
from crawler.items import Fate


def test_a_new_fate_is_added_in_three_places() -> None:
    """They are the name in items.Fate, the row in fates.FATES and the line in docs/operating.md.

    mypy names a row whose name is not in items.Fate; this test names one that has no row, and
    tests/whole/test_operating.py a line that is missing or says something else. A row without a
    meaning or a colour is no Row, says mypy.
    """
    assert tuple(FATES) == get_args(Fate)


def test_no_two_fates_share_a_colour_or_a_status() -> None:
    assert len({row.colour for row in FATES.values()}) == len(FATES)
    assert len(OF_STATUS) == sum(len(row.statuses) for row in FATES.values()) == 8


def test_what_fails_a_run_is_named_before_what_fails_a_named_page() -> None:
    assert [row.name for row in FAILURES] == ["failed", "blocked", "gone", "robots"]
    assert [row.fails for row in FAILURES] == ["a run"] * 2 + ["a named page"] * 2


def test_the_documentation_of_a_refusal_names_its_statuses() -> None:
    for name in ("blocked", "gone"):
        row = FATES[name]
        assert f"({', '.join(map(str, row.statuses))})" in row.meaning
