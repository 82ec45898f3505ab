"""Addresses: the canonical one, without what tracks its readers."""

import pytest

from crawler.extraction.links import cleaned_url


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
