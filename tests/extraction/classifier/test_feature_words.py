"""A person reads words where the classifier has names."""

from crawler.extraction.classifier.classifier import COLUMNS
from crawler.extraction.classifier.company import COMPANY
from crawler.extraction.classifier.feature_words import WORDS, all_in_words, in_words

NAMES = {name for names in COLUMNS.values() for name in names}.difference(COMPANY)


def test_each_feature_has_words_of_its_own_or_of_its_group() -> None:
    assert {name for name in NAMES if " " not in name} == set(WORDS)
    assert all(map(in_words, NAMES))


def test_no_name_is_shown() -> None:
    assert [name for name in NAMES if "_" in in_words(name)] == []


def test_what_is_said_once_is_not_repeated() -> None:
    names = ("near sidebar", "around sidebar", "links before1", "good before2", "alike_good")
    assert all_in_words(names) == [
        "an element named as sidebar",
        "the block before it",
        "running text of its kind",
    ]
