"""The name under which a page is saved; what the command does is in test_end_to_end.py."""

import pytest

from crawler.commands.savepage import page_name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://paper.example/world/harbour-reopens", "harbour-reopens"),
        ("https://paper.example/2025/06/tram,8812.html?page=2#top", "tram-8812"),
        ("https://paper.example/article.php?id=7", "article"),
        ("https://paper.example/news/v1.2/", "v1-2"),
        ("https://www.paper.example/", "www-paper-example"),
        ("https://paper.example/%E6%B8%AF/%E6%B8%AF%E3%81%8C", "港が"),
        ("https://paper.example/..%2F..%2Fetc", "etc"),
        ("https://paper.example/" + "long-" * 50, ("long-" * 16).strip("-")),
    ],
)
def test_a_page_is_named_by_the_end_of_its_path(url: str, name: str) -> None:
    assert page_name(url) == name
