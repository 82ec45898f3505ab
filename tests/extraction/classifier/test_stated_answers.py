"""Questions that the page's data answer are part of the text where it answers them."""

import json

import pytest

from crawler.extraction.classifier.stated_answers import stated_answers
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC
from tests.support.judged_markup import LONG

ASKED = "Who opens the lock at night?"
FIRST = "Nobody does before the first barge sounds its horn."
SECOND = "Then the keeper's daughter walks down with a lamp."
BOX = f"<section><h3>{ASKED}</h3><div><p>{FIRST}</p><p>{SECOND}</p></div></section>"


def stated(kind: str, answer: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    asked = {
        "@type": "Question",
        "name": ASKED,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }
    data = {"@context": "https://schema.org", "@type": kind, "mainEntity": [asked]}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def taken_back(body: str) -> list[str]:
    """Return what is taken back of a page whose long lines only were kept."""
    page = read_page(f"<html><body>{body}</body></html>", "https://a.example/", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    kept = [block.text == LONG for block in blocks]
    found = stated_answers(page, blocks, kept, [not one for one in kept])
    return [blocks[n].text for n in sorted(found)]


def test_a_stated_answer_is_text_with_its_question() -> None:
    assert taken_back(f"<p>{LONG}</p>{BOX}{stated('FAQPage')}") == [ASKED, FIRST, SECOND]


def test_microdata_state_answers_too() -> None:
    box = (
        "<section itemscope itemtype=https://schema.org/FAQPage>"
        "<div itemprop=mainEntity itemscope itemtype=https://schema.org/Question>"
        f"<h3 itemprop=name>{ASKED}</h3>"
        "<div itemprop=acceptedAnswer itemscope itemtype=https://schema.org/Answer>"
        f"<p itemprop=text>{FIRST}</p></div></div></section>"
    )
    assert taken_back(f"<p>{LONG}</p>{box}") == [ASKED, FIRST]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<p>{LONG}</p>{BOX}{stated('QAPage')}", id="of readers in a forum"),
        pytest.param(f"<p>{LONG}</p>{BOX}{stated('FAQPage', 'No.')}", id="other answers"),
        pytest.param(f"{BOX}<p>{LONG}</p>{stated('FAQPage')}", id="above the text"),
        pytest.param(f"{BOX}{stated('FAQPage')}", id="on a page without a text"),
    ],
)
def test_what_data_do_not_state_below_a_text_is_none(body: str) -> None:
    assert taken_back(body) == []


def test_a_question_in_a_list_of_contents_is_none() -> None:
    contents = f"<ul><li>{ASKED}</li><li>What does it cost?</li></ul>"
    below = f"<p>{LONG}</p>{contents}<p>{LONG}</p>{stated('FAQPage')}"
    assert taken_back(below) == []
