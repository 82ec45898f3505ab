"""What sets an article apart from what stands in its place, in words that no list has."""

import pytest

from crawler.extraction.article import extract, extract_article
from crawler.items import ARTICLE_TYPES
from crawler.profiles.profile import GENERIC

URL = "https://kuriero.example/urbo/2025/nokta-pramo-al-stelino"
TITLE = "Nokta pramo al Stelino ricevos duan ferdekon"
SAID = "<p>La pramo portos 140 pasaĝerojn pli, diris Joriso Amblo.</p><p>Ĝi revenos printempe.</p>"
WALL = "<p>Ni farbas la murojn kaj baldaŭ denove estos ĉe vi.</p><p>Ĉio restas en sia loko.</p>"
DATA = '<meta property="og:type" content="article">'


def is_article(head: str, body: str) -> bool:
    page = f"<html><head>{head}</head><body>{body}</body>"
    return extract_article(page, URL, GENERIC).page_type in ARTICLE_TYPES


def is_article_of(title: str, body: str, head: str = "") -> bool:
    return is_article(f"<title>{title}</title>{head}", f"<h1>{title}</h1>{body}")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", SAID),  # the address spells the headline
        (DATA, SAID),
        ("", f"<p>12 oktobro 2025</p>{SAID}"),
        ("", f"<article>{SAID}</article>"),
    ],
)
def test_a_brief_that_anything_speaks_for_is_an_article(head: str, body: str) -> None:
    assert is_article_of(TITLE, body, head)


@pytest.mark.parametrize(
    "title", ["La presiloj ripozas", "Kuriero", "La presiloj ripozas | Kuriero"]
)
def test_a_wall_that_nothing_speaks_for_is_no_article(title: str) -> None:
    assert not is_article_of(title, WALL)


def test_a_wall_under_the_head_of_the_article_is_no_article() -> None:
    head = f'<title>{TITLE}</title>{DATA}<meta property="og:title" content="{TITLE}">'
    assert not is_article(head, f"<h1>La presiloj ripozas</h1>{WALL}")


def test_the_headline_in_a_list_beside_a_wall_does_not_speak_for_it() -> None:
    head = f'<title>{TITLE}</title>{DATA}<meta property="og:title" content="{TITLE}">'
    latest = f'<ul><li><h3><a href="/urbo/2025/nokta-pramo">{TITLE}</a></h3></li></ul>'
    assert not is_article(head, f"<h1>La presiloj ripozas</h1>{WALL}{latest}")


@pytest.mark.parametrize(
    "against",
    [
        '<form><input type="email"><input type="password"></form>',
        "<noscript></noscript>",
    ],
)
def test_a_form_in_the_place_of_the_text_speaks_against_it(against: str) -> None:
    assert not is_article_of("Bone revidi vin", f"<main>{WALL}{against}</main>")


@pytest.mark.parametrize("kept", [1, 3])
def test_an_index_of_full_posts_is_a_list(kept: int) -> None:
    posts = "".join(
        f'<div class=post><h2><a href="/{n}">Nokta pramo numero {n}</a></h2>{SAID * kept}</div>'
        for n in range(5)
    )
    assert not is_article_of("Kuriero", posts)


def test_what_decided_is_said_in_words() -> None:
    found = extract(f"<html><title>{TITLE}</title><h1>{TITLE}</h1>{SAID}", URL, GENERIC)
    assert "the address spells the headline +2" in found.evidence["page_type"][0].origin


def test_numbers_written_in_han_are_numbers() -> None:
    title = "千岬灯塔换新灯"
    text = "灯塔建于一八七四年，高三十二米，换灯用了十五天和二百六十万元，昨夜第一次亮起。"
    page = f"<html><title>{title}</title><h1>{title}</h1><p>{text}</p>"
    found = extract(page, URL, GENERIC)
    assert "numbers and names in the text +2" in found.evidence["page_type"][0].origin
