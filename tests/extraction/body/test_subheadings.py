"""A line right between kept text is its subheading, be it in bold, a div or a box of its own."""

from functools import partial

import pytest

from crawler.extraction.body.wrapped import subheadings
from tests.support import judged_markup
from tests.support.judged_markup import LONG

LINE = "What the toll will be"

taken_back = partial(judged_markup.taken_back, subheadings)


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{LONG}</p><p data-is=unsure><b>{LINE}</b></p><p>{LONG}</p>",
        f"<div>{LONG}</div><div data-is=hardly><strong>{LINE}</strong></div><div>{LONG}</div>",
    ],
    ids=["paragraphs", "divs"],
)
def test_a_bold_line_between_paragraphs_is_kept(markup: str) -> None:
    assert taken_back(markup) == [LINE]


@pytest.mark.parametrize(
    "heading",
    [
        f"<div class='widget title'><div class=inner><h2 data-is=unsure>{LINE}</h2></div></div>",
        f"<div class=widget><div><div class=t-title data-is=unsure>{LINE}</div></div></div>",
    ],
    ids=["h2", "called a title"],
)
def test_a_heading_in_a_box_between_boxes_of_text_is_kept(heading: str) -> None:
    text = f"<div class='widget text'><div class=inner><p>{LONG}</p><p>{LONG} Yes.</p></div></div>"
    assert taken_back(f"<section>{text}{heading}{text}</section>") == [LINE]


def test_a_sentence_in_a_box_between_boxes_of_text_is_kept() -> None:
    text = f"<div class=block><p>{LONG}</p><p>{LONG} Yes.</p></div>"
    said = "“We have waited for the barge since the autumn,” she said."
    quotation = f"<div class=block><div data-is=hardly>{said}</div></div>"
    assert taken_back(f"<section>{text}{quotation}{text}</section>") == [said]


@pytest.mark.parametrize(
    "line",
    [
        "<p data-is=unsure>{}</p>",
        "<p data-is=never><b>{}</b></p>",
        "<p data-is=unsure><b><a href=/toll>{}</a></b></p>",
        "<p data-is=unsure><b>Photo: {}</b></p>",
        "<p><img src=barge.jpg></p><p data-is=unsure><b>{}</b></p>",
        "<div class=related><p data-is=unsure><b>{}</b></p></div>",
        "<div class=box><h2 data-is=unsure>{}</h2></div>",
    ],
    ids=["plain", "unlikely", "a link", "a label", "a caption", "named", "another box"],
)
def test_other_lines_between_paragraphs_stay_out(line: str) -> None:
    assert taken_back(f"<p>{LONG}</p>{line.format(LINE)}<p>{LONG} Yes.</p>") == []


def test_a_line_that_no_text_follows_stays_out() -> None:
    assert taken_back(f"<p>{LONG}</p><p data-is=unsure><b>{LINE}</b></p>") == []
