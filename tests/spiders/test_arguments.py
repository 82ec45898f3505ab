"""What a person may leave out of a spider's arguments."""

import pytest

from crawler.spiders.arguments import with_scheme


@pytest.mark.parametrize(
    "place",
    [
        "herald.example/quay",
        "herald.example:8080",
        "localhost:8000/quay",
        "127.0.0.1:8000/quay?page=2",
        "192.0.2.7",
        "[2001:db8::1]:8080/quay",
    ],
)
def test_an_address_without_a_scheme_is_of_https(place: str) -> None:
    assert with_scheme(place) == f"https://{place}"


@pytest.mark.parametrize("place", ["http://herald.example/", "page", "a/b.html", "1.5", "x y.de"])
def test_what_has_a_scheme_or_is_no_address_stays(place: str) -> None:
    assert with_scheme(place) == place
