"""A file with some of the changes to another one of its article."""

from collections.abc import Iterator
from datetime import datetime, timezone
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import frontmatter
import pytest

from crawler.items import Article, FiledArticle, Image
from pipelines.document.comparison import differences
from pipelines.document.options import Options
from pipelines.document.partial_change import partly_changed
from pipelines.document.render import render
from tests.support.articles import make_article, paragraph

NOON = datetime(2024, 10, 25, 12, tzinfo=timezone.utc)
LINES = (
    "The harbour of Westhaven has reopened after the storm.",
    "Ferries sail again on Friday, said the harbour master.",
    "Two cranes are still in the water.",
    "Nobody was hurt, the mayor told the council in the evening.",
    "Readers who sign our morning letter get it before breakfast.",
)
REWORDED = LINES[0].replace("has reopened", "reopened again")
OLD: dict[str, Any] = {
    "lines": LINES,
    "headline": "Harbour open - The Herald",
    "image": Image(url="https://herald.example/logo.png"),
    "credit": "Reuters",
}
NEW: dict[str, Any] = {
    "lines": (REWORDED, "Insurers wait.", LINES[3], LINES[1], LINES[2]),
    "headline": "Harbour open",
    "image": Image(url="https://herald.example/quay.jpg", caption="The quay.", credit="Ada Brook"),
    "credit": None,
}
EXTRA = ("authors", "caption", "hash")


def file(lines: tuple[str, ...] = LINES, **changes: Any) -> tuple[bytes, Article]:
    article = make_article(body=tuple(map(paragraph, lines)), **changes)
    filed = FiledArticle(article=article, code="ART2410251200ABCDEF")
    return render(filed, NOON, Options(Path(), extra=EXTRA)).encode(), article


def partly(old: dict[str, Any], new: dict[str, Any], *wanted: str) -> bytes:
    content = partly_changed(file(**old)[0], *file(**new), wanted.__contains__).content
    assert content is not None
    return content


def body(content: bytes) -> list[str]:
    return frontmatter.loads(content.decode()).content.split("\n\n")


def subsets(kinds: set[str]) -> Iterator[set[str]]:
    for size in range(len(kinds) + 1):
        yield from map(set, combinations(sorted(kinds), size))


def test_a_title_is_changed_in_front_matter_and_headline_and_nothing_else() -> None:
    content = partly(OLD, NEW, "title")
    assert content.decode() == file(**OLD)[0].decode().replace(OLD["headline"], NEW["headline"])


def test_lines_that_are_gone_stay_if_that_is_not_wanted() -> None:
    lines = body(partly({}, {"lines": (REWORDED, *LINES[1:4])}, "lines-changed"))[-5:]
    assert lines == [REWORDED, *LINES[1:]]


def test_a_line_in_between_goes_and_another_does_not_come() -> None:
    new = {"lines": (*LINES[:2], "Insurers wait.", *LINES[3:])}
    assert body(partly({}, new, "lines-gone"))[-4:] == [*LINES[:2], *LINES[3:]]
    assert body(partly({}, new, "lines-come"))[-6:] == [
        *LINES[:3],
        "Insurers wait.",
        *LINES[3:],
    ]


def test_a_caption_comes_and_goes_with_its_picture() -> None:
    photo = {"image": NEW["image"]}
    assert partly(OLD, OLD | photo, "caption") == file(**OLD)[0]
    assert partly(OLD, OLD | photo, "image", "caption") == file(**OLD | photo)[0]
    # Of one picture it is a change of its own.
    bare = {"image": Image(url=NEW["image"].url)}
    assert b"The quay." in partly(bare, photo, "caption")
    # The picture alone can't be had: its caption would be beneath it.
    assert partly(OLD, OLD | photo, "image") == file(**OLD)[0]


def test_a_hash_is_that_of_the_text_that_the_file_has() -> None:
    old, new = (frontmatter.loads(file(**each)[0].decode())["hash"] for each in (OLD, NEW))
    assert old != new
    kept = partly(OLD, NEW, "title")
    assert frontmatter.loads(kept.decode())["hash"] == old
    text = partly(OLD, NEW, "lines-gone", "lines-come", "lines-changed", "order")
    assert frontmatter.loads(text.decode())["hash"] == new


def test_an_added_key_of_the_front_matter_is_a_change_of_its_kind() -> None:
    content = partly({"authors": ()}, {"headline": "Harbour open"}, "authors")
    loaded = frontmatter.loads(content.decode())
    assert (loaded["authors"], loaded["title"]) == (["Ada Brook"], make_article().headline)


def random_lines(seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of two versions of one text."""
    random = Random(seed)
    lines = [f"{word} said the {word} of the harbour." for word in "abcdefgh"]
    old = random.sample(lines, 5)
    new = [random.choice((line, line.replace("the", "a", 1))) for line in random.sample(lines, 5)]
    return tuple(old), tuple(new)


@pytest.mark.parametrize("seed", [None, *range(12)])
def test_no_choice_of_kinds_gives_a_file_with_others_or_changes_it_again(seed: int | None) -> None:
    if seed is None:
        (former, _), (content, article) = file(**OLD), file(**NEW)
    else:
        old, new = random_lines(seed)
        (former, _), (content, article) = file(old), file(new)
    kinds = {difference.kind for difference in differences(former, content, article)}
    assert kinds
    for wanted in subsets(kinds):
        change = partly_changed(former, content, article, wanted.__contains__)
        assert change.content is not None
        assert {each.kind for each in change.made} <= wanted
        again = partly_changed(change.content, content, article, wanted.__contains__)
        assert (again.content, again.made, again.left) == (change.content, (), change.left)
    assert change.content == content  # the last has all kinds
