"""What a person says of one article is shown first, then kept through later looks."""

import re
from pathlib import Path

import frontmatter
import pytest

from tests.support.reviews import Browser
from tests.support.runs import entry, files


def form_of(browser: Browser, code: str) -> dict[str, str]:
    html = browser.text(f"/article/{code}/correct")
    return dict(re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', html))


def the_file(output: Path) -> frontmatter.Post:
    return frontmatter.load(str(output / str(entry(output).path)))


def test_a_correction_is_shown_then_made_and_taken_back(browser: Browser, output: Path) -> None:
    code, before = entry(output).code, files(output)
    form = form_of(browser, code) | {"title": "Quay *open*", "category": "BUSINESS"}
    shown = browser.post(f"/article/{code}/correct", form).text
    assert "<ins>title: &#34;Quay *open*&#34;</ins>" in shown
    assert "<del>category: &#34;WORLD&#34;</del>" in shown
    assert files(output) == before

    html = browser.post(f"/article/{code}/correct", {**form, "is_sure": "1"}).text
    assert f"Corrected {code}: title, category." in html
    assert (the_file(output)["title"], the_file(output)["category"]) == ("Quay *open*", "BUSINESS")
    assert "Quay *open*" in browser.text("/?q=quay")

    browser.post("/undo", {"act": "1"})
    assert files(output) == before
    assert not (output / "overrides.yml").exists()


def test_a_form_that_is_stale_is_refused(browser: Browser, output: Path) -> None:
    code = entry(output).code
    mine, theirs = form_of(browser, code), form_of(browser, code)
    browser.post(f"/article/{code}/correct", theirs | {"title": "Theirs", "is_sure": "1"})
    answer = browser.post(f"/article/{code}/correct", mine | {"title": "Mine", "is_sure": "1"})
    assert answer.status_code == 409
    assert "has been changed since this form was made" in answer.text
    assert the_file(output)["title"] == "Theirs"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("category", "world news", "needs one word in capitals"),
        ("language", "english", "needs two letters"),
        ("published", "yesterday", "needs a day, or an instant with its zone"),
        ("published", "2024-10-17T15:45:00", "needs a day, or an instant with its zone"),
        ("image", "javascript:alert(1)", "needs an address"),
    ],
)
def test_what_cannot_be_so_is_named_beside_its_field(
    browser: Browser, output: Path, key: str, value: str, message: str
) -> None:
    code, before = entry(output).code, files(output)
    form = form_of(browser, code) | {key: value, "is_sure": ""}
    html = browser.post(f"/article/{code}/correct", form).text
    assert message in html
    assert 'aria-invalid="true"' in html
    assert files(output) == before


def test_nothing_changed_is_said(browser: Browser, output: Path) -> None:
    code = entry(output).code
    html = browser.post(f"/article/{code}/correct", form_of(browser, code)).text
    assert "Nothing is changed yet" in html


def test_lines_and_controls_of_a_pasted_text_are_one_line(browser: Browser, output: Path) -> None:
    code = entry(output).code
    title = "Quay\r\nopen\x07 again\u2028now"
    browser.post(
        f"/article/{code}/correct", form_of(browser, code) | {"title": title, "is_sure": "1"}
    )
    assert re.fullmatch(r"Quay open ?again now", the_file(output)["title"])


def test_an_article_without_a_file_cannot_be_corrected(browser: Browser, output: Path) -> None:
    found = entry(output)
    (output / str(found.path)).unlink()
    answer = browser.get(f"/article/{found.code}/correct")
    assert answer.status_code == 404
    assert "a person has deleted it" in answer.text
