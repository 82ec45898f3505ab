"""A heading or a sentence in an element of its own is the text's if it stands within it."""

from functools import partial

import pytest

from crawler.extraction.body.wrapped import wrapped as wrapped_blocks
from tests.support import judged_markup
from tests.support.judged_markup import LONG

SENTENCE = "Nobody at the lock of Varn had seen it come."

taken_back = partial(judged_markup.taken_back, wrapped_blocks)


def between(markup: str) -> str:
    return f"<p>{LONG}</p>{markup}<p>{LONG} He was right.</p>"


@pytest.mark.parametrize(
    "wrapped",
    [
        f"<div class=block><p data-is=unsure>{SENTENCE}</p></div>",
        f"<section><div><p data-is=unsure>{SENTENCE}</p></div></section>",
    ],
)
def test_a_sentence_that_is_wrapped_is_kept_between_others(wrapped: str) -> None:
    assert taken_back(between(wrapped)) == [SENTENCE]
    assert taken_back(f"<p>{LONG}</p>{wrapped}") == []  # nothing of the text follows


def test_a_heading_that_is_wrapped_is_kept_where_text_follows_it() -> None:
    heading = "<div class=head><h2 data-is=never>Varn</h2></div>"
    assert taken_back(between(heading)) == ["Varn"]
    assert taken_back(between(f"{heading}<p data-is=never>The locks of Varn</p>")) == []


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=related><p data-is=unsure>{}</p></div>",
        "<div class=block><p data-is=hardly>{}</p></div>",
        "<div class=block><img src=a.jpg><p data-is=unsure>{}</p></div>",
    ],
    ids=["strange name", "unlikely", "a box of two"],
)
def test_a_box_within_the_text_stays_out(markup: str) -> None:
    assert taken_back(between(markup.format(SENTENCE))) == []


@pytest.mark.parametrize(
    "wrapper",
    [
        "<div class=block><div class=inner>{}</div></div>",
        "<div class='text block'>{}</div>",
        "<section>{}</section>",
        "<x-block><x-text>{}</x-text></x-block>",
    ],
)
def test_where_each_block_is_wrapped_the_headings_between_are_kept(wrapper: str) -> None:
    """As Elementor, Squarespace, Drupal's paragraphs and the like make pages."""
    parts = (f"<p>{LONG}</p>", "<h2 data-is=unsure>Varn</h2>", f"<p>{LONG} He was right.</p>")
    assert taken_back("".join(map(wrapper.format, parts))) == ["Varn"]


@pytest.mark.parametrize("other", ["<div class=promo>{}</div>", "<div>{}</div>", "<nav>{}</nav>"])
def test_what_is_wrapped_otherwise_than_the_text_stays_out(other: str) -> None:
    text, heading = "<div class=block><p>{}</p></div>", "<h2 data-is=unsure>Varn</h2>"
    found = taken_back(text.format(LONG) + other.format(heading) + text.format(f"{LONG} Yes."))
    assert found == []


def test_what_details_unfold_is_kept_with_its_line() -> None:
    markup = (
        "<details><summary data-is=never>The log</summary>"
        f"<div class=content><p data-is=unsure>{SENTENCE}</p></div></details>"
    )
    assert taken_back(between(markup)) == [SENTENCE]
    assert taken_back(between(markup.replace("unsure", "kept"))) == ["The log"]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=box><p>{0}</p><h2 data-is=never>Varn</h2></div><div class=box><p>{0}</p></div>",
        "<div class=box><p>{0}</p></div><div class=box><h2 data-is=never>Varn</h2><p>{0}</p></div>",
    ],
)
def test_a_heading_between_two_containers_of_the_text_is_kept(markup: str) -> None:
    assert taken_back(markup.format(LONG)) == ["Varn"]
    others = markup.format(LONG).replace("class=box", "class=teaser", 1)
    assert taken_back(others) == []
