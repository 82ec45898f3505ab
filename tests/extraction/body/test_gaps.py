"""What stands in a text that is kept is kept, unless its names or wording speak of furniture."""

from functools import partial

import pytest

from crawler.extraction.body.gaps import gaps
from tests.support import judged_markup
from tests.support.judged_markup import LONG

taken_back = partial(judged_markup.taken_back, gaps)


def around(markup: str) -> str:
    return f"<p>{LONG}</p>{markup}<p>{LONG} He was right.</p>"


def test_a_sentence_between_kept_ones_is_kept() -> None:
    text = f"{LONG} The town agrees."
    assert taken_back(around(f"<p data-is=unsure>{text}</p>")) == [text]


@pytest.mark.parametrize(("doubt", "is_kept"), [("unsure", True), ("hardly", False)])
def test_a_short_sentence_between_kept_ones_is_kept_if_it_is_not_unlikely(
    doubt: str, is_kept: bool
) -> None:
    text = "Of the forty fishermen three voted against."
    assert (text in taken_back(around(f"<p data-is={doubt}>{text}</p>"))) is is_kept


@pytest.mark.parametrize("tag", ["details", "blockquote"])
def test_a_sentence_that_is_quoted_or_unfolds_between_kept_ones_is_kept(tag: str) -> None:
    text = f"{LONG} The town agrees."
    assert taken_back(around(f"<{tag}><p data-is=unsure>{text}</p></{tag}>")) == [text]


def test_a_bare_sentence_between_kept_paragraphs_is_kept() -> None:
    text = f"{LONG} The town agrees."
    markup = f"<div data-is=unsure><p data-is=kept>{LONG}</p>{text}<p data-is=kept>{LONG} Yes.</p>"
    assert taken_back(markup) == [text]


def test_the_label_of_details_that_were_kept_is_kept() -> None:
    markup = around(
        f"<details><summary data-is=never>The lock</summary><p>{LONG} No.</p></details>"
    )
    assert taken_back(markup) == ["The lock"]


@pytest.mark.parametrize("heading", ["The barges", "<a href='/b'>The barges</a>"])
def test_a_heading_above_kept_text_is_kept(heading: str) -> None:
    assert taken_back(around(f"<h2 data-is=never>{heading}</h2>")) == ["The barges"]


def test_the_first_heading_of_several_is_kept() -> None:
    markup = f"<h2 data-is=unsure>One</h2><p>{LONG}</p><h2>Two</h2><p>Short.</p>"
    assert taken_back(markup) == ["One"]


@pytest.mark.parametrize("tag", ["pre", "figure><pre", "div class=highlight><table><tr><td><pre"])
def test_code_beside_kept_text_is_kept(tag: str) -> None:
    markup = around(f"<{tag} data-is=never><code>open --lock varn</code></pre></figure></table>")
    assert taken_back(markup) == ["open --lock varn"]


def test_code_that_is_a_line_of_its_own_is_kept() -> None:
    line = "<div data-is=never><code>open --lock varn</code></div>"
    assert taken_back(around(line)) == ["open --lock varn"]
    assert taken_back(around(line.replace("</code>", "</code> is it"))) == []


@pytest.mark.parametrize("place", ["{0}{1}", "{1}{0}"])
def test_a_sentence_beside_kept_ones_that_looks_like_them_is_kept(place: str) -> None:
    last = "Nobody had seen it come."
    kept = f"<p class=t>{LONG}</p>"
    markup = place.format(f"<p class=t data-is=unsure>{last}</p>", kept)
    assert taken_back(markup) == [last]


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=related><p data-is=unsure>{LONG} More.</p></div>",
        "<p data-is=unsure>Sign up for our newsletter, which tells you each week what the keepers "
        "of the locks between Varn and the sea have counted.</p>",
        "<p data-is=unsure>A short line</p>",
        f"<p data-is=never>{LONG} That is all.</p>",
        "<h3 data-is=unsure>More:</h3><p>a</p>" * 3,
        "<h3 data-is=unsure>Related stories</h3>",
    ],
)
def test_furniture_between_kept_sentences_is_not_taken_back(markup: str) -> None:
    assert taken_back(around(markup)) == []


def test_nothing_is_taken_back_where_nothing_is_kept() -> None:
    assert taken_back(f"<p data-is=unsure>{LONG}</p><h2 data-is=unsure>Varn</h2>") == []


def test_a_point_within_a_kept_point_is_kept() -> None:
    markup = "<ul><li>Bread<ul><li data-is=unsure>rye</li></ul></li><li>Rolls</li></ul>"
    assert taken_back(around(markup)) == ["rye"]


