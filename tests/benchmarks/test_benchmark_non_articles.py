"""The pages of benchmarks/non_articles in one language that no list of words has."""

import pytest

from benchmarks.non_articles.__main__ import is_by_words, refusal
from benchmarks.non_articles.pages import BARE, Case, cases
from crawler.extraction.article import extract
from crawler.profiles.profile import GENERIC

ESPERANTO = [case for case in cases() if case.language == "eo" and case.kind != BARE]


@pytest.mark.parametrize("case", ESPERANTO, ids=lambda case: f"{case.kind}, {case.style}")
def test_walls_and_lists_are_refused_and_short_articles_are_not(case: Case) -> None:
    found = extract(case.html, case.url, GENERIC)
    assert (refusal(found) is None) == case.is_article
    assert not is_by_words(found)


def test_each_half_has_languages_and_styles_of_its_own() -> None:
    halves = {case.half: (set(), set()) for case in cases()}
    for case in cases():
        halves[case.half][0].add(case.language)
        halves[case.half][1].add(case.style)
    (one_languages, one_styles), (languages, styles) = halves.values()
    assert one_languages.isdisjoint(languages)
    assert one_styles.isdisjoint(styles)
