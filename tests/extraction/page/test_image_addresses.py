"""Addresses of pictures."""

import pytest

from crawler.extraction.page.image_addresses import is_preview, picture_name, unwrapped

WHOLE = "https://pier.example/i/boat.jpg"


@pytest.mark.parametrize(
    "url",
    [
        "https://pier.example/_next/image?url=%2Fi%2Fboat.jpg&w=640&q=75",
        "https://pier.example/_next/image/?url=https%3A%2F%2Fpier.example%2Fi%2Fboat.jpg&w=64",
        "https://pier.example/_vercel/image?url=/i/boat.jpg&w=640",
        "https://pier.example/.netlify/images?url=/i/boat.jpg",
        "https://images.weserv.nl/?url=pier.example/i/boat.jpg&w=300",
        "https://pier.example/cdn-cgi/image/width=640/https://pier.example/i/boat.jpg",
        "https://pier.example/_ipx/w_640,q_80/https://pier.example/i/boat.jpg",
        "https://pier.example/timthumb.php?src=/i/boat.jpg&w=90",
        WHOLE,
    ],
)
def test_what_a_proxy_wraps_is_taken(url: str) -> None:
    assert unwrapped(url) == WHOLE


@pytest.mark.parametrize(
    "url",
    [
        "https://pier.example/_next/image?w=640",
        "https://pier.example/story?url=https://pier.example/other",
        "https://pier.example/_next/image?url=data:image/gif;base64,R0",
        "https://pier.example/dims/resize/1x1/?url=https://store.example/b.jpg",
    ],
)
def test_other_addresses_stay(url: str) -> None:
    assert unwrapped(url) == url


@pytest.mark.parametrize(
    ("url", "is_small"),
    [
        ("https://i.example/max/60/boat.png?q=20", True),
        ("https://i.example/boat.jpg?w=20&blur=9", True),
        ("https://i.example/boat-150x150.jpg", True),
        ("https://i.example/max/1600/boat.png", False),
        ("https://i.example/boat-1024x768.jpg", False),
        ("https://i.example/2024/10/boat.jpg", False),
        (WHOLE, False),
    ],
)
def test_an_address_tells_a_preview(url: str, is_small: bool) -> None:
    assert is_preview(url) == is_small


def test_renditions_of_a_picture_have_one_name() -> None:
    names = {picture_name(f"https://i.example/{n}") for n in ("b-150x150.jpg", "b.jpg", "x/b.jpg")}
    assert names == {"b"}
