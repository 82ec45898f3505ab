"""What is kept of pages whose text the classifier does not know for one."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.body.floor import headed_text, story_below_headline
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
    "below",
    ["<div class=seen>Read 2639 times</div>", "<h2>Your opinion</h2><div>Name: Text:</div>"],
)
def test_labels_below_two_sentences_are_none_of_the_text(below: str) -> None:
    body = f"<div><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p>{below}</div>"
    assert text(body) == f"{ONE}\n{TWO}"


def test_a_last_line_like_the_sentences_above_is_part_of_the_text() -> None:
    body = f"<div><h1>{TITLE}</h1><p>{ONE}</p><p>{TWO}</p><p>The harbour master</p></div>"
    assert text(body) == f"{ONE}\n{TWO}\nThe harbour master"


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


RESULTS = "<table><tr><td>Haedo<td>2:1<tr><td>Stellin<td>0:3</table>"
NEXT = "The next boat leaves at 7:15 on Monday if the fog lifts."
STORY = f"<div><h1>{TITLE}</h1><div class=z>{ONE}<br><br>{NEXT}</div></div>"
ELSEWHERE = "Stellin has won the cup of the province for the third time, as nobody had thought."


def headed(body: str, kept: list[str], agreeing: list[str]) -> list[str]:
    """Return what takes the place of what was kept, where some blocks agree with the headline."""
    page = read_page(html(body), "https://herald.example/fog", GENERIC)
    assert page is not None
    blocks = page_blocks(page.tree)
    texts = [block.text for block in blocks]
    is_kept = [text in kept for text in texts]
    agree = [text in (*agreeing, TITLE) for text in texts]
    found = headed_text(page, blocks, is_kept, [not each for each in is_kept], agree)
    return [texts[n] for n in found]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{RESULTS}</div>{STORY}",
        f"{STORY}<div>{RESULTS}</div>",
        f"<table><tr><td>{RESULTS}<td>{STORY}</table>",
        f"{STORY}<div><h3>Sport</h3><p>{ELSEWHERE}</p></div>",
    ],
)
def test_the_text_below_the_headline_takes_the_place_of_one_without_a_word_of_it(body: str) -> None:
    found = headed(body, ["Haedo 2:1\nStellin 0:3", "Haedo 2:1 Stellin 0:3", ELSEWHERE], [ONE])
    assert found[:2] == [ONE, NEXT]
    assert ELSEWHERE not in found


@pytest.mark.parametrize(
    ("kept", "agreeing"),
    [
        ([ELSEWHERE], [ONE, ELSEWHERE]),  # the kept text has a word of the headline
        ([ELSEWHERE], []),  # as little as the other has
        ([NEXT], [ONE]),  # the kept text is part of the other
        ([], [ONE]),
    ],
)
def test_a_text_keeps_its_place_otherwise(kept: list[str], agreeing: list[str]) -> None:
    assert headed(f"{STORY}<div><h3>Sport</h3><p>{ELSEWHERE}</p></div>", kept, agreeing) == []


def test_a_single_sentence_takes_no_texts_place() -> None:
    body = f"<div><p>{ELSEWHERE}</p></div><h1>{TITLE}</h1><p>{ONE}</p>"
    assert headed(body, [ELSEWHERE], [ONE]) == []


def test_a_headline_may_share_its_line_with_a_date() -> None:
    cell = (
        f"<table><tr><td>5 May 2024<br><b>{TITLE}</b><br><br>{ONE}<br><br>{TWO}</td></tr></table>"
    )
    assert text(cell) == f"{ONE}\n{TWO}"


def test_a_date_that_looks_like_a_sentence_is_no_text_of_a_brief() -> None:
    said = "เรือข้ามฟากไปเกาะแฮโดหยุดวิ่งเมื่อวันอาทิตย์เพราะหมอกหนา"
    date = "<div class=d>5 พฤษภาคม 2567 เวลา 09:15 น.</div>"
    assert text(f"<div><h1>{TITLE}</h1>{date}<p>{said}</p></div>") == said
