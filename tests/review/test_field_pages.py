"""Where all articles of a source have a field: chosen on a page, tried on all, written, undone."""

import re
from html import unescape
from pathlib import Path

import pytest

from crawler.profiles.files import read_profile
from tests.support.reviews import (
    FOX_PAGE,
    PAGE,
    PROFILE,
    Browser,
    archived,
    gazette,
    three_articles,
)
from tests.support.runs import entry

HEAD = """<p class="kicker">Of beasts</p><p class="hand">Ada Brook</p>
<aside><img src="/fox.jpg" class="hero"></aside><p class="below">The fox on Sunday.</p><h1>"""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with two pages of a source in the archive, and its profile."""
    output = gazette(tmp_path)
    three_articles(output)
    page = PAGE.replace("<h1>", HEAD)
    archived(output, page)
    archived(output, page.replace("fox", "owl"), url="https://gazette.example/owl")
    return output


@pytest.fixture
def browser(output: Path, started: list[str]) -> Browser:
    return Browser(output, SOURCES_DIR=str(output.parent / "profiles"), EXTRACTION_PROCESSES=0)


def place(output: Path, field: str) -> str:
    return f"/article/{entry(output, FOX_PAGE).code}/field/{field}"


def confirmed(browser: Browser, html: str, **changes: str) -> "tuple[int, str]":
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    fields = {name: unescape(value) for name, value in found}
    answer = browser.post("/source/gazette/rule", fields | changes)
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("field", "sought", "selector", "come"),
    [
        ("headline", "of beasts", "p.kicker", "Of beasts"),
        ("authors", "Ada Brook", "p.hand", "Ada Brook"),
        ("description", "Of beasts", "p.kicker", "Of beasts"),
        ("section", "Of beasts", "p.kicker", "Of beasts"),
        ("image", "", "img.hero", "https://gazette.example/fox.jpg"),
        ("caption", "The fox on Sunday.", "p.below", "The fox on Sunday."),
    ],
)
def test_a_field_is_taken_from_the_place_that_a_person_shows(
    browser: Browser,
    output: Path,
    profile: Path,
    started: list[str],
    field: str,
    sought: str,
    selector: str,
    come: str,
) -> None:
    if field == "caption":
        profile.write_text(PROFILE + "selectors:\n  image: img.hero\n")
    before = profile.read_text()
    html = browser.text(f"{place(output, field)}?sought={sought}")
    offered = [unescape(one) for one in re.findall(r'name="css" value="([^"]+)" aria', html)]
    assert offered[0] == selector

    html = browser.text(f"{place(output, field)}?css={selector}")
    assert "Tried on all pages of gazette in the archive: 2 of 2 change." in html
    assert re.search(rf"<ins>[^<]*{re.escape(come)}", html)
    assert profile.read_text() == before

    assert confirmed(browser, html)[0] == 200
    assert profile.read_text().startswith(before), "comments and order stay"
    assert read_profile(profile).selectors[field] == selector
    assert started == ["gazette"]
    browser.post("/undo", {"act": "1"})
    assert profile.read_text() == before
    assert started == ["gazette", "gazette"]


def test_the_language_of_a_source_is_a_line_of_its_profile(
    browser: Browser, output: Path, profile: Path
) -> None:
    assert "Its two letters" in browser.text(place(output, "language"))
    html = browser.text(f"{place(output, 'language')}?to=fr")
    assert "<ins>language: fr</ins>" in html
    assert confirmed(browser, html)[0] == 200
    assert read_profile(profile).language == "fr"


def test_the_zone_of_a_source_is_a_line_of_its_profile(
    browser: Browser, output: Path, profile: Path
) -> None:
    page = PAGE.replace("<h1>", "<time>17 October 2024, 15:45</time><h1>")
    archived(output, page)
    profile.write_text(PROFILE + "timezone: Europe/Dublin  # as printed\n")
    html = browser.text(f"{place(output, 'date_published')}?zone=Asia/Tehran")
    assert "1 of 2 changes." in html
    assert "<ins>2024-10-17T15:45:00+03:30</ins>" in html
    assert confirmed(browser, html)[0] == 200
    assert profile.read_text() == PROFILE + "timezone: Asia/Tehran  # as printed\n"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("headline?css=p..a", "is no CSS selector"),
        ("headline?css=", "is no CSS selector"),
        ("language?to=french", "is no ISO 639-1 code"),
        ("date_published?zone=Mars", "is no IANA time zone"),
        ("image?css=<script>", "is no CSS selector"),
    ],
)
def test_what_can_not_be_used_is_said_beside_the_form(
    browser: Browser, output: Path, path: str, words: str
) -> None:
    html = browser.text(place(output, path))
    assert words in html
    assert "<script>" not in html
    assert "Show what changes" in html


def test_a_place_that_no_page_has_changes_nothing_and_says_so(
    browser: Browser, output: Path
) -> None:
    html = browser.text(f"{place(output, 'headline')}?css=.nowhere")
    assert "0 of 2 change." in html
    assert "Try something else." in html


def test_there_is_no_place_of_a_field_that_a_profile_does_not_know(
    browser: Browser, output: Path
) -> None:
    assert browser.get(place(output, "page_type")).status_code == 404
    assert browser.get("/article/ART0/field/headline").status_code == 404
    (output.parent / "profiles" / "gazette.yml").unlink()
    answer = browser.get(place(output, "headline"))
    assert answer.status_code == 409
    assert "scrapy newsource" in answer.text


def test_a_correction_leads_to_the_place_of_the_field(browser: Browser, output: Path) -> None:
    code = entry(output, FOX_PAGE).code
    html = browser.text(f"/article/{code}/correct")
    stamp = re.findall(r'name="stamp" value="(\w+)"', html)[0]
    form = {"authors": "Ada Brook", "language": "fr", "stamp": stamp}
    html = unescape(browser.post(f"/article/{code}/correct", form).text)
    assert f"/article/{code}/field/authors?sought=Ada+Brook" in html
    assert f"/article/{code}/field/language?to=fr" in html


def test_a_trial_is_asked_for_again_until_it_is_over(browser: Browser, output: Path) -> None:
    html = browser.text(f"{place(output, 'headline')}?css=p.kicker")
    found = re.search(r'data-trial="([^"]+)" data-state="over"', html)
    assert found
    assert "2 of 2 change." in browser.text(found[1])
    assert browser.get("/trial/none").status_code == 404
