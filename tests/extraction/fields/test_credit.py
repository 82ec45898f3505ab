"""The credit: what names another newsroom, and what only looks like it."""

import pytest

from crawler.extraction.fields.credit import credit_candidates, credit_of_line
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Asia News Network/The Northport Herald", "Asia News Network/The Northport Herald"),
        ("The Northport Herald/ANN", "The Northport Herald/ANN"),
        ("(Reuters)", "Reuters"),
        ("— AFP", "AFP"),
        ("_dpa/AFP_", "dpa/AFP"),
        ("Source: Xinhua", "Xinhua"),
        ("来源：新华社", "新华社"),
        ("With inputs from PTI", "PTI"),
        ("Quelle: dpa", "dpa"),
        ("По материалам: herald.example; Фото: pier.example", "herald.example"),
        ("Source: https://www.herald.example/world/", "herald.example"),
    ],
)
def test_line_of_a_newsroom_is_a_credit(line: str, credit: str) -> None:
    assert credit_of_line(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "",
        "The Northport Herald",
        "Reuters reported on Sunday that the ferries sail again.",
        "He said so to AFP",
        "A day at the spa",
        "More at herald.example",
        "By ferry you get there, as the harbour's page says: herald.example",
        "AP " * 60,
    ],
)
def test_line_that_says_more_is_no_credit(line: str) -> None:
    assert credit_of_line(line) is None


@pytest.mark.parametrize(
    ("text", "authors", "credit"),
    [
        ("NORTHPORT (Reuters) - The harbour reopened.", (), "Reuters"),
        ("NORTHPORT, Oct 5 (AP) — The harbour reopened.", ("Ann Lee",), "AP"),
        ("The harbour (AP 4) reopened.", (), None),
        ("The harbour reopened.", ("AFP", "dpa"), "AFP/dpa"),
        ("The harbour reopened.", ("Ann Lee", "AFP"), None),
    ],
)
def test_dateline_and_agencies_as_authors_are_credits(
    text: str, authors: tuple[str, ...], credit: str | None
) -> None:
    page = read_page("<p>x", URL, GENERIC)
    assert page is not None
    assert best(credit_candidates(page, [], text, authors)) == credit


def test_agency_needs_no_credit_on_its_own_site() -> None:
    page = read_page("<p>x", "https://www.reuters.com/world/harbour", GENERIC)
    assert page is not None
    assert best(credit_candidates(page, ["Reuters"])) is None
