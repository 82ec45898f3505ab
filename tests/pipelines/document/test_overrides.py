"""What a person says of an article goes before what its page says."""

import re
from pathlib import Path

import pytest

from crawler.errors import SettingsError
from crawler.items import Image
from pipelines.document.overridden_file import overridden
from pipelines.document.overrides import (
    NAME,
    Overrides,
    dumped,
    read_overrides,
    without_change,
)
from tests.support.articles import make_article

CODE = "ART2410171545KRUBXS"
FILE = """---
layout: post
code: "ART2410171545KRUBXS"
image: "https://herald.example/quay.jpg"
title: "Harbour reopens"
description: "It had been closed."
category: "WORLD"
language: "en"
date: 2024-10-17T08:45:00.000Z
---

# Harbour reopens

![](https://herald.example/quay.jpg)

title: "Harbour reopens" is how the paper had it.
"""


def test_the_article_takes_each_value() -> None:
    values = {
        **{"title": "Quay reopens", "description": "At last.", "category": "BUSINESS"},
        **{"language": "fr", "image": "https://herald.example/boat.jpg"},
    }
    article = Overrides({CODE: values}).applied(
        make_article(image=Image("https://herald.example/quay.jpg", caption="The quay")), CODE
    )
    assert (article.headline, article.description) == ("Quay reopens", "At last.")
    assert (article.category, article.language) == ("BUSINESS", "fr")
    assert article.image == Image("https://herald.example/boat.jpg", caption="The quay")


def test_another_article_stays_as_it_is() -> None:
    article = make_article()
    assert Overrides({CODE: {"title": "x"}}).applied(article, "ART2410171545ABCDEF") == article


def test_a_file_changes_in_its_front_matter_headline_and_picture_alone() -> None:
    values = {"title": 'Quay "reopens"', "image": "https://herald.example/boat.jpg"}
    assert overridden(FILE, values) == FILE.replace(
        'title: "Harbour reopens"\n', 'title: "Quay \\"reopens\\""\n'
    ).replace("# Harbour reopens", '# Quay "reopens"').replace("quay.jpg", "boat.jpg")


def test_a_file_without_a_picture_gets_one() -> None:
    bare = FILE.replace("![](https://herald.example/quay.jpg)\n\n", "")
    assert "\n\n![](/boat.jpg)\n\n" in overridden(bare, {"image": "/boat.jpg"})


def test_a_title_gives_no_orders_to_a_generator() -> None:
    (heading,) = re.findall(r"^# .*raw.*$", overridden(FILE, {"title": "{% raw %}"}), re.M)
    assert heading != "# {% raw %}"


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    values = {CODE: {"title": "Häfen: offen", "category": "WORLD"}}
    (tmp_path / NAME).write_text(dumped(values), "utf-8")
    assert read_overrides(tmp_path).of == values


def test_no_file_overrides_nothing(tmp_path: Path) -> None:
    assert read_overrides(tmp_path).of == {}


@pytest.mark.parametrize("said", ["true", "yes", "True"])
def test_never_is_never(tmp_path: Path, said: str) -> None:
    (tmp_path / NAME).write_text(f"{CODE}: {{never: {said}}}\n")
    assert read_overrides(tmp_path).is_never(CODE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{CODE}: {{titel: x}}", f"{CODE}: unknown key 'titel'; did you mean 'title'"),
        (f"{CODE}: {{category: world}}", "category: 'world': needs one word in capitals"),
        (f"{CODE}: {{language: english}}", "language: 'english': needs two letters"),
        (f"{CODE}: {{image: boat.jpg}}", "image: 'boat.jpg': needs an address"),
        (f"{CODE}: {{never: perhaps}}", "never: 'perhaps': needs true or false"),
        (f"{CODE}: x", "needs lines such as"),
        ("harbour: {title: x}", "'harbour' is no article's code"),
        ("- x", "needs a code on each line"),
        ("a: [", "overrides.yml: while parsing"),
    ],
)
def test_a_mistake_names_file_code_and_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(SettingsError) as error:
        read_overrides(tmp_path)
    assert message in str(error.value)
    assert str(tmp_path / NAME) in str(error.value)


OTHER = "ART2410180900ABCDEF"


def test_a_change_is_taken_out_of_a_file_that_others_have_changed_since(tmp_path: Path) -> None:
    before = {CODE: {"title": "Quay"}}
    after = {CODE: {"title": "Port", "category": "SPORT"}}
    now = {OTHER: {"never": "true"}, CODE: {**after[CODE], "language": "fr"}}
    texts = [dumped(one).encode() for one in (before, after, now)]
    left = without_change(tmp_path, *texts)
    assert read_overrides(tmp_path, left).of == {
        OTHER: {"never": "true"},
        CODE: {"title": "Quay", "language": "fr"},
    }


def test_a_key_that_was_changed_again_stays(tmp_path: Path) -> None:
    after, now = ({CODE: {"title": title}} for title in ("Port", "Pier"))
    assert without_change(tmp_path, b"", dumped(after).encode(), dumped(now).encode()) is None
