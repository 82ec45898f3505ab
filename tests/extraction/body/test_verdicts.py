"""The box that closes a review is part of it."""

import pytest

from crawler.extraction.body.verdicts import verdicts
from tests.support.judged_markup import LONG, blocks_of

POINTS = "<ul><li data-is=never>Soup on board</li><li data-is=never>Light all night</li></ul>"
SAID = "<p data-is=never>A slow boat, and the best that ever sailed from here.</p>"


def taken_back(box: str, after: str = "") -> list[str]:
    """Return what is taken back of a review that has a box within its article, and one behind."""
    blocks = blocks_of(f"<h1>The boat</h1><div><p>{LONG}</p></div>{box}</article>{after}")
    kept = [block.text == LONG for block in blocks]
    headline = blocks[0].element
    found = verdicts(blocks, kept, [not one for one in kept], headline)
    return [blocks[n].text for n in sorted({*found})]


@pytest.mark.parametrize(
    "box",
    [
        f"<section><h2>Verdict</h2>{SAID}{POINTS}</section>",
        f"<div><div><h4>Pros</h4>{POINTS}</div><div><h4>Cons</h4>{SAID}</div></div>",
        f"<section><h3>Fazit:</h3>{SAID}</section>",
        f"<div><h3>Лучшее</h3><div><h4>Плюсы</h4>{POINTS}</div></div>",
        f"<div class=review-verdict>{SAID}</div>",
        f"<aside class='box pros-cons'>{POINTS}</aside>",
    ],
)
def test_points_and_verdict_are_text(box: str) -> None:
    texts = [block.text for block in blocks_of(box)]
    assert texts
    assert taken_back(box) == texts


@pytest.mark.parametrize(
    "box",
    [
        f"<section class=related><h2>Verdict</h2>{SAID}</section>",
        "<section><h2>Verdict</h2><p><a href=/a>A slow boat that we tried in the spring.</a></p>",
        f"<section><h2>Verdict of the court was read on Monday</h2>{SAID}</section>",
        "<div class=verdict><span>8</span></div>",
    ],
)
def test_what_has_only_the_name_is_none(box: str) -> None:
    assert taken_back(box) == []


def test_what_stands_above_the_text_is_none() -> None:
    blocks = blocks_of(f"<h1>Claim</h1><div class=verdict>{SAID}</div><div><p>{LONG}</p></div>")
    kept = [block.text == LONG for block in blocks]
    assert not [*verdicts(blocks, kept, [not one for one in kept], blocks[0].element)]


def test_what_stands_outside_of_the_article_is_anothers() -> None:
    assert taken_back("", f"<section><h2>Verdict</h2>{SAID}</section>") == []
