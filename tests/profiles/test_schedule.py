from datetime import datetime, timedelta, timezone

import pytest

from crawler.items import Fate
from crawler.profiles.schedule import (
    duration,
    is_believed,
    is_changed,
    next_look,
    next_poll,
    next_try,
    pause,
)

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
AGES = [1 * HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("15 min", timedelta(minutes=15)),
        ("6 h", timedelta(hours=6)),
        ("1.5h", timedelta(minutes=90)),
        ("3 d", timedelta(days=3)),
    ],
)
def test_durations_are_written_as_people_do(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["4000 d", f"{10**30} h"])
def test_a_duration_that_no_clock_reaches_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is longer than 3650 d"):
        duration(text)


@pytest.mark.parametrize("text", ["", "15", "0 h", "6 hours", "-1 h", "h"])
def test_what_is_no_duration_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="such as 15 min"):
        duration(text)


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (0 * HOUR, 1 * HOUR),
        (0.5 * HOUR, 1 * HOUR),
        (0.6 * HOUR, 6 * HOUR),
        (1 * HOUR, 6 * HOUR),
        (6 * HOUR, 24 * HOUR),
        (71 * HOUR, 72 * HOUR),
        (72 * HOUR, None),
        (10_000 * HOUR, None),
    ],
)
def test_an_article_is_looked_at_again_at_its_ages(
    age: timedelta, expected: timedelta | None
) -> None:
    look = next_look(NOON, NOON + age, AGES)
    assert look == (None if expected is None else NOON + expected)


def test_an_article_of_a_source_without_ages_is_never_looked_at_again() -> None:
    assert next_look(NOON, NOON, []) is None


def test_a_source_that_fails_is_asked_less_and_less_up_to_four_times_a_day() -> None:
    pauses = [pause(HOUR, failures) for failures in range(6)]
    assert pauses == [1 * HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 6 * HOUR, 6 * HOUR]


def test_a_source_with_a_long_interval_keeps_it() -> None:
    assert pause(24 * HOUR, 0) == pause(24 * HOUR, 9) == 24 * HOUR


def test_a_poll_is_due_for_a_run_that_comes_a_little_early() -> None:
    assert NOON + timedelta(minutes=13) < next_poll(NOON, HOUR / 4, 0) < NOON + HOUR / 4


@pytest.mark.parametrize(
    ("fate", "tries", "expected"),
    [
        ("failed", 1, HOUR / 4),
        ("failed", 2, HOUR / 2),
        ("blocked", 3, HOUR),
        ("robots", 9, 6 * HOUR),
        ("failed", 10, None),
        ("gone", 1, 6 * HOUR),
        ("gone", 2, None),
        ("not an article", 1, 6 * HOUR),
        ("not an article", 2, None),
        ("duplicate", 1, 6 * HOUR),
        ("duplicate", 2, None),
        ("paywalled", 1, None),
    ],
)
def test_a_page_without_an_article_is_tried_again_if_that_may_help(
    fate: Fate, tries: int, expected: timedelta | None
) -> None:
    assert next_try(NOON, fate, tries) == (None if expected is None else NOON + expected)


@pytest.mark.parametrize(
    ("modified", "visited", "is_worth_it"),
    [
        (-1 * HOUR, -2 * HOUR, True),
        (-3 * HOUR, -2 * HOUR, False),  # the last look has seen it
        (-2 * HOUR, -2 * HOUR, False),
        (0 * HOUR, -0.5 * HOUR, True),
        (0 * HOUR, -0.4 * HOUR, False),  # minutes after the last look
        (1 * HOUR, -2 * HOUR, False),  # a change in the future
    ],
)
def test_a_change_after_the_last_look_brings_the_next_one_forward(
    modified: timedelta, visited: timedelta, is_worth_it: bool
) -> None:
    assert is_changed(NOON + modified, NOON + visited, NOON, AGES) is is_worth_it


@pytest.mark.parametrize(
    ("hints", "true_hints", "believed"),
    [(0, 0, True), (4, 0, True), (5, 0, False), (9, 1, True), (10, 1, False), (500, 100, True)],
)
def test_a_source_is_believed_as_long_as_a_fifth_of_its_words_are_true(
    hints: int, true_hints: int, believed: bool
) -> None:
    assert is_believed(hints, true_hints) is believed
