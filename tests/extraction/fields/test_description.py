"""The description: the page's own sentence, whole."""

import pytest

from crawler.extraction.article import extract_article
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
        (
            '<meta name=description content="[vc_row][caption id=&quot;a1&quot;]Quay[/caption]'
            ' The harbour [sic] reopened.">',
            "Quay The harbour [sic] reopened.",
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


@pytest.mark.parametrize(
    "said", ["Harbour reopens - The Herald", "Harbour reopens", "The Herald", "HARBOUR REOPENS!"]
)
def test_the_headline_or_the_sites_name_is_no_description(said: str) -> None:
    page = (
        "<title>Harbour reopens - The Herald</title><h1>Harbour reopens</h1>"
        "<meta property=og:site_name content='The Herald'>"
        f"<meta property=og:description content='{said}'>"
    )
    own = "Nine days after the storm boats came in."
    url = "https://herald.example/a"
    assert extract_article(page, url, GENERIC).description is None
    page += f"<meta name=description content='{own}'>"
    assert extract_article(page, url, GENERIC).description == own
