"""The table of fates."""

import re
from operator import attrgetter
from typing import get_args

from crawler.fates import FAILURES, FATES, OF_STATUS, fates_where
from crawler.items import Fate

HEX = re.compile("#[0-9a-f]{6}")
QUESTIONS = (
    *("is_new", "has_file", "is_no_article", "keeps_former", "is_doubted", "withdraws"),
    *("had_article", "is_dispensable", "is_unexpected"),
)


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
    assert [row.name for row in FAILURES] == ["failed", "blocked", "held back", "gone", "robots"]
    assert [row.fails for row in FAILURES] == ["a run"] * 3 + ["a named page"] * 2


def test_the_documentation_of_a_refusal_names_its_statuses() -> None:
    for name in ("blocked", "gone"):
        row = FATES[name]
        assert f"({', '.join(map(str, row.statuses))})" in row.meaning


def test_a_colour_is_one_that_every_browser_reads() -> None:
    assert [row.name for row in FATES.values() if not HEX.fullmatch(row.colour)] == []
    assert len(FATES) > 10


def test_who_asks_of_each_fate_gets_these_answers() -> None:
    """What the table says is a decision each: a change of one is to be made here too."""
    assert {question: fates_where(attrgetter(question)) for question in QUESTIONS} == {
        "is_new": ("written", "updated"),
        "has_file": ("written", "updated", "unchanged"),
        "withdraws": ("gone",),
        "is_doubted": ("held",),
        "had_article": ("written", "updated", "unchanged", "held", "gone"),
        "is_no_article": ("not an article", "paywalled"),
        "keeps_former": ("held back",),
        "is_dispensable": ("not an article", "paywalled", "gone", "robots"),
        "is_unexpected": ("not an article", "blocked", "held back", "failed"),
    }
    assert fates_where(lambda row: row.is_trouble(each_counts=False)) == (
        *("blocked", "held back", "failed"),
    )
    assert fates_where(lambda row: row.is_trouble(each_counts=True)) == (
        *("blocked", "held back", "gone", "robots", "failed"),
    )
    assert fates_where(lambda row: not row.is_settled) == (
        "blocked",
        "held back",
        "robots",
        "failed",
    )
    assert {name: row.retry for name, row in FATES.items() if row.retry} == {
        "duplicate": "once",
        "not an article": "once",
        "blocked": "often",
        "held back": "often",
        "gone": "once",
        "robots": "often",
        "failed": "often",
    }
    assert dict(OF_STATUS) == {
        304: "unchanged",
        402: "paywalled",
        **dict.fromkeys((401, 403, 429, 451), "blocked"),
        **dict.fromkeys((404, 410), "gone"),
    }
