"""Captions that no element and no class names: by a label, a table, or the picture's line."""

import pytest

from crawler.extraction.article import extract, extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/town/ferry"
HEADLINE = "The night ferry of Orlow sails again"
LINES = tuple(
    f"The night ferry of Orlow sailed again {when}, its pilot said, and bakers and nurses who had "
    "waited on the quay since four were the first to go on board."
    for when in ("on Tuesday", "in the rain", "after nine years", "without a ticket")
)
PICTURE = "<img src=/ferry.jpg width=600 height=400>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def kept(markup: str) -> list[str]:
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{markup}"
    return [one.block.text for one in extract(page, URL, GENERIC).judgements if one.kept]


@pytest.mark.parametrize(
    "line",
    [
        "Photo: The ferry on the quay of Orlow",
        "Фото: Паром у причала Орлова",
        "圖說：停在碼頭的夜間渡船",
        "Fot. Jan Kolski, prom przy nabrzeżu",
        "(Foto: Die Fähre am Kai von Orlow)",
    ],
)
def test_a_labelled_line_right_below_a_picture_is_its_caption(line: str) -> None:
    text = f"{paragraphs(*LINES[:2])}<p>{PICTURE}</p><p>{line}</p>{paragraphs(*LINES[2:])}"
    assert kept(f"<div>{text}</div>") == list(LINES)


def test_a_caption_stands_above_its_credit() -> None:
    below = "<p>The ferry on the quay of Orlow, in the first week of its season</p>"
    text = f"<p>{PICTURE}</p>{below}<p>Photo: Ann Lee</p>{paragraphs(*LINES)}"
    assert kept(f"<div>{text}</div>") == list(LINES)


def test_a_labelled_line_without_a_picture_is_text() -> None:
    line = "Picture: that is what the pilot of the ferry calls the view from his bridge at dawn."
    text = f"{paragraphs(*LINES[:2])}<p>{line}</p>{paragraphs(*LINES[2:])}"
    assert kept(f"<div>{text}</div>") == [*LINES[:2], line, *LINES[2:]]


def test_a_table_of_a_picture_and_a_line_is_a_picture_with_its_caption() -> None:
    table = (
        f"<table align=left><tr><td>{PICTURE}<tr><td><font size=1>The ferry on the quay of Orlow, "
        "before it sailed on Tuesday.</font></table>"
    )
    text = "<br><br>".join(LINES)
    assert kept(f"<table><tr><td>{table}{text}</td></tr></table>") == list(LINES)


def test_an_inline_caption_right_behind_a_picture_is_a_line_of_its_own() -> None:
    caption = "The ferry on the quay of Orlow"
    text = "<br><br>".join(LINES)
    markup = f"<article><span>{PICTURE}<em class=img_desc>{caption}</em></span>{text}</article>"
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{markup}"
    article = extract_article(page, URL, GENERIC)
    assert [block.text for block in article.body] == list(LINES)
    assert article.image is not None
    assert article.image.caption == caption
