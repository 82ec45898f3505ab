"""How a page's text differs from that in its article's file."""

from pathlib import Path

import pytest

from crawler.items import Article, Block, Image, Span
from pipelines.document.options import Options
from pipelines.former import Change, change_of
from tests.support.articles import make_article, paragraph, rendered

OPTIONS = Options(output=Path("output"), keep_links=True, inline_images=True)
LINES = (
    "The ferry to Northport was cancelled on Monday after a crack was found in its hull.",
    "Divers looked at the crack on Monday evening and said that it could be welded.",
    "Some ninety people spent the night in the sports hall, where the town served soup.",
    "The company hopes to sail again by Thursday, once the weld has been tested at sea.",
)


def story(*lines: str, **changes: object) -> Article:
    return make_article(body=tuple(map(paragraph, lines)), **changes)


def change(former: Article, article: Article) -> Change:
    return change_of(rendered(former, OPTIONS).encode(), article)


def test_the_same_text_is_whole_whatever_its_marks() -> None:
    picture = Block("image", image=Image(url="https://a.example/1.jpg", caption="The hull."))
    spans = (Span(LINES[1], strong=True, url="https://herald.example/a-long-address-of-a-link"),)
    marked = make_article(body=(paragraph(LINES[0]), picture, Block("heading", spans, level=2)))
    found = change(marked, story(*LINES[:2]))
    assert found.is_related
    assert 0.85 < found.left <= 1


def test_a_text_of_which_a_quarter_is_left_is_cut() -> None:
    found = change(story(*LINES), story(LINES[0]))
    assert found.is_related
    assert 0.15 < found.left < 0.35
    assert not found.is_stated


def test_another_text_is_unrelated_though_it_has_the_headline() -> None:
    wall = "Subscribe now and read all of our stories for a small sum each month. " * 5
    assert not change(story(*LINES), story(wall)).is_related


@pytest.mark.parametrize(
    ("headline", "is_related"),
    [("Harbour reopens at last after the storm", True), ("Choose how you want to read on", False)],
)
def test_a_stub_may_be_written_anew_under_its_headline(headline: str, is_related: bool) -> None:
    stub = story("This is a developing story.")
    assert change(stub, story(*LINES, headline=headline)).is_related == is_related


@pytest.mark.parametrize("end", [LINES[3][:50], LINES[3][:53], "The company hopes to"])
def test_a_text_breaks_off_that_ends_amid_a_paragraph(end: str) -> None:
    assert change(story(*LINES), story(*LINES[:3], end)).breaks_off


@pytest.mark.parametrize(
    "lines",
    [
        LINES[:3],
        (*LINES[:3], "The company hopes to sail again by Thursday."),
        (*LINES[:3], "The company gave no"),
        (*LINES, "It gave no"),
        (*LINES[:3], "The company"),
    ],
)
def test_a_text_that_an_editor_has_shortened_does_not_break_off(lines: tuple[str, ...]) -> None:
    assert not change(story(*LINES), story(*lines)).breaks_off


def test_a_notice_counts_once() -> None:
    notice = "Correction: an earlier version of this story named the wrong harbour."
    cut = story(LINES[0], notice, notice=notice)
    assert change(story(*LINES), cut).is_stated
    assert not change(story(*LINES, notice), cut).is_stated


def test_a_file_in_a_script_without_spaces_is_compared_by_its_characters() -> None:
    text = "台风过后港口于周日重新开放渡轮将于周一恢复航行当地居民表示欢迎并希望今后不再停航"
    assert change(story(text), story(text[:25])).is_related
    assert not change(
        story(text), story("请订阅本报以便继续阅读全部文章每月只需少量费用即可享受服务")
    ).is_related
