"""An article that a person says is a copy of another."""

from pathlib import Path

import pytest

from tests.support.reviews import Browser
from tests.support.runs import copy as other_site
from tests.support.runs import entry, files, run

FOX_URL, OWL_URL = "https://gazette.example/harbour", "https://tribune.example/harbour"


def test_a_copy_loses_its_file_leads_to_the_other_and_comes_back(
    browser: Browser, output: Path
) -> None:
    code, of, before = entry(output, FOX_URL).code, entry(output, OWL_URL).code, files(output)
    html = browser.text(f"/article/{code}/copy?of={of}")
    assert f"The file of {code} goes" in html
    assert "The owl on watch" in html
    assert files(output) == before

    html = browser.post(f"/article/{code}/copy", {"of": of}).text
    assert f"{code} is a copy of {of}." in html
    assert entry(output, FOX_URL).path is None
    assert entry(output, FOX_URL).duplicate_of == of
    assert code in browser.text(f"/article/{of}"), "the other names its copy"

    browser.post("/undo", {"act": "1"})
    assert files(output) == before
    assert entry(output, FOX_URL).duplicate_of is None


def test_the_other_can_be_named_by_its_address(browser: Browser, output: Path) -> None:
    code = entry(output, FOX_URL).code
    browser.post(f"/article/{code}/copy", {"of": OWL_URL})
    assert entry(output, FOX_URL).duplicate_of == entry(output, OWL_URL).code


def test_articles_with_a_like_title_are_offered(browser: Browser, output: Path) -> None:
    fox = other_site("courier", "Another text of a fox. " * 20, headline="A fox at a fair")
    run(output, [fox])
    browser.review.keeper.refresh()
    html = browser.text(f"/article/{entry(output, FOX_URL).code}/copy")
    assert "A fox at a fair" in html
    assert entry(output, "https://courier.example/harbour").code in html


@pytest.mark.parametrize(
    ("of", "says"), [("nothing", "no article has"), ("", "no article has"), ("own", "of itself")]
)
def test_what_it_can_be_no_copy_of_is_refused(
    browser: Browser, output: Path, of: str, says: str
) -> None:
    code, before = entry(output, FOX_URL).code, files(output)
    answer = browser.post(f"/article/{code}/copy", {"of": code if of == "own" else of})
    assert answer.status_code == 409
    assert says in answer.text
    assert files(output) == before
    if of:
        named = code if of == "own" else of
        assert says in browser.text(f"/article/{code}/copy?of={named}")
