"""A list or a table is part of a text as a whole; one of links only where a line announces it."""

from functools import partial

import pytest

from crawler.extraction.body.whole_lists import announces, stray_points, whole_lists
from tests.support import judged_markup
from tests.support.judged_markup import LONG, blocks_of

FARES = "<tr><th>Barge<th>Fare<tr><td>small<td>2<tr><td>large<td>5"

taken_back = partial(judged_markup.taken_back, whole_lists)


def points(markup: str, attributes: str = "", *others: str, likely: str = "unsure") -> str:
    """Return a list whose points hold the markup and a number."""
    items = "".join(f"<li data-is={likely}>{markup.format(n)}" for n in (1, 2))
    return f"<ul {attributes}>{items}{''.join(others)}</ul>"


LINKS = points("<a href=/{0}>The locks of Varn, part {0}</a>")


def among(markup: str, before: str = "He has a book.", likely: str = "kept") -> str:
    return f"<p>{LONG}</p><p data-is={likely}>{before}</p>{markup}<p>{LONG} He was right.</p>"


def test_a_list_between_kept_paragraphs_is_kept() -> None:
    assert taken_back(among(points("Barge {0}"))) == ["Barge 1", "Barge 2"]


def test_a_table_between_kept_paragraphs_is_kept() -> None:
    assert len(taken_back(among(f"<table data-is=unsure>{FARES}</table>"))) == 1


def test_a_table_with_headings_and_some_links_is_no_list_of_links() -> None:
    table = "<table data-is=unsure><tr>{}{}</table>"
    heads, row = "<th>Ward<th>Winner", "<tr><td><a href=/{0}>The ward of Varn</a><td>{1}"
    results = table.format(heads, row.format(1, "Ek") + row.format(2, "Orr"))
    links = row.format(1, "<a href=/ek>Ek</a>") + row.format(2, "<a href=/orr>Orr</a>")
    assert len(taken_back(among(results))) == 1
    assert taken_back(among(table.format(heads, links))) == []
    assert taken_back(among(results.replace("<th>", "<td>"))) == []


@pytest.mark.parametrize(
    "wrapper",
    ["<figure class=wp-block-table>{}</figure>", "<div class=scroll><div>{}</div></div>"],
)
def test_what_holds_nothing_but_a_table_or_list_is_no_container(wrapper: str) -> None:
    table = wrapper.format(f"<table data-is=unsure>{FARES}</table>")
    assert len(taken_back(among(table))) == 1
    assert taken_back(among(wrapper.format(points("Barge {0}")))) == ["Barge 1", "Barge 2"]


def test_where_each_block_is_wrapped_the_lists_between_are_kept() -> None:
    wrapper = "<div class=block><div class=inner>{}</div></div>"
    first, last = (wrapper.format(f"<p>{text}</p>") for text in (LONG, f"{LONG} Yes."))
    found = taken_back(f"{first}{wrapper.format(points('Barge {0}'))}{last}")
    assert found == ["Barge 1", "Barge 2"]


def test_a_list_by_its_role_is_one() -> None:
    """https://www.w3.org/TR/wai-aria-1.2/#list."""
    point = "<div role=listitem data-is=unsure>Barge {}</div>"
    markup = f"<div role=list>{point.format(1)}{point.format(2)}</div>"
    assert taken_back(among(markup)) == ["Barge 1", "Barge 2"]
    assert taken_back(among(markup.replace("role=", "data-role="))) == []


def test_a_list_below_the_label_of_an_advertisement_is_kept() -> None:
    label = "<div data-is=unsure>Advertisement</div>"
    assert taken_back(among(label + points("Barge {0}"))) == []
    found = taken_back(2 * f"<p>{LONG}</p>{label}" + among(label + points("Barge {0}")))
    assert found == ["Barge 1", "Barge 2"]


def test_a_list_below_a_heading_that_was_dropped_with_it_is_kept() -> None:
    heading = "<h3 data-is=unsure>Early</h3>"
    assert taken_back(among(heading + points("Barge {0}"))) == ["Barge 1", "Barge 2"]
    assert taken_back(among(f"<h3 data-is=unsure>Read more</h3>{points('Barge {0}')}")) == []


def test_a_table_right_below_a_kept_sentence_is_kept_at_the_end_too() -> None:
    assert len(taken_back(f"<p>{LONG}</p><table data-is=unsure>{FARES}</table>")) == 1
    assert (
        taken_back(f"<p>{LONG}</p><h3 data-is=never>More</h3><table data-is=unsure>{FARES}</table>")
        == []
    )


@pytest.mark.parametrize(
    "table",
    [
        f"<table data-is=unsure><caption data-is=never>Fares of 1911</caption>{FARES}</table>",
        f"<figure><table data-is=unsure>{FARES}</table><figcaption data-is=never>Fares of 1911",
    ],
    ids=["caption", "figcaption"],
)
def test_a_table_is_kept_with_its_caption(table: str) -> None:
    assert "Fares of 1911" in taken_back(among(table))


def test_a_list_of_which_a_part_was_kept_is_kept_at_the_end_too() -> None:
    markup = f"<p>{LONG}</p>{points('Barge {0}', '', '<li>Barge 3, which sank at the lock.')}"
    assert taken_back(markup) == ["Barge 1", "Barge 2"]


