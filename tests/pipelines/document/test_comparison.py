"""Differences between two files of one article, by kind."""

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from crawler.items import Article, FiledArticle, Image
from pipelines.document.comparison import differences
from pipelines.document.options import Options
from pipelines.document.render import render
from tests.support.articles import make_article, paragraph

NOON = datetime(2024, 10, 25, 12, tzinfo=timezone.utc)
LINES = (
    "The harbour of Westhaven has reopened after the storm.",
    "Ferries sail again on Friday, said the harbour master.",
    "Two cranes are still in the water.",
)
AGAIN = (LINES[0].replace("has reopened", "reopened again"), *LINES[1:])
BARE = Image(url="https://herald.example/a.jpg")
PHOTO = Image(url="https://herald.example/a.jpg", caption="The quay.", credit="Ada Brook")


File = tuple[bytes, Article]


def file(lines: tuple[str, ...] = LINES, *, extra: tuple[str, ...] = (), **changes: Any) -> File:
    article = make_article(body=tuple(map(paragraph, lines)), **changes)
    filed = FiledArticle(article=article, code="ART2410251200ABCDEF")
    return render(filed, NOON, Options(Path(), extra=extra)).encode(), article


def kinds(before: File, after: File) -> list[str]:
    return [difference.kind for difference in differences(before[0], *after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {}, []),
        ({}, {"headline": "Harbour opens"}, ["title"]),
        ({"description": "One."}, {"description": "Two."}, ["description"]),
        ({"category": "WORLD"}, {"category": "SPORT"}, ["category"]),
        ({"language": "en"}, {"language": "fr"}, ["language"]),
        ({"image": PHOTO}, {}, ["image", "caption"]),
        ({}, {"image": PHOTO}, ["image", "caption"]),
        ({"image": Image(url=PHOTO.url)}, {"image": PHOTO}, ["caption"]),
        ({"image": PHOTO}, {"image": Image(url=PHOTO.url)}, ["caption"]),
        ({"image": PHOTO}, {"image": Image(url=PHOTO.url, caption="A crane.")}, ["caption"]),
        ({"credit": "Reuters"}, {"credit": None}, ["credit"]),
        ({"lines": LINES}, {"lines": LINES[:2]}, ["lines-gone"]),
        ({"lines": LINES[1:]}, {"lines": LINES}, ["lines-come"]),
        (
            {"lines": LINES},
            {"lines": (LINES[0], LINES[1] + " So it is.", LINES[2])},
            ["lines-changed"],
        ),
        ({"lines": LINES}, {"lines": (LINES[1], LINES[0], LINES[2])}, ["order"]),
        ({"image": PHOTO, "lines": LINES}, {"image": PHOTO, "lines": LINES[1:]}, ["lines-gone"]),
        ({"image": BARE, "lines": LINES}, {"image": BARE, "lines": AGAIN}, ["lines-changed"]),
        (
            {"image": BARE, "lines": LINES},
            {"image": PHOTO, "lines": AGAIN},
            ["caption", "lines-changed"],
        ),
        (
            {"lines": (*LINES, "Ends.")},
            {"lines": LINES, "credit": "Reuters"},
            ["credit", "lines-gone"],
        ),
    ],
)
def test_a_difference_has_its_kind(
    before: dict[str, Any], after: dict[str, Any], expected: list[str]
) -> None:
    assert kinds(file(**before), file(**after)) == expected


def test_a_difference_has_both_texts() -> None:
    (found,) = differences(file(headline="Old")[0], *file(headline="New"))
    assert (found.before, found.after) == ("Old", "New")


def test_a_title_that_is_the_description_too_counts_for_both() -> None:
    before, after = file(headline="Old", description=None), file(headline="New", description=None)
    assert set(kinds(before, after)) == {"title", "description"}


def test_what_only_measures_the_text_is_no_difference_of_its_own() -> None:
    before = file(confidence=90, extra=("confidence", "hash"))
    after = file(LINES[:2], confidence=70, extra=("confidence", "hash"))
    assert kinds(before, after) == ["lines-gone"]


def test_another_way_to_write_the_same_is_the_layouts() -> None:
    assert kinds(file(), file(extra=("keywords",), keywords=("harbour",))) == ["layout"]
    assert kinds(file(confidence=1, extra=("confidence",)), file()) == ["layout"]
