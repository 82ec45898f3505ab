"""A line is added to a profile as a person would: all else stays, byte for byte."""

from pathlib import Path

import pytest

from crawler.profiles.editing import (
    StaleProfile,
    replace_profile,
    stamp_of,
    with_item,
    with_pair,
    with_value,
)
from crawler.profiles.files import ProfileError, read_profile

HEAD = "# The Herald of Northport\nname: herald  # as in talk\ndomains: [herald.example]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "drop_lines:\n  - 'New'\n"),
        ("drop_lines: ['Old']\n", "drop_lines: ['Old', 'New']\n"),
        ("drop_lines: ['Old',]  # why\n", "drop_lines: ['Old', 'New',]  # why\n"),
        ("drop_lines: []\nlanguage: en\n", "drop_lines: ['New']\nlanguage: en\n"),
        ("drop_lines:\n- Old\n", "drop_lines:\n- Old\n- 'New'\n"),
        (
            "drop_lines:\n    - Old  # a shop\n# for dates\nlanguage: en\n",
            "drop_lines:\n    - Old  # a shop\n    - 'New'\n# for dates\nlanguage: en\n",
        ),
        ('drop_lines:\n  - "Old"', "drop_lines:\n  - \"Old\"\n  - 'New'\n"),
        (
            "drop_lines:\n  - 'Old'\n\n  # the second\n  - Older\n\ntimezone: Asia/Tehran\n",
            "drop_lines:\n  - 'Old'\n\n  # the second\n  - Older\n  - 'New'\n\n"
            "timezone: Asia/Tehran\n",
        ),
        (
            "drop_lines: [\n  'Old',  # a shop\n  'Older'\n]\n",
            "drop_lines: [\n  'Old',  # a shop\n  'Older', 'New'\n]\n",
        ),
    ],
)
def test_a_value_joins_its_list(before: str, after: str) -> None:
    assert with_item(HEAD + before, "drop_lines", "New") == HEAD + after


@pytest.mark.parametrize(
    "value",
    ["It's \\d+ o'clock", "a: b # c", '"quoted"', "- x", "港口\\.", "{{ x }}", "%", "a\\'b"],
)
def test_any_text_is_read_back_as_it_was(tmp_path: Path, value: str) -> None:
    file = tmp_path / "herald.yml"
    file.write_text(with_item(HEAD, "keep_lines", value), "utf-8")
    assert read_profile(file).keep_lines == (value,)
    file.write_text(with_item(file.read_text("utf-8"), "keep_lines", "Another"), "utf-8")
    assert read_profile(file).keep_lines == (value, "Another")


@pytest.mark.parametrize("text", ["drop_lines: New\n", "- a\n", "a: [\n"])
def test_what_is_no_list_is_named(text: str) -> None:
    with pytest.raises(ProfileError):
        with_item(text, "drop_lines", "New")


def test_a_profile_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "herald.yml"
    file.write_text(HEAD)
    stamp = stamp_of(file.read_bytes())
    file.write_text(HEAD + "language: en\n")
    with pytest.raises(StaleProfile, match="has been changed since"):
        replace_profile(file, with_item(HEAD, "drop_lines", "New").encode(), stamp)
    assert file.read_text() == HEAD + "language: en\n"


def test_what_would_be_no_profile_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "herald.yml"
    file.write_text(HEAD)
    content = with_item(HEAD, "drop_lines", "(").encode()
    with pytest.raises(ProfileError, match="line 5: 'drop_lines': '\\(' is no regular expression"):
        replace_profile(file, content, stamp_of(HEAD.encode()))
    assert file.read_text() == HEAD


def test_a_new_file_is_made_where_there_was_none(tmp_path: Path) -> None:
    file = tmp_path / "herald.yml"
    replace_profile(file, with_item(HEAD, "drop_lines", "New").encode(), stamp_of(b""))
    assert read_profile(file).drop_lines == ("New",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "categories:\n  Town: SPORT\n"),
        ("categories: {}\n", "categories: {Town: SPORT}\n"),
        (
            "categories: {World: WORLD}  # why\n",
            "categories: {World: WORLD, Town: SPORT}  # why\n",
        ),
        (
            "categories:\n    World: WORLD  # all\n# zone\nlanguage: en\n",
            "categories:\n    World: WORLD  # all\n    Town: SPORT\n# zone\nlanguage: en\n",
        ),
        ("categories:\n  town: LOCAL  # old\n", "categories:\n  town: SPORT  # old\n"),
        ("categories: {'TOWN': \"LOCAL\"}\n", "categories: {'TOWN': SPORT}\n"),
        ("categories:\n  World: WORLD", "categories:\n  World: WORLD\n  Town: SPORT\n"),
    ],
)
def test_a_name_joins_its_map(before: str, after: str) -> None:
    assert with_pair(HEAD + before, "categories", "Town", "SPORT") == HEAD + after


def test_what_is_no_map_is_named() -> None:
    with pytest.raises(ProfileError, match="is no map"):
        with_pair(HEAD + "categories: [a]\n", "categories", "Town", "SPORT")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "language: fr\n"),
        (
            "language: de  # of old\ntimezone: Asia/Tehran\n",
            "language: fr  # of old\ntimezone: Asia/Tehran\n",
        ),
        ("language: 'de'\n", "language: fr\n"),
    ],
)
def test_a_single_value_is_set_where_it_stands(before: str, after: str) -> None:
    assert with_value(HEAD + before, "language", "fr") == HEAD + after


def test_a_value_adds_no_line_of_its_own() -> None:
    text = with_value(HEAD, "language", "fr\nretired: yes")
    assert text.splitlines()[-1] == "language: 'fr retired: yes'"
    with pytest.raises(ProfileError, match="needs a single value"):
        with_value(HEAD + "language: [fr]\n", "language", "de")


def test_a_selector_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    text = HEAD + "selectors:\n  headline: h1  # since May\n"
    changed = with_pair(text, "selectors", "headline", 'h2[itemprop="name"]')
    file = tmp_path / "herald.yml"
    file.write_text(with_pair(changed, "selectors", "image", ".hero img"))
    assert read_profile(file).selectors == {
        "headline": 'h2[itemprop="name"]',
        "image": ".hero img",
    }
    assert "# since May" in file.read_text()
