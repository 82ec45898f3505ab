"""Furniture that is known by its wording, or by what else the page says."""

import pytest

from crawler.extraction import extract_article
from crawler.extraction.body.furniture import is_about_the_author, is_byline
from crawler.profiles.profile import GENERIC

AUTHORS = ("Ada Brook", "Bo Lind")
TEXT = "<p>The harbour of Northport reopened on Sunday, a week after the storm had closed it.</p>"


def body_of(line: str) -> str:
    """Return the body of a page whose article has the line between its paragraphs."""
    html = (
        '<html><head><meta name="author" content="Ada Brook"></head><body><article>'
        f"<h1>Harbour reopens</h1>{TEXT}{TEXT.replace('Sunday', 'Monday')}{line}"
        f"{TEXT.replace('Sunday', 'Tuesday')}{TEXT.replace('Sunday', 'Friday')}</article></body>"
    )
    return extract_article(html, "https://herald.example/harbour", GENERIC).text


@pytest.mark.parametrize("line", ["ADVERTISEMENT", "- Anzeige -", "［PR］", "広告"])
def test_label_of_an_advertisement_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize(
    "words",
    [
        "Read more: ",
        "Lesen Sie auch: ",
        "À lire aussi : ",
        "Lea también: ",
        "اقرأ أيضاً: ",
        "អានបន្ថែម៖ ",
        "相关阅读：",
        "関連記事：",
    ],
)
def test_pointer_to_another_story_is_furniture(words: str) -> None:
    assert "Nets" not in body_of(f'<p><b>{words}</b><a href="/nets">Nets are dear</a></p>')


def test_words_of_a_pointer_without_a_link_are_text() -> None:
    line = "Read more: that was the advice of the harbour master to those who would sail."
    assert line in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize("line", ["© 2025 The Herald", "免责声明：本文仅代表作者个人观点。"])
def test_legal_notice_is_furniture(line: str) -> None:
    assert line not in body_of(f"<p>{line}</p>")


@pytest.mark.parametrize("text", ["By Ada Brook", "Ada Brook and Bo Lind", "Von Ada Brook"])
def test_line_that_only_names_authors_is_a_byline(text: str) -> None:
    assert is_byline(text, AUTHORS)


@pytest.mark.parametrize("text", ["By Cy Lee", "Ada Brook came", "Ada Brook and Cy Lee", ""])
def test_line_that_says_more_is_no_byline(text: str) -> None:
    assert not is_byline(text, AUTHORS)


def test_credit_is_no_byline() -> None:
    assert not is_byline("AFP", ("AFP",))


def test_note_on_an_author_begins_with_the_name_and_a_verb() -> None:
    assert is_about_the_author("Bo Lind is a potter in Northport.", AUTHORS)
    assert not is_about_the_author("Bo Lind’s kiln is cold.", AUTHORS)
