"""Each language's file has every key, and docs/languages.md says what they mean."""

import re

import pytest
import re2

from crawler.extraction.languages import any_of, languages, words
from tests.support import ROOT

PAGE = (ROOT / "docs" / "languages.md").read_text("utf-8")
KEYS, WORDING = (
    re.findall(r"^\| `(\w+)`", part, re.M) for part in PAGE.split("## Add")[0].split("## Wording")
)


def test_a_documented_key_is_one_and_a_key_is_documented() -> None:
    assert list(languages()["en"]) == KEYS
    assert list(languages()["en"]["wording"]) == WORDING


@pytest.mark.parametrize("code", languages())
def test_a_language_has_every_key_in_its_order(code: str) -> None:
    said = languages()[code]
    assert re.fullmatch("[a-z]{2}", code)
    assert list(said) == KEYS
    assert list(said["wording"]) == WORDING


@pytest.mark.parametrize("code", languages())
def test_every_entry_is_a_regular_expression(code: str) -> None:
    said = languages()[code]
    for key in KEYS[1:-1]:
        for word in said[key]:
            assert re.compile(word, re.I).fullmatch("") is None, f"{key}: {word} finds anything"
    for key in WORDING:
        for word in said["wording"][key]:
            assert word.replace(r"\pL\pN", "") == word.replace(r"\pL\pN", "").lower()
            assert re2.compile(word).fullmatch("") is None, f"{key}: {word} finds anything"


def test_english_comes_first_and_nothing_twice() -> None:
    assert words("and")[0] == "and"
    assert len(words("and")) == len(set(words("and")))


@pytest.mark.parametrize("text", ["czytaj także", "Lesen Sie auch", "看来相关新闻"])
def test_the_words_of_all_languages_are_sought_together(text: str) -> None:
    assert re.search(any_of("read_more"), text, re.I)
