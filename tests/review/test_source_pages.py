"""A line that is furniture, or text, on all pages of a source: shown, written, taken back."""

import json
import re
import subprocess
from html import unescape
from pathlib import Path

import pytest

from crawler.profiles.files import read_profile
from crawler.review.desk.rework import Rework, State, given_settings
from crawler.system.lock import RunLock
from tests.support.reviews import (
    FOX,
    FOX_PAGE,
    PAGE,
    PROFILE,
    Browser,
    archived,
    gazette,
    settings_of,
    three_articles,
)
from tests.support.runs import copy, entry, run

PROMO = "Get the Gazette in your letter box: call the office and ask for Ms Quill."
NIGHT = (
    "Nobody saw the fox that stole the mayor's left shoe in the night before the fair, she said."
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder whose fox article has its page in the archive, and a folder of profiles."""
    output = gazette(tmp_path)
    three_articles(output)
    archived(output)
    archived(output, PAGE.replace("fox", "owl"), url="https://gazette.example/owl")
    return output


@pytest.fixture
def browser(output: Path, started: list[str]) -> Browser:
    return Browser(output, SOURCES_DIR=str(output.parent / "profiles"), EXTRACTION_PROCESSES=0)


def pressed(browser: Browser, output: Path, text: str, **form: str) -> str:
    """Return the page that the button below a block leads to."""
    code = entry(output, FOX_PAGE).code
    html = browser.text(f"/article/{code}")
    number = re.search(rf'id="block-(\d+)">{re.escape(text.replace(chr(39), "&#39;"))}</p>', html)
    assert number
    return browser.post(f"/article/{code}/block", {"block": number[1], **form}).text


def state_of(browser: Browser, output: Path, start: str) -> str:
    """Return what is said of the block that begins so."""
    html = browser.text(f"/article/{entry(output, FOX_PAGE).code}")
    (block,) = (one for one in html.split("<li class=") if re.search(rf'"block-\d+">{start}', one))
    return re.findall(r"<span[^>]*>(.*?)</span>", block)[0]


def confirmed(browser: Browser, html: str, **changes: str) -> "tuple[int, str]":
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
    fields = {name: unescape(value) for name, value in found}
    answer = browser.post("/source/gazette/rule", fields | changes)
    return answer.status_code, answer.text


def test_furniture_is_shown_on_other_pages_then_written_and_taken_back(
    browser: Browser, output: Path, profile: Path, started: list[str]
) -> None:
    html = pressed(browser, output, NIGHT)
    assert "Tried on all pages of gazette in the archive: 1 of 2 changes." in html
    assert "<del>Nobody saw the fox" in html
    assert profile.read_text() == PROFILE

    status, html = confirmed(browser, html)
    assert status == 200
    assert "gazette: drop_lines has Nobody saw" in html
    assert profile.read_text().startswith(PROFILE), "comments and order stay"
    assert re.fullmatch(read_profile(profile).drop_lines[0], NIGHT)
    assert started == ["gazette"]
    assert state_of(browser, output, "Nobody saw").startswith(
        "dropped: the source&#39;s profile: drop_lines"
    )

    browser.post("/undo", {"act": "1"})
    assert profile.read_text() == PROFILE
    assert started == ["gazette", "gazette"]


def test_the_whole_box_can_be_meant(browser: Browser, output: Path, profile: Path) -> None:
    boxed = PAGE.replace("<p>Nobody", '<p class="reader-note">Nobody')
    archived(output, boxed)
    html = pressed(browser, output, NIGHT, how="1")
    assert "<ins>- p.reader-note</ins>" in html
    assert "1 of 2 changes." in html
    confirmed(browser, html)
    assert read_profile(profile).drop_blocks == ("p.reader-note",)


@pytest.mark.slow
def test_text_that_was_dropped_is_kept_from_then_on(
    browser: Browser, output: Path, profile: Path
) -> None:
    profile.write_text(PROFILE + "drop_lines: ['Nobody .+']\n")
    html = pressed(browser, output, NIGHT)
    assert "<h1>Text on all pages of gazette?</h1>" in html
    assert "<ins>Nobody saw the fox" in html
    confirmed(browser, html)
    assert state_of(browser, output, "Nobody saw") == "kept"


PLACE = "article > p"
NIGHT_LINE = NIGHT.lower()


@pytest.fixture
def model(output: Path) -> Path:
    """A model that knows the page's layout, beside what a person has said in it before."""
    path = output / "models" / "gazette.json"
    path.parent.mkdir()
    known = [{"place": place, "keep": place == "nav > a"} for place in (PLACE, "nav > a")]
    known += [{"place": place} for place in ("article > p.promo", "article > h1", "footer")]
    path.write_text(json.dumps({"pages": 9, "site": "gazette", "places": known}, indent=2))
    return path


def test_furniture_of_a_site_with_a_model_is_a_line_of_the_model(
    browser: Browser, output: Path, model: Path, profile: Path, started: list[str]
) -> None:
    before = model.read_text()
    html = pressed(browser, output, NIGHT)
    assert str(model) in html
    assert "1 of 2 changes." in html
    assert model.read_text() == before

    status, html = confirmed(browser, html)
    assert status == 200
    assert "its model drops nobody saw the fox" in html
    document = json.loads(model.read_text())
    assert document["furniture"] == [{"line": NIGHT_LINE, "place": PLACE, "drop": True}]
    assert {**document, "furniture": None} == {**json.loads(before), "furniture": None}
    assert profile.read_text() == PROFILE
    assert started == ["gazette"]
    assert state_of(browser, output, "Nobody saw").startswith(
        "dropped: the site&#39;s model: drop nobody saw"
    )

    html = pressed(browser, output, NIGHT)
    assert "<h1>Text on all pages of gazette?</h1>" in html
    confirmed(browser, html)
    assert json.loads(model.read_text())["furniture"] == [
        {"line": NIGHT_LINE, "place": PLACE, "keep": True}
    ]
    assert state_of(browser, output, "Nobody saw") == "kept"
    for act in ("2", "1"):
        browser.post("/undo", {"act": act})
    assert model.read_text() == before
    assert started == ["gazette"] * 4


def test_a_reviewed_model_beside_the_profile_is_the_one_that_is_changed(
    browser: Browser, output: Path, model: Path, profile: Path
) -> None:
    reviewed = profile.with_name("gazette.model.json")
    reviewed.write_text(model.read_text())
    learned = model.read_text()
    confirmed(browser, pressed(browser, output, NIGHT))
    assert '"drop": true' in reviewed.read_text()
    assert model.read_text() == learned


def test_what_is_learned_meanwhile_stays_beside_a_persons_word(
    browser: Browser, output: Path, model: Path
) -> None:
    html = pressed(browser, output, NIGHT)
    model.write_text(model.read_text().replace('"pages": 9', '"pages": 10'))
    assert confirmed(browser, html)[0] == 200
    document = json.loads(model.read_text())
    assert document["pages"] == 10
    assert document["furniture"][0]["drop"]


@pytest.mark.slow
def test_a_model_is_changed_when_the_run_at_work_has_ended(
    browser: Browser, output: Path, model: Path, started: list[str]
) -> None:
    html = pressed(browser, output, NIGHT)
    with RunLock(output, "scrapy learn"):
        _, html = confirmed(browser, html)
        assert "is carried out when the run has ended: have the model of gazette drop" in html
        assert started == []
    browser.review.clerk.wait(20)
    assert json.loads(model.read_text())["furniture"]
    assert started == ["gazette"]


def test_a_model_that_is_none_is_named(browser: Browser, output: Path, model: Path) -> None:
    html = pressed(browser, output, NIGHT)
    model.write_text("{")
    status, text = confirmed(browser, html)
    assert status == 503
    assert "gazette.json" in text
    assert model.read_text() == "{"


def test_one_article_alone_can_be_without_a_line(
    browser: Browser, output: Path, profile: Path, started: list[str]
) -> None:
    line = FOX.strip()
    path = output / str(entry(output, FOX_PAGE).path)
    before = path.read_text()
    page = PAGE.replace("<h1>", f"<p>{line}</p><h1>")
    archived(output, page)
    html = pressed(browser, output, NIGHT, how="2")
    assert "overrides.yml" in html
    status, html = confirmed(browser, html, value=line)
    assert status == 200
    assert line not in path.read_text()
    assert f"without: {line}" in (output / "overrides.yml").read_text()
    assert (profile.read_text(), started) == (PROFILE, [])
    browser.post("/undo", {"act": "1"})
    assert path.read_text() == before
    assert confirmed(browser, html, key="without", value=line, code="ART0")[0] in (400, 409)


def test_one_article_alone_can_hold_a_line_that_was_dropped(
    browser: Browser, output: Path, profile: Path, started: list[str]
) -> None:
    profile.write_text(before_rule := PROFILE + "drop_lines: ['Get the .+']\n")
    path = output / str(entry(output, FOX_PAGE).path)
    before = path.read_text()
    html = pressed(browser, output, PROMO, how="1")
    assert "This article alone gets the paragraph" in html
    assert f"<ins>{PROMO}</ins>" in html
    status, html = confirmed(browser, html)
    assert status == 200
    assert f"holds “{PROMO[:60]}”" in html
    assert path.read_text() == f"{before.rstrip()}\n\n{PROMO}\n"
    assert f"→ {PROMO}" in (output / "overrides.yml").read_text()
    assert (profile.read_text(), started) == (before_rule, [])

    confirmed(browser, pressed(browser, output, NIGHT, how="2"), value=PROMO)
    assert path.read_text() == before, "what was added can be left out again"
    for act in ("2", "1"):
        browser.post("/undo", {"act": act})
    assert path.read_text() == before


def test_a_word_in_a_model_can_be_taken_back_after_it_was_learned_again(
    browser: Browser, output: Path, model: Path, started: list[str]
) -> None:
    confirmed(browser, pressed(browser, output, NIGHT))
    learned = json.loads(model.read_text())
    learned["pages"] = 10
    learned["places"].append({"place": "aside", "pages": 4})
    model.write_text(json.dumps(learned, indent=2))
    assert "Taken back" in browser.post("/undo", {"act": "1"}).text
    document = json.loads(model.read_text())
    assert document == {**learned, "furniture": []}
    assert started == ["gazette", "gazette"]


def test_a_correction_is_taken_back_after_another_articles(browser: Browser, output: Path) -> None:
    codes = [entry(output, url).code for url in (FOX_PAGE, "https://tribune.example/harbour")]
    for code in codes:
        html = browser.text(f"/article/{code}/correct")
        stamp = re.findall(r'name="stamp" value="(\w+)"', html)[0]
        form = {"category": "SPORT", "stamp": stamp, "is_sure": "1"}
        assert browser.post(f"/article/{code}/correct", form).status_code == 200
    assert "Taken back" in browser.post("/undo", {"act": "1"}).text
    assert (output / "overrides.yml").read_text() == f"{codes[1]}:\n  category: SPORT\n"


def test_a_profile_that_was_edited_meanwhile_is_not_lost(
    browser: Browser, output: Path, profile: Path, started: list[str]
) -> None:
    html = pressed(browser, output, NIGHT)
    edited = PROFILE + "language: en\n"
    profile.write_text(edited)
    status, html = confirmed(browser, html)
    assert status == 409
    assert "has been changed since" in html
    assert profile.read_text() == edited
    assert started == []


def test_a_rule_that_is_none_is_refused_and_named(
    browser: Browser, output: Path, profile: Path
) -> None:
    html = pressed(browser, output, NIGHT)
    assert confirmed(browser, html, key="domains")[0] == 400
    assert confirmed(browser, html, key="also", value="no paragraph")[0] == 400
    status, text = confirmed(browser, html, value="(")
    assert status == 503
    assert "is no regular expression" in text
    assert confirmed(browser, html, value="a\nname: evil")[0] == 200
    assert read_profile(profile).name == "gazette"
    assert browser.post("/source/none/rule", {"key": "drop_lines", "value": "a"}).status_code == 404


def test_a_shipped_profile_is_changed_in_the_persons_own_folder(
    output: Path, profile: Path, tmp_path: Path, started: list[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    settings = {"SOURCES": str(profile.parent), "SOURCES_DIR": str(own)}
    browser = Browser(output, EXTRACTION_PROCESSES=0, **settings)
    confirmed(browser, pressed(browser, output, NIGHT))
    assert profile.read_text() == PROFILE
    assert (own / "gazette.yml").read_text().startswith(PROFILE)


def test_a_block_that_is_not_there_is_said(browser: Browser, output: Path) -> None:
    code = entry(output, FOX_PAGE).code
    for block in ("999", "", "x"):
        assert browser.post(f"/article/{code}/block", {"block": block}).status_code == 409
    for how in ("-5", "x", "9" * 30):
        form = {"block": "1", "how": how}
        assert browser.post(f"/article/{code}/block", form).status_code == 409
    answer = browser.post(f"/article/{code}/block", {"block": "1", "text": "another"})
    assert "The page was fetched again since" in answer.text


def test_a_site_without_a_profile_says_how_it_gets_one(browser: Browser, output: Path) -> None:
    run(output, [copy("nowhere", "A crane fell into the harbour on Friday. " * 9, source="")])
    code = entry(output, "https://nowhere.example/harbour").code
    answer = browser.post(f"/article/{code}/block", {"block": "1"})
    assert answer.status_code == 409
    assert "scrapy newsource" in answer.text


def test_sources_are_taken_anew_one_after_the_other(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []
    codes = iter([75, 0, 1])
    said = iter(["", "8 files rewritten\nChanges: /out/reports/20261129-changes.html\n", ""])

    def run(words: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        ran.append(words)
        return subprocess.CompletedProcess(words, next(codes), next(said), "no space left\n")

    monkeypatch.setattr("crawler.review.desk.rework.PATIENCE", 0)
    monkeypatch.setattr(subprocess, "run", run)
    ended: list[str] = []
    anew = Rework(settings_of(output), lambda: ended.append("once"))
    anew.start("gazette")
    anew.wait(30)
    assert anew.state == State("gazette", "8 files rewritten", is_over=True, run="20261129")
    anew.start("herald")
    anew.wait(30)
    assert anew.state == State("herald", "no space left", is_over=True, is_well=False)
    assert [words[3:6] for words in ran] == [
        ["reextract", "--source", "gazette"],
        ["reextract", "--source", "gazette"],
        ["reextract", "--source", "herald"],
    ]
    assert ended == ["once", "once"]


def test_what_the_command_line_said_is_said_again(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    settings.set("OUTPUT_DIR", str(tmp_path), priority="cmdline")
    assert given_settings(settings) == [f"-sOUTPUT_DIR={tmp_path}"]


def test_a_category_can_be_that_of_all_articles_of_a_section(
    browser: Browser, output: Path, profile: Path, started: list[str]
) -> None:
    section = '<meta property="article:section" content="Town"></head>'
    for page, url in (
        (PAGE, FOX_PAGE),
        (PAGE.replace("fox", "owl"), "https://gazette.example/owl"),
    ):
        archived(output, page.replace("</head>", section), url=url)
    code = entry(output, FOX_PAGE).code
    html = browser.text(f"/article/{code}/correct")
    stamp = re.findall(r'name="stamp" value="(\w+)"', html)[0]
    html = browser.post(f"/article/{code}/correct", {"category": "SPORT", "stamp": stamp}).text
    assert f"/article/{code}/category?to=SPORT" in html
    assert "all articles of the section “Town” are SPORT" in html

    html = browser.text(f"/article/{code}/category?to=SPORT")
    assert "2 of 2 change." in html
    assert "<ins>SPORT</ins>" in html
    assert profile.read_text() == PROFILE
    assert confirmed(browser, html)[0] == 200
    assert profile.read_text() == PROFILE + "categories:\n  Town: SPORT\n"
    assert started == ["gazette"]
    for value in ("", "sports", "A: b"):
        assert confirmed(browser, html, value=value)[0] in (400, 409, 503)
        assert browser.get(f"/article/{code}/category?to={value}").status_code in (400, 503)
    assert profile.read_text() == PROFILE + "categories:\n  Town: SPORT\n"
