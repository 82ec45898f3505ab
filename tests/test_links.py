"""Addresses: the canonical one, without what tracks its readers."""

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.links import cleaned_url
from crawler.profiles import GENERIC

STORY = "https://www.herald.example/local/night-bus"
CACHE = "https://www-herald-example.cdn.ampproject.org/c/s"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://herald.example/a?utm_source=x&page=2#top", "https://herald.example/a?page=2"),
        ("https://Herald.example", "https://herald.example/"),
        ("https://herald.example/سوق", "https://herald.example/%D8%B3%D9%88%D9%82"),
        ("https://herald.example/%D8%B3", "https://herald.example/%D8%B3"),
        ("https://herald.example/a_(b)?q=é", "https://herald.example/a_(b)?q=%C3%A9"),
    ],
)
def test_cleaned_address_is_as_the_network_has_it(url: str, expected: str) -> None:
    assert cleaned_url(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{STORY}/amp", STORY),
        ("https://amp.herald.example/local/night-bus", STORY),
        (f"{STORY}?print=1", STORY),
        (f"{CACHE}/www.herald.example/local/night-bus/amp", STORY),
        (f"{CACHE}/mirror.example/night-bus", f"{CACHE}/mirror.example/night-bus"),
        ("https://mirror.example/night-bus", "https://mirror.example/night-bus"),
    ],
)
def test_a_version_of_a_page_has_the_address_of_the_main_one(url: str, expected: str) -> None:
    html = f"""<html><head><link rel="canonical" href="{STORY}">
        <link rel="amphtml" href="{STORY}/amp"></head><body><h1>Night bus</h1>"""
    assert extract_article(html, url, GENERIC).canonical_url == expected


def test_an_amp_page_is_never_preferred() -> None:
    html = f"<html><head><link rel='amphtml' href='{STORY}/amp'></head><body><h1>Night bus</h1>"
    assert extract_article(html, STORY, GENERIC).canonical_url == STORY