def test_links_within_a_list_of_which_a_part_was_kept_are_kept() -> None:
    nested = LINKS.replace("<ul", "<li>Locks<ul").replace("</ul>", "</ul></li>")
    markup = f"<p>{LONG}</p><ul><li>Barges<li>Both are early.{nested}</ul><p>{LONG} Yes.</p>"
    assert taken_back(markup) == ["The locks of Varn, part 1", "The locks of Varn, part 2"]


@pytest.mark.parametrize("colon", [":", "："])
def test_a_list_of_links_that_a_line_announces_is_kept(colon: str) -> None:
    found = taken_back(among(LINKS, f"These are the pages{colon}"))
    assert found == ["The locks of Varn, part 1", "The locks of Varn, part 2"]


def test_a_line_that_announces_a_list_is_kept_with_it() -> None:
    found = taken_back(among(points("Barge {0}"), "These were early:", "unsure"))
    assert found == ["These were early:", "Barge 1", "Barge 2"]


def test_a_link_that_a_line_announces_is_kept() -> None:
    link = "<p data-is=unsure><a href=/sign>https://a.example/sign</a></p>"
    markup = f"<p>{LONG}</p><p>He asks all to sign this paper:</p>{link}"
    assert taken_back(markup) == ["https://a.example/sign"]


def test_a_link_that_no_line_announces_stays_out() -> None:
    assert taken_back(among("<p data-is=unsure><a href=/m>More barges</a></p>")) == []


@pytest.mark.parametrize(
    "markup",
    [
        among(LINKS),
        among(LINKS, "Read also:"),
        among(points("Barge {0}", "class=related-stories")),
        among(points("Barge {0}", likely="never")),
        f"<div>{points('Barge {0}')}</div><p>{LONG}</p>",
        f"<p>{LONG}</p>{points('Barge {0}')}",
        f"<div><p>{LONG}</p></div><div>{points('Barge {0}')}</div><div><p>{LONG} Yes.</p></div>",
    ],
    ids=["links", "read also", "names", "unlikely", "above", "below", "elsewhere"],
)
def test_furniture_in_lists_is_not_taken_back(markup: str) -> None:
    assert taken_back(markup) == []


def test_where_nothing_is_kept_no_list_is_taken_back() -> None:
    assert taken_back(f"<p data-is=never>{LONG}</p>{points('Barge {0}')}") == []


def test_a_link_announces_nothing() -> None:
    line, link = blocks_of("<p>These sank:</p><p><a href=/s>These sank:</a></p>")
    assert (announces(line), announces(link)) == (True, False)


def test_links_in_a_list_within_a_list_beside_paragraphs_are_blocks() -> None:
    links = "".join(f"<li><a href=/{n}>Lock {n} of Varn</a>" for n in range(4))
    assert len(blocks_of(f"<p>The locks.</p><ul><li>Varn<ul>{links}</ul></ul>")) == 6


def test_a_list_in_a_box_between_kept_paragraphs_is_kept_with_its_heading() -> None:
    box = f"<div class=ingredients><h3 data-is=unsure>Needed</h3>{points('Barge {0}')}</div>"
    assert taken_back(among(box)) == ["Needed", "Barge 1", "Barge 2"]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=related><h3 data-is=unsure>Needed</h3>{points('Barge {0}')}</div>",
        f"<div><h3 data-is=unsure>Needed</h3>{LINKS}</div>",
        f"<div><p data-is=unsure>Needed</p><p data-is=unsure>Soon</p>{points('Barge {0}')}</div>",
        f"<div><h3 data-is=never>Needed</h3>{points('Barge {0}', likely='never')}</div>",
    ],
    ids=["named so", "links", "other text", "unlikely"],
)
def test_a_box_that_may_be_furniture_stays_out(box: str) -> None:
    assert not taken_back(among(box))


def test_a_list_in_a_box_is_kept_where_each_sentence_has_one() -> None:
    box = "<div style='padding: 0 15px'>{}</div>"
    text = "".join(box.format(f"<p>{LONG} {n}.</p>") for n in ("One", "Two", "Three"))
    boxed = box.format(points("Barge {0}"))
    assert taken_back(f"{text}{boxed}{text}") == ["Barge 1", "Barge 2"]
    assert taken_back(f"{text}{boxed}") == []


def test_a_list_below_a_button_that_shares_the_page_is_kept() -> None:
    button = "<p data-is=unsure>Share this article</p>"
    assert taken_back(among(button + points("Barge {0}"))) == ["Barge 1", "Barge 2"]


def test_the_last_word_of_a_list_that_was_dropped_above_the_text_is_none_of_it() -> None:
    def strays(markup: str) -> list[str]:
        blocks = blocks_of(markup)
        kept = [block.text in ("Print", LONG) for block in blocks]
        return [blocks[n].text for n in stray_points(blocks, kept)]

    tools = "<ul><li>Save<li>Share<li>Gift<li>Print</ul>"
    text = f"<p>{LONG}</p>"
    assert strays(tools + text) == ["Print"]
    assert strays(text + tools) == []
    assert strays(f"<ul><li>Print<li>Print</ul>{text}") == []
