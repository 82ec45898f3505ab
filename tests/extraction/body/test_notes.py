"""A note that the text refers to is a part of it, wherever the way back to its reference stands."""

from functools import partial

import pytest

from crawler.extraction.body.notes import notes
from tests.support import judged_markup
from tests.support.judged_markup import LONG

NOTE = "Box 17, sheet 4."
REFERENCE = f"<p>{LONG}</p><p>He wrote it down.<a id=r1 href='#n1'>1</a></p>"

taken_back = partial(judged_markup.taken_back, lambda *found: notes(*found[:3]))


def test_a_note_with_its_way_back_is_kept() -> None:
    note = f"<ol><li id=n1 data-is=never>{NOTE} <a href='#r1'>Back</a></li></ol>"
    assert taken_back(REFERENCE + note) == [f"{NOTE} Back"]


@pytest.mark.parametrize(
    "note",
    [
        "<div data-is=never><a id=n1 href='#r1'>1</a><div><p data-is=never>{0}</p></div></div>",
        "<div><h5 data-is=never><a id=n1 href='#r1'>(1)</a></h5><p data-is=never>{0}</p></div>",
        "<div id=n1><p data-is=never><a href='#r1'>1</a></p><p data-is=never>{0}</p></div>",
    ],
    ids=["number beside it", "number in a heading", "number in a line of its own"],
)
def test_a_note_behind_its_number_is_kept(note: str) -> None:
    assert taken_back(REFERENCE + note.format(NOTE)) == [NOTE]


def test_what_follows_the_notes_is_none() -> None:
    note = f"<div data-is=never><a id=n1 href='#r1'>1</a><p data-is=never>{NOTE}</p></div>"
    after = "<div><h3 data-is=never>More</h3><p data-is=never>The locks of Varn.</p></div>"
    assert taken_back(REFERENCE + note + after) == [NOTE]


def test_a_note_that_nothing_refers_to_stays_out() -> None:
    note = f"<p id=n2 data-is=never>{NOTE} <a href='#r2'>Back</a></p>"
    assert taken_back(REFERENCE + note) == []


def test_a_section_that_a_link_leads_to_is_no_note_for_having_links_of_its_own() -> None:
    section = f"<div id=n1><p data-is=never>{NOTE} <a href='#top'>Up</a></p></div>"
    assert taken_back(REFERENCE + section) == []
