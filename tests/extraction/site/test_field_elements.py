"""The elements that may hold a field, and the plainest selector that finds each on its template."""

import pytest
from lxml.html import HtmlElement

from crawler.extraction.page.page import Page, read_page
from crawler.extraction.site.field_elements import MOST, FieldElement, field_elements, selector_of
from crawler.profiles.profile import GENERIC

HTML = """<html><head><title>Quay</title><style>p {}</style></head><body id="post-4711">
<header><a class="logo">Quayside</a></header>
<main class="story"><h1>The quay opens</h1><h2 class="lead css-1x9">Ferries sail.</h2>
<div class="meta"><span itemprop="author">Ada Brook</span> <span class="desk">Town</span>
<time datetime="2024-10-17T15:45">17 October</time></div>
<p>The quay was closed for a week.</p><p>It opens on Monday.</p>
<img src="/quay.jpg" class="hero"><img src="/map.png"></main>
<div class="meta"><span class="desk">Sport</span></div></body></html>"""


def page_of(html: str) -> Page:
    page = read_page(html, "https://quayside.example/a", GENERIC)
    assert page is not None
    return page


def element(page: Page, css: str, at: int = 0) -> HtmlElement:
    return page.matching(css)[at]


@pytest.mark.parametrize(
    ("css", "at", "selector"),
    [
        ("h1", 0, "h1"),
        ("h2", 0, "h2.lead"),  # not by the name of a release
        ("[itemprop]", 0, 'span[itemprop="author"]'),
        ("time", 0, "time"),
        ("a", 0, "a.logo"),
    ],
)
def test_the_plainest_selector_of_an_element_is_its_own(css: str, at: int, selector: str) -> None:
    page = page_of(HTML)
    assert selector_of(page.matching, element(page, css, at)) == (selector, 1)


def test_what_stands_around_tells_an_element_from_others() -> None:
    page = page_of(HTML)
    assert selector_of(page.matching, element(page, "span.desk")) == ("main.story span.desk", 1)
    assert selector_of(page.matching, element(page, "span.desk", 1)) is None, (
        "the other comes first"
    )


def test_several_authors_share_a_selector() -> None:
    page = page_of("<body><i class=by>Ada Brook</i><i class=by>Ben Ferris</i><i>and</i></body>")
    first = element(page, "i.by")
    assert selector_of(page.matching, first, are_many=True) == ("i.by", 2)


def test_texts_come_in_the_pages_order_and_those_sought_first() -> None:
    page = page_of(HTML)
    texts = [one.text for one in field_elements(page, "headline")]
    assert texts[:4] == ["Quayside", "The quay opens", "Ferries sail.", "Ada Brook"]
    found = field_elements(page, "authors", "ada brook")
    assert found[0] == FieldElement('span[itemprop="author"]', "Ada Brook", 1)
    first, *_ = field_elements(page, "headline", "ferries sail")
    assert first.text == "Ferries sail."


def test_pictures_are_shown_by_their_addresses() -> None:
    found = field_elements(page_of(HTML), "image")
    assert [(one.selector, one.text) for one in found] == [
        ("img.hero", "https://quayside.example/quay.jpg")
    ]


def test_a_huge_page_gives_no_more_than_can_be_looked_at() -> None:
    deep = "<div>x" * 900 + "</div>" * 900
    many = "".join(f"<p class='n{number}x'>Word {number}</p>" for number in range(3000))
    assert 0 < len(field_elements(page_of(f"<body>{deep}{many}</body>"), "headline")) <= MOST
