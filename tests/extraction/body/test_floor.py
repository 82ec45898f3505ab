"""What is kept of pages whose text the classifier does not know for one."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.body.floor import story_below_headline
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

TITLE = "Fog stops the ferry to Haedo"
ONE, TWO = "The ferry was cancelled on Sunday because of fog.", "The next boat leaves at 7:15."
NAV = '<nav><a href="/a">World</a> <a href="/b">Sport</a></nav>'
FOOTER = "<footer><p>The Herald has been printed in Northport since 1902.</p></footer>"


def html(body: str) -> str:
    return f"<html><title>{TITLE}</title><body>{NAV}{body}{FOOTER}</body>"


def text(body: str) -> str:
    return extract_article(html(body), "https://herald.example/fog", GENERIC).text


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1><p class=date>5 May 2024</p><p>{ONE}</p><p>{TWO}</p></article>",
        f"<h1>{TITLE}</h1><div class=date>5 May 2024</div><div>{ONE}</div><div>{TWO}</div>",
        f"<div><h2>{TITLE}</h2></div><div>{ONE}<br><br>{TWO}</div>",
    ],
)
def test_two_sentences_below_the_headline_are_a_text(body: str) -> None:
    assert text(body) == f"{ONE}\n{TWO}"


def test_lines_without_full_stops_are_a_text_if_they_are_several() -> None:
    lines = ["山路上鋪滿了落葉", "霧氣慢慢散開", "早上的粥很熱"]
    body = "".join(f"<p><img src=/{n}.jpg></p><p>{line}</p>" for n, line in enumerate(lines))
    assert text(f"<article><h1>{TITLE}</h1>{body}</article>") == "\n".join(lines)


def test_a_table_above_the_text_is_part_of_it() -> None:
    table = "<table><tr><td>Haedo<td>2:1<tr><td>Stellin<td>0:3</table>"
    assert text(f"<h1>{TITLE}</h1>{table}<p>{ONE}</p>") == f"Haedo 2:1\nStellin 0:3\n{ONE}"


def test_text_in_headings_stays() -> None:
    body = f"<article><h1>{TITLE}</h1><h2>{ONE * 3}</h2><h3>{TWO * 3}</h3></article>"
    assert text(body) == f"{ONE * 3}\n{TWO * 3}"


@pytest.mark.parametrize(
    "furniture",
    [
        f"<div class=related><p>{ONE}</p></div>",
        f"<p><a href=/x>{ONE}</a></p>",
        f"<h3><a href=/x>Another story</a></h3><p>{ONE}</p>",
    ],
)
def test_furniture_below_a_headline_is_no_story(furniture: str) -> None:
    page = read_page(html(f"<h1>{TITLE}</h1>{furniture}"), "https://herald.example/fog", GENERIC)
    assert page is not None
    assert story_below_headline(page, page_blocks(page.tree)) == []


def test_a_line_of_the_footer_is_no_text_of_a_page_that_has_no_other() -> None:
    assert text(f"<h1>{TITLE}</h1>") == ""


LINE = "The fog over Northport will last until Friday, the harbour master said."


@pytest.mark.parametrize(
    "body",
    [
        f"<form id=form1><span id=lblTitle>{TITLE}</span><p>{LINE}</p></form>",
        f"<table><tr><td><b><font size=4>{TITLE}</font></b><br><br>{LINE}</td></tr></table>",
    ],
    ids=["ASP.NET", "table"],
)
def test_a_headline_may_stand_in_no_heading(body: str) -> None:
    page = read_page(html(body), "https://herald.example/fog", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    assert [blocks[n].text for n in story_below_headline(page, blocks)] == [LINE]
    assert text(body) == LINE