def test_definitions_between_kept_sentences_are_kept() -> None:
    markup = "<dl><dt data-is=unsure>Opening</dt><dd data-is=never>half past three</dd></dl>"
    assert taken_back(around(markup)) == ["Opening", "half past three"]


def test_the_line_that_unfolds_a_sentence_is_kept_with_it() -> None:
    line, answer = "Who pays?", "The county pays for the most of it, and always has."
    markup = f"<details><summary data-is=never>{line}</summary><p data-is=unsure>{answer}</details>"
    assert taken_back(around(markup)) == [line, answer]


def test_a_sentence_in_a_container_like_the_texts_is_kept() -> None:
    last = "Nobody had seen it come."
    markup = (
        f"<div class=part><p>{LONG}</p></div><aside><a href='/x'>Locks</a></aside>"
        f"<div class=part><p data-is=unsure>{last}</p></div>"
    )
    assert taken_back(markup) == [last]


def test_a_box_that_is_a_link_as_a_whole_is_no_sentence_of_the_text() -> None:
    offer = "<div data-is=unsure><a href=/app>Read on with ease in the app of the Herald!</a></div>"
    assert not taken_back(f"<div class=part>{around(offer)}</div>")
    text = offer.replace("<a href=/app>", "").replace("</a>", "")
    assert taken_back(f"<div class=part>{around(text)}</div>")


def test_a_sentence_in_one_of_many_containers_of_a_paragraph_each_is_kept() -> None:
    last = "Nobody had seen it come."
    parts = [f"<p>{LONG} {n}.</p>" for n in range(5)] + [f"<p data-is=unsure>{last}</p>"]
    assert taken_back("".join(f"<div class=b><div>{part}</div></div>" for part in parts)) == [last]


def test_of_a_page_of_which_nothing_is_kept_nothing_is_taken_back() -> None:
    assert taken_back("<dl><dt data-is=unsure>12 May<dd data-is=unsure>Ann Lee</dl>") == []


def test_a_last_short_sentence_of_the_text_is_kept() -> None:
    markup = f"<p>{LONG}</p><p data-is=hardly>It rained.</p><p data-is=hardly>Nobody came.</p>"
    assert taken_back(markup) == ["It rained.", "Nobody came."]


def test_a_last_paragraph_of_the_text_is_kept_with_the_mark_of_its_end() -> None:
    last = f"{LONG} HH"
    assert taken_back(f"<p>{LONG}</p><p data-is=hardly>{last}</p>") == [last]


@pytest.mark.parametrize(
    "line",
    [
        "It rained",
        "Reporting by Ann Lee.",
        "Photo: Ann Lee.",
        "Yes.",
        "<a href=/rain>It rained.</a>",
    ],
)
def test_a_last_line_that_is_no_sentence_of_the_text_stays_out(line: str) -> None:
    assert not taken_back(f"<p>{LONG}</p><p data-is=hardly>{line}</p>")


def test_a_last_signature_is_kept_as_those_of_the_letters_above_are() -> None:
    letter = f"<p>{LONG}</p><p><b>Ann Lee, Varn</b></p>"
    last = f"<p>{LONG} Yes.</p><p data-is=never><b>Cy Orr, Oru</b></p>"
    assert taken_back(f"<div>{letter * 2}{last}</div>") == ["Cy Orr, Oru"]
    assert not taken_back(f"<div>{letter}{last}</div>")
    assert not taken_back(f"<div>{letter * 2}{last}<p data-is=never>More</p></div>")


def test_headings_of_a_lists_items_are_kept_with_their_texts() -> None:
    item = "<div class=item><h3 data-is=never><a href=/{0}>Lock {0}</a></h3><p>{1}</p></div>"
    assert taken_back("".join(item.format(n, LONG) for n in range(3))) == [
        "Lock 0",
        "Lock 1",
        "Lock 2",
    ]
    assert not taken_back("".join(item.format(n, LONG) for n in range(2)))


def test_a_word_of_furniture_within_another_word_says_nothing() -> None:
    text = "La vecchia chiusa era stata abbandonata dopo la grande piena di quell'anno, dissero."
    assert taken_back(around(f"<p data-is=unsure>{text}</p>")) == [text]


def test_the_label_of_a_button_that_unfolds_kept_text_is_kept() -> None:
    button = "<button aria-expanded=false data-is=never>Who counts the barges?</button>"
    markup = around(f"<div class=q>{button}<div><p>{LONG} No.</p></div></div>")
    assert taken_back(markup) == ["Who counts the barges?"]
