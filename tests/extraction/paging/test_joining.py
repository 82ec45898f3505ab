"""Pages of an article are joined in their order, and nothing stands twice."""

from typing import Any

import pytest

from crawler.extraction.paging.joining import goes_on_in, joined
from crawler.items import Article, Block, Image
from tests.support.articles import make_article, paragraph

URL = "https://herald.example/world/harbour-reopens"
FIRST, SECOND, THIRD = (
    paragraph(f"The {place} of Northport reopened on Sunday, nine days after the storm, it said.")
    for place in ("harbour", "market", "school")
)
NOTE = paragraph("More soon.")
HEADING = Block("heading", paragraph("Repairs").spans, level=2)


def page(number: int, *body: Block, **changes: Any) -> Article:
    address = f"{URL}?page={number}" if number > 1 else URL
    return make_article(url=address, canonical_url=address, body=body, **changes)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_text_is_in_the_order_of_the_pages() -> None:
    article = joined(page(1, FIRST), [page(2, SECOND), page(3, THIRD)])
    assert article.body == (FIRST, SECOND, THIRD)
    assert article.url == URL


def test_an_article_without_more_pages_stays_as_it_is() -> None:
    article = page(1, FIRST, NOTE, NOTE)
    assert joined(article, []) == article


@pytest.mark.parametrize(
    "repeated",
    [
        paragraph("Ferries sail again from Monday."),  # the standfirst
        Block("heading", paragraph("Harbour reopens after the storm").spans, level=2),
        paragraph("The harbour on Sunday."),  # the lead image's caption
        HEADING,
        NOTE,
    ],
)
def test_what_stands_on_top_of_each_page_is_not_repeated(repeated: Block) -> None:
    article = joined(page(1, HEADING, NOTE, FIRST), [page(2, repeated, SECOND)])
    assert article.body == (HEADING, NOTE, FIRST, SECOND)


def test_a_paragraph_stands_once() -> None:
    article = joined(page(1, FIRST, SECOND), [page(2, SECOND, THIRD)])
    assert article.body == (FIRST, SECOND, THIRD)


def test_a_short_line_may_return() -> None:
    article = joined(page(1, HEADING, FIRST), [page(2, SECOND, HEADING, THIRD)])
    assert article.body == (HEADING, FIRST, SECOND, HEADING, THIRD)


def test_a_picture_stands_once() -> None:
    lead, other = (
        Block("image", image=Image(f"https://herald.example/images/{name}.jpg"))
        for name in ("harbour", "market")
    )
    article = joined(page(1, FIRST), [page(2, lead, SECOND, other), page(3, other, THIRD)])
    assert article.body == (FIRST, SECOND, other, THIRD)


def test_each_page_of_a_gallery_has_its_slide() -> None:
    slides = [
        Image(f"https://herald.example/images/{n}.jpg", caption=f"Slide {n}") for n in (1, 2, 2, 3)
    ]
    pages = [page(n, image=image, page_type="gallery") for n, image in enumerate(slides, 1)]
    article = joined(pages[0], pages[1:])
    assert [block.image for block in article.body] == [slides[1], slides[3]]
    assert article.text == "Slide 2\nSlide 3"


def test_a_page_of_all_pages_takes_the_place_of_the_first() -> None:
    article = joined(page(1, FIRST, HEADING), [page(2, FIRST, HEADING, SECOND, HEADING)])
    assert article.body == (FIRST, HEADING, SECOND, HEADING)


def test_the_credit_may_stand_on_the_last_page() -> None:
    assert joined(page(1, FIRST), [page(2, SECOND, credit="Wire")]).credit == "Wire"


def test_one_page_behind_a_wall_makes_the_article_so() -> None:
    pages = [page(2, SECOND, access="paywalled"), page(3, THIRD)]
    assert joined(page(1, FIRST), pages).access == "paywalled"


def test_an_article_is_trusted_as_far_as_the_worst_of_its_pages() -> None:
    pages = [page(2, SECOND, confidence=40), page(3, THIRD)]
    assert joined(page(1, FIRST, confidence=90), pages).confidence == 40
    assert joined(page(1, FIRST), pages[1:]).confidence is None


@pytest.mark.parametrize(
    ("other", "goes_on"),
    [
        (page(2, SECOND, first_page=URL, headline="Harbour, page 2"), True),
        (page(2, SECOND), True),
        (page(2, SECOND, headline="Ferry sails"), False),
        (make_article(url=f"{URL}?page=all", headline="All of it"), True),
        (make_article(url="https://herald.example/world/ferry-sails", first_page=URL), False),
        (make_article(url="https://mirror.example/world/harbour-reopens?page=2"), False),
    ],
)
def test_a_page_has_to_be_of_the_article(other: Article, goes_on: bool) -> None:
    assert goes_on_in(page(1, FIRST), other) is goes_on


def test_an_amp_page_goes_on_as_its_article_does() -> None:
    amp = make_article(url=f"{URL}/amp", canonical_url=URL)
    assert goes_on_in(amp, page(2, SECOND))
