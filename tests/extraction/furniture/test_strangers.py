"""Another article of the page, above, below or within, is no part of its own."""

import pytest

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/town/clock-stops"
HEADLINE = "The clock of Ruden stops at noon"
OWN = tuple(
    f"The clock of Ruden {what}, and the people who pass below it each day on their way to the "
    "ferry have begun to ask the baker what time it is."
    for what in ("stopped on Friday", "has stood since", "waits for a wheel", "will be mended")
)
OTHER = tuple(
    f"A swarm of bees {what} on Sunday, which the fire brigade carried away in two boxes that the "
    "school had lent it for the purpose."
    for what in ("settled on the town hall", "was seen at the mill", "came back")
)


def paragraphs(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(markup: str) -> list[str]:
    page = f"<html><head><title>{HEADLINE}</title></head><body><main>{markup}</main></body></html>"
    return [block.text for block in extract_article(page, URL, GENERIC).body]


STORY = f"<h1>{HEADLINE}</h1>{paragraphs(OWN)}"
TEASER = f"<h2><a href='/bees'>Bees on the town hall</a></h2>{paragraphs(OTHER)}"


@pytest.mark.parametrize(
    "markup",
    [
        f"<article>{STORY}</article><article><h1>Bees</h1>{paragraphs(OTHER)}</article>",
        f"<article>{STORY}</article><article><h2>Bees</h2>{paragraphs(OTHER)}</article>",
        f"<article class=card>{TEASER}</article><article>{STORY}</article>",
        f"<article>{STORY}<article class=card>{TEASER}</article></article>",
        f"<div class=post>{STORY}</div><div class=post><h1>Bees</h1>{paragraphs(OTHER)}</div>",
    ],
    ids=["scrolled", "scrolled, h2", "teaser before", "teaser within", "scrolled, no article"],
)
def test_another_article_is_left_out(markup: str) -> None:
    assert body(markup) == list(OWN)


@pytest.mark.parametrize(
    "markup",
    [
        f"<article><h1>{HEADLINE}</h1></article><article>{paragraphs(OWN)}</article>",
        f"<article>{STORY}<article><p>{OTHER[0]}</p></article></article>",
        f"<h1>{HEADLINE}</h1><article><h2>Noon</h2>{paragraphs(OWN)}</article>",
        f"<section class=s><h1>{HEADLINE}</h1></section><section class=s>{paragraphs(OWN)}"
        "</section>",
    ],
    ids=["headline apart", "quoted within", "headline outside", "sections"],
)
def test_an_article_element_without_a_heading_of_its_own_is_a_part(markup: str) -> None:
    assert body(markup)[:1] == ["Noon"] or set(OWN) <= set(body(markup))


def test_an_article_element_of_the_headline_alone_leaves_the_text_to_the_next() -> None:
    head = f"<article><header><h1>{HEADLINE}</h1></header></article>"
    text = f"<article><h2>What stopped it</h2>{paragraphs(OWN)}</article>"
    notes = f"<section>{paragraphs(OTHER)}</section>"
    assert set(OWN) <= set(body(head + text + notes))


def test_a_picture_show_below_the_story_is_left_out() -> None:
    pictures = "".join(f"<h3>{n}/9 Bees</h3><ul><li>{OTHER[0]}</li></ul>" for n in range(1, 10))
    show = f"<section><h2>The week in pictures</h2>{pictures}</section>"
    assert body(f"<article>{STORY}{show}</article>") == list(OWN)


def test_a_story_that_counts_its_own_parts_stays_whole() -> None:
    parts = "".join(f"<h3>{n}/4</h3><p>{line}</p>" for n, line in enumerate(OWN, 1))
    assert set(OWN) <= set(body(f"<article><h1>{HEADLINE}</h1>{parts}</article>"))


NEXT = f"<h2><a href=/bees>Bees on the town hall</a></h2>{paragraphs(OTHER)}"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=post>{STORY}</div><div id=more><div class=post>{NEXT}</div></div>",
        f"<div>{STORY}</div><section data-url=/bees>{NEXT}</section>",
    ],
    ids=["named as its own", "stated address"],
)
def test_what_scrolling_adds_below_a_linked_heading_is_left_out(markup: str) -> None:
    assert body(markup) == list(OWN)


def test_sections_of_the_article_may_have_linked_headings() -> None:
    parts = "".join(
        f"<div class=part><h2><a href=/{n}>Clock {n}</a></h2><p>{line}</p></div>"
        for n, line in enumerate(OWN)
    )
    found = body(
        f"<div class=post><h1>{HEADLINE}</h1><p>{OTHER[0]}</p><p>{OTHER[1]}</p>{parts}</div>"
    )
    assert set(OWN) <= set(found)


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=row><h1>{HEADLINE}</h1></div><div class=row>{paragraphs(OWN)}{TEASER}</div>",
        f"<div class=row><h1>{HEADLINE}</h1></div><div class=row><h2><a href=/tag>Clocks</a></h2>"
        f"{paragraphs(OWN)}</div>",
        f"<h1>{HEADLINE}</h1><div data-url=/bees>{paragraphs(OWN)}"
        "<h2><a href=/bees>Bees</a></h2></div>",
    ],
    ids=["a teaser below", "a label above", "a link below"],
)
def test_the_text_is_no_stranger_for_a_linked_heading_in_its_element(markup: str) -> None:
    assert set(OWN) <= set(body(markup))
