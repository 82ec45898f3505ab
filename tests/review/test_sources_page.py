"""The sources: how each is doing, and its profile as a form that the file's own checks judge."""

import re
import subprocess
from contextlib import closing
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from crawler.clock import utc_now
from crawler.ledger import Ledger
from tests.support.reviews import PROFILE, Browser, three_articles

OTHER = "name: tribune\ndomains: [tribune.example]\n"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    for name, text in (("gazette", PROFILE), ("tribune", OTHER)):
        file = tmp_path / "profiles" / f"{name}.yml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    return file.with_name("gazette.yml")


@pytest.fixture
def browser(tmp_path: Path, profile: Path) -> Browser:
    output = tmp_path / "output"
    output.mkdir()
    three_articles(output)
    settings = {"SOURCES": str(profile.parent), "EXTRACTION_PROCESSES": 0}
    return Browser(output, **settings)


def form_of(browser: Browser, name: str = "gazette") -> dict[str, str]:
    html = browser.text(f"/sources/{name}")
    text = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", html, re.S)
    stamp = re.search(r'name="stamp" value="(\w+)"', html)
    assert text
    assert stamp
    return {"text": unescape(text[1]), "stamp": stamp[1]}


def test_each_source_has_its_state_and_what_is_wrong(browser: Browser) -> None:
    html = browser.text("/sources")
    assert re.findall(r'<a href="/sources/(\w+)">', html) == ["gazette", "tribune"]
    assert "1 held" in html
    assert "has no timezone: its dates may be hours off" in html


def test_a_sources_days_are_a_chart_and_a_table(browser: Browser, tmp_path: Path) -> None:
    today = utc_now().date()
    counts = {"pages": 9, "lost": 2, "articles": 7, "characters": 7000, "has image": 6}
    counts |= {"modelled": 4, "fitting": 3, "judged": 2, "dropped": 50, "polls": 48}
    with closing(Ledger(f"sqlite:///{tmp_path / 'output' / 'ledger.sqlite'}")) as ledger:
        ledger.days.add("gazette", today - timedelta(days=3), counts)
        ledger.days.add("gazette", today - timedelta(days=99), counts)
    html = browser.text("/sources/gazette")
    row = re.search(rf"{today - timedelta(days=3)}</th>(.*?)</tr>", html)
    assert row
    assert re.findall(r">([^<>]+)</td>", row[1])[:4] == ["9", "7", "2", "75 %"]
    assert f"{today - timedelta(days=99)}" not in html
    day = today - timedelta(days=3)
    for title in ("7 articles", "2 failures", "75 %", "25 %", "0.5 h", "86 %"):
        assert f"<title>{day}: {title}</title>" in html


def test_the_form_holds_the_file_and_keeps_it_byte_for_byte(
    browser: Browser, profile: Path
) -> None:
    form = form_of(browser)
    assert form["text"] == PROFILE
    text = PROFILE + "language: en\n"
    html = browser.post("/sources/gazette", form | {"text": text.replace("\n", "\r\n")}).text
    assert "gazette: changed the profile." in html
    assert profile.read_text() == text
    browser.post("/undo", {"act": "1"})
    assert profile.read_text() == PROFILE


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PROFILE + "feed: [x]\n", "line 4: unknown key 'feed'; did you mean 'feeds'?"),
        (PROFILE + "language: english\n", "line 4: 'language': 'english' is no ISO 639-1 code"),
        (PROFILE.replace("gazette\n", "evil\n"), "name 'evil' is not the file's"),
        (
            PROFILE.replace("gazette.ex", "tribune.ex"),
            "domain 'tribune.example' is also in tribune",
        ),
        ("", "empty"),
    ],
)
def test_what_is_no_profile_is_named_and_stays_in_the_form(
    browser: Browser, profile: Path, text: str, message: str
) -> None:
    answer = browser.post("/sources/gazette", form_of(browser) | {"text": text})
    assert message in unescape(answer.text)
    shown = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", answer.text, re.S)
    assert shown
    assert unescape(shown[1]) == text
    assert profile.read_text() == PROFILE


def test_two_who_edit_a_profile_do_not_overwrite_each_other(
    browser: Browser, profile: Path
) -> None:
    mine, theirs = form_of(browser), form_of(browser)
    browser.post("/sources/gazette", theirs | {"text": PROFILE + "language: en\n"})
    answer = browser.post("/sources/gazette", mine | {"text": PROFILE + "language: de\n"})
    assert answer.status_code == 409
    assert profile.read_text() == PROFILE + "language: en\n"


@pytest.mark.parametrize("name", ["..", "..%2fevil", "Evil", "e.vil"])
def test_no_file_beside_the_profiles_is_written(browser: Browser, profile: Path, name: str) -> None:
    before = sorted(profile.parent.parent.rglob("*.yml"))
    form = {"text": f"name: {name}\ndomains: [evil.example]\n", "stamp": form_of(browser)["stamp"]}
    assert browser.post(f"/sources/{name}", form).status_code != 303
    assert sorted(profile.parent.parent.rglob("*.yml")) == before


def test_articles_are_taken_anew_when_asked(browser: Browser, started: list[str]) -> None:
    assert browser.post("/sources/gazette/anew", {}).status_code == 200
    assert browser.post("/sources/none/anew", {}).status_code == 404
    assert started == ["gazette"]


def test_a_draft_that_cannot_be_made_says_why(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(words: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        return subprocess.CompletedProcess(words, 1, "", "https://x.example: DNS lookup failed\n")

    monkeypatch.setattr(subprocess, "run", run)
    assert "DNS lookup failed" in browser.post("/new-source", {"url": "https://x.example"}).text
    html = browser.post("/new-source", {"url": "-s OUTPUT_DIR=/"}).text
    assert "is no address" in html


def test_a_profile_that_is_broken_is_named_and_mended_in_its_form(
    browser: Browser, profile: Path
) -> None:
    profile.write_text("name: [gazette\n")
    html = browser.text("/sources")
    assert "gazette.yml: line 2: not YAML" in html
    assert '<a href="/sources/tribune">' in html, "the others are there"
    form = form_of(browser)
    assert form["text"] == "name: [gazette\n"
    html = browser.post("/sources/gazette", form).text
    assert "gazette.yml: line 2: not YAML" in html
    assert (
        "gazette: changed the profile"
        in browser.post("/sources/gazette", form | {"text": PROFILE}).text
    )
    assert profile.read_text() == PROFILE
