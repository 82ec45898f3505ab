from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crawler.items import Article, FiledArticle, Image
from pipelines.document.front_matter import Value
from pipelines.document.keys import FURTHER_KEYS
from pipelines.document.options import Options
from pipelines.document.reading import article_file
from pipelines.document.render import further_keys
from tests.support.articles import make_article, paragraph, rendered

OPTIONS = Options(output=Path("output"))


def file_of(article: Article, options: Options = OPTIONS) -> str:
    return rendered(replace(article, category="WORLD"), options)


def test_the_file_has_the_pattern_of_the_contract() -> None:
    assert file_of(make_article(credit="Asia News Network/The Herald")) == (
        """\
---
layout: post
code: "ART2410171545KRUBXS"
origin_url: "https://herald.example/world/harbour-reopens"
image: "https://herald.example/images/harbour.jpg"
title: "Harbour reopens after the storm"
description: "Ferries sail again from Monday."
category: "WORLD"
language: "en"
date: 2024-10-25T08:39:01.247Z
---

# Harbour reopens after the storm

![](https://herald.example/images/harbour.jpg)

The harbour on Sunday. PHOTO: Ada Brook

The harbour of Northport reopened on Sunday, its master said.

Ferries sail again from Monday.

_Asia News Network/The Herald_
"""
    )


def test_an_article_without_an_image_says_so() -> None:
    text = file_of(make_article(image=None, body=(paragraph("a"),)))
    assert '\nimage: ""\n' in text
    assert text.endswith("# Harbour reopens after the storm\n\na\n")


def test_the_title_stands_in_for_a_missing_description() -> None:
    text = file_of(make_article(description=None))
    assert '\ndescription: "Harbour reopens after the storm"\n' in text


def test_an_image_that_is_no_web_address_is_no_image() -> None:
    text = file_of(make_article(image=Image(url="javascript:alert(1)")))
    assert '\nimage: ""\n' in text
    assert "alert" not in text


def test_a_downloaded_image_is_named_in_both_places() -> None:
    image = Image(url="https://herald.example/a.jpg", copy_url="/images/ART.jpg")
    text = file_of(make_article(image=image))
    assert '\nimage: "/images/ART.jpg"\n' in text
    assert "\n![](/images/ART.jpg)\n" in text


def test_further_keys_follow_in_the_order_asked_for() -> None:
    article = make_article(keywords=("ferry", "port"), date_modified=date(2024, 10, 18))
    options = replace(
        OPTIONS, extra=("modified", "published", "authors", "keywords", "caption", "access")
    )
    assert """Z
modified: 2024-10-18
published: 2024-10-17T15:45:00+07:00
authors: ["Ada Brook"]
keywords: ["ferry", "port"]
caption: "The harbour on Sunday. PHOTO: Ada Brook"
access: "free"
---
""" in file_of(article, options)


def further(article: Article) -> dict[str, Value]:
    filed = FiledArticle(article=article, code="ART2410171545KRUBXS")
    return further_keys(filed, article.retrieved, tuple(FURTHER_KEYS))


def test_every_further_key_is_known() -> None:
    article = make_article(keywords=("ferry",), date_modified=date(2024, 10, 18), confidence=0)
    assert tuple(further(article)) == tuple(FURTHER_KEYS)


def test_what_the_page_does_not_say_has_no_further_key() -> None:
    article = make_article(authors=(), section=None, date_published=None, image=None, source="")
    assert set(further(article)) == {"access", "hash"}


def test_a_confidence_is_a_number_of_the_front_matter() -> None:
    options = replace(OPTIONS, extra=("confidence",))
    text = file_of(make_article(confidence=87), options)
    assert "Z\nconfidence: 87\n---\n" in text
    assert article_file(text.encode()).keys["confidence"] == 87


def test_the_hash_is_of_the_text() -> None:
    first, second = make_article(), make_article(description="another")
    assert further(first)["hash"] == further(second)["hash"]
    assert further(first)["hash"] != further(make_article(headline="another"))["hash"]


@pytest.mark.parametrize(
    ("caption", "shown"),
    [
        (None, "![A crane by the quay](https://herald.example/a.jpg)\n"),
        ("The crane.", "![](https://herald.example/a.jpg)\n\nThe crane.\n"),
    ],
)
def test_a_lead_image_says_what_it_shows_once(caption: str | None, shown: str) -> None:
    image = Image(url="https://herald.example/a.jpg", caption=caption, alt="A crane by the quay")
    assert shown in file_of(make_article(image=image, body=(paragraph("a"),)))
