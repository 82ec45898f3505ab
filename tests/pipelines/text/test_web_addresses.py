import pytest

from pipelines.text.web_addresses import destination, link_destination, web_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=%20d", "https://a.example/b?c=%20d"),
        (" HTTP://a.example/b c ", "HTTP://a.example/b%20c"),
        ('https://a.example/"onerror="x', "https://a.example/%22onerror=%22x"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://a.example/{{x}}", "https://a.example/%7B%7Bx%7D%7D"),
        ("https://a.example/\u202e\ud800é", "https://a.example/é"),
        ("javascript:alert(1)", None),
        ("//a.example/b", None),
        ("https:///b", None),
        ("", None),
    ],
)
def test_only_a_web_address_comes_out(url: str, address: str | None) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.example/b_(c)*d", "https://a.example/b_%28c%29*d"),
        ("https://a.example/?a=1&copy;=2", "https://a.example/?a=1%26copy;=2"),
        ("/images/ART1.jpg", "/images/ART1.jpg"),
    ],
)
def test_a_destination_has_nothing_that_markdown_reads(address: str, written: str) -> None:
    assert destination(address) == written


def test_a_link_has_no_star_that_the_text_may_have_the_other_of() -> None:
    assert link_destination("https://a.example/b_(c)*d") == "https://a.example/b_%28c%29%2Ad"
