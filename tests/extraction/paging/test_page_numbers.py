"""Which addresses are pages of one article."""

import pytest

from crawler.extraction.paging.page_numbers import are_of_one_article, readings

STORY = "https://www.herald.example/2024/port-of-westhaven-reopens"


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (f"{STORY}?page=2", 2),
        (f"{STORY}.html?utm_source=x&seite=3", 3),
        (f"{STORY}?currentPage=4", 4),
        (f"{STORY}/2", 2),
        (f"{STORY}/2/", 2),
        (f"{STORY}/2.html", 2),
        (f"{STORY}.html/2", 2),
        (f"{STORY}-2.html", 2),
        (f"{STORY}_2.shtml", 2),
        (f"{STORY},2.html", 2),
        (f"{STORY}.2.html", 2),
        (f"{STORY}/seite-2", 2),
        (f"{STORY}/page/12/", 12),
        (f"{STORY}-page-2.html", 2),
        (f"{STORY}/page2", 2),
        (f"{STORY}-n2.html", 2),
        (f"{STORY}-p2", 2),
        ("http://herald.example/2024/port-of-westhaven-reopens/index.html?p=2", 2),
    ],
)
def test_a_page_of_the_article_has_a_number(url: str, number: int) -> None:
    own = readings(STORY)[0].article
    assert number in [reading.number for reading in readings(url) if reading.article == own]


@pytest.mark.parametrize(
    "url",
    [
        f"{STORY}?page=all",
        f"{STORY}?single=1",
        f"{STORY}?view=all",
        f"{STORY}/komplettansicht",
        f"{STORY}.single.html",
        f"{STORY}/view-all/",
    ],
)
def test_an_address_may_have_all_pages(url: str) -> None:
    own = readings(STORY)[0].article
    assert any(reading.is_whole and reading.article == own for reading in readings(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://www.herald.example/2024/harbour-closes/2",
        "https://www.herald.example/2024/port-of-westhaven-reopens-2024",
        f"{STORY}/comment-page-2",
        f"{STORY}?cpage=2",
        f"{STORY}?page=123",
        f"{STORY}?id=2",
        f"{STORY}/print",
        f"{STORY}-again",
        "https://mirror.example/2024/port-of-westhaven-reopens/2",
        "https://[herald.example/2024/port-of-westhaven-reopens/2",
    ],
)
def test_another_address_is_no_page_of_it(url: str) -> None:
    own = readings(STORY)[0].article
    assert own not in [reading.article for reading in readings(url)]


def test_pages_are_distinguished_from_other_articles() -> None:
    assert are_of_one_article(f"{STORY}/2", f"{STORY}/3")
    assert are_of_one_article(STORY, f"{STORY}?page=2")
    assert not are_of_one_article(STORY, "https://www.herald.example/2024/harbour-closes")
