"""The description: the page's own sentence, whole."""

import pytest

from crawler.extraction.fields.description import description_candidates
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC, SourceProfile


def description(html: str, profile: SourceProfile = GENERIC) -> str | None:
    page = read_page(html, "https://herald.example/a", profile)
    assert page is not None
    return best(description_candidates(page))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<meta name=description content="The harbour reopened.">', "The harbour reopened."),
        ('<meta property=og:description content="A &amp;amp; B">', "A & B"),
        (
            '<meta property=og:description content="The harbour…">'
            '<meta name=description content="The harbour reopened.">',
            "The harbour reopened.",
        ),
        ("<p>The harbour reopened.", None),
    ],
)
def test_description_is_what_the_page_says_of_itself(html: str, expected: str | None) -> None:
    assert description(html) == expected


def test_profiles_selector_comes_first() -> None:
    profile = SourceProfile(name="herald", selectors={"description": ".lead"})
    html = "<meta name=description content=Herald><p class=lead>The harbour reopened."
    assert description(html, profile) == "The harbour reopened."
