"""Many patterns sought in one pass."""

import pytest

from crawler.extraction.page.patterns import PatternSet

PATTERNS = PatternSet([r"\bstory", "newsletter|abonn", "^by ", "и"])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the story", {0}),
        ("history", set()),
        ("by our newsletter story", {0, 1, 2}),
        ("новости", {3}),
        ("", set()),
        ("a lone \ud800 surrogate in a story", {0}),
    ],
)
def test_all_patterns_that_match_are_found(text: str, numbers: set[int]) -> None:
    assert set(PATTERNS.found_in(text)) == numbers


def test_bits_are_the_numbers_of_the_patterns() -> None:
    assert PATTERNS.bits("by our newsletter story") == 0b0111
    assert PATTERNS.bits("nothing of these") == 0
