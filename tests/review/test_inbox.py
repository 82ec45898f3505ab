"""The list: what comes first, what is found, and what is decided there."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from tests.support.reviews import FOX, Browser, three_articles, titles
from tests.support.runs import copy, entry, files, page, run

FOX_URL, OWL_URL = "https://gazette.example/harbour", "https://tribune.example/harbour"
HARBOUR = "Harbour reopens after the storm"


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser that only looks."""
    folder = tmp_path_factory.mktemp("output")
    three_articles(folder)
    return Browser(folder)


def test_held_articles_come_first_and_the_least_certain_of_them(looks: Browser) -> None:
    html = looks.text("/")
    assert titles(html) == ["A fox at the fair", HARBOUR, "The owl on watch"]
    assert "12 % sure" in html
    assert "95 % sure" in html, "which no file says"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("source=gazette", ["A fox at the fair"]),
        ("fate=written", ["The owl on watch"]),
        ("language=en&source=tribune", ["The owl on watch"]),
        ("q=mayor", ["A fox at the fair"]),
        ("q=MAYORS", []),
        ("q=may+nigh", ["A fox at the fair"]),
        ("q=%22night+watch%22", ["The owl on watch"]),
        ("q=%22watch+night%22", []),
        ("q=fair+title%3A", []),
        ("q=%22+AND+%28", []),
        ("q=NEAR(fox+owl)", []),
        ("q=***", []),
        ("since=2024-10-18&until=2024-10-19", []),
        ("view=all&since=2024-10-17&until=2024-10-17", 3),
    ],
)
def test_a_list_is_narrowed_and_searched(
    looks: Browser, query: str, expected: list[str] | int
) -> None:
    shown = titles(looks.text(f"/?{query}"))
    assert (shown if isinstance(expected, list) else len(shown)) == expected


def test_a_day_that_is_none_is_named_and_the_rest_is_shown(looks: Browser) -> None:
    html = looks.text("/?since=yesterday")
    assert "&#39;yesterday&#39; is no day" in html
    assert len(titles(html)) == 3


def test_what_nobody_has_says_what_to_do(browser: Browser, tmp_path: Path) -> None:
    assert "Take the filters away" in browser.text("/?source=nobody")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "scrapy crawl news" in Browser(empty).text("/")


def test_a_script_without_spaces_is_searched_by_its_characters(tmp_path: Path) -> None:
    run(tmp_path, [page(text="港口在暴风雨后的星期一重新开放。" * 10, headline="港口重新开放")])
    browser = Browser(tmp_path)
    assert titles(browser.text("/?q=星期一")) == ["港口重新开放"]
    assert titles(browser.text("/?q=一期星")) == []


def test_a_marked_article_is_published_and_that_is_taken_back(
    browser: Browser, output: Path
) -> None:
    before, code = files(output), entry(output).code
    html = browser.post("/decide", {"what": "publish", "code": code}).text
    assert f"Published {code}." in html
    assert entry(output).path == f"articles/{code}.md"
    assert HARBOUR not in titles(browser.text("/?fate=held"))

    assert "Taken back: Published" in browser.post("/undo", {"act": "1"}).text
    assert files(output) == before
    assert entry(output).held == "confidence 41 < 60"
    assert HARBOUR in titles(browser.text("/?fate=held"))


def test_what_is_held_by_hand_stays_so_when_its_page_is_read_again(
    browser: Browser, output: Path
) -> None:
    owl = entry(output, OWL_URL)
    browser.post("/decide", {"what": "hold", "code": owl.code})
    assert entry(output, OWL_URL).path == f"held/{owl.code}.md"
    assert "held by a person" in browser.text("/?source=tribune")
    assert "hold: 'true'" in (output / "overrides.yml").read_text()


def test_what_is_dropped_is_asked_for_and_can_come_back(browser: Browser, output: Path) -> None:
    fox, before = entry(output, FOX_URL), files(output)
    form = {"what": "drop", "code": fox.code}
    assert "no later run writes it again" in browser.post("/decide", form).text
    assert files(output) == before

    assert "Dropped" in browser.post("/decide", {**form, "is_sure": "1"}).text
    assert f"held/{fox.code}.md" not in files(output)
    assert "never: 'true'" in (output / "overrides.yml").read_text()
    assert "A fox at the fair" not in titles(browser.text("/?view=all"))

    browser.post("/undo", {"act": "1"})
    assert files(output) == before
    assert not (output / "overrides.yml").exists()
    assert entry(output, FOX_URL).held == fox.held


def test_many_are_decided_at_once_and_what_cannot_be_is_named(
    browser: Browser, output: Path
) -> None:
    codes = [entry(output, url).code for url in (FOX_URL, OWL_URL)]
    html = browser.post("/decide", {"what": "publish", "code": [*codes, "ART1"]}).text
    assert f"Published {codes[0]}." in html
    assert f"{codes[1]}: is not held" in html
    assert "ART1: no article has this code" in html


def test_a_file_that_was_edited_since_is_not_taken_back(browser: Browser, output: Path) -> None:
    code = entry(output).code
    browser.post("/decide", {"what": "publish", "code": code})
    file = output / f"articles/{code}.md"
    file.write_text("mine")
    assert "has changed since" in browser.post("/undo", {"act": "1"}).text
    assert file.read_text() == "mine"
    assert entry(output).path == f"articles/{code}.md"


@pytest.mark.parametrize("act", ["", "7", "x", "-1", "9" * 30])
def test_what_was_not_decided_is_not_taken_back(browser: Browser, act: str) -> None:
    assert "Not taken back" in browser.post("/undo", {"act": act}).text


def test_nothing_marked_is_said(browser: Browser) -> None:
    assert "Mark an article first" in browser.post("/decide", {"what": "publish"}).text


def test_what_a_run_brings_is_listed_at_the_next_pass(browser: Browser, output: Path) -> None:
    run(output, [copy("courier", FOX[::-1], headline="A night at the fair")])
    browser.review.keeper.refresh()
    assert "A night at the fair" in titles(browser.text("/"))


def test_a_file_that_was_edited_or_deleted_is_seen_at_the_next_pass(
    browser: Browser, output: Path
) -> None:
    file = output / entry(output, OWL_URL).path
    file.write_text(file.read_text().replace("The owl on watch", "The owl asleep"))
    browser.review.keeper.refresh()
    assert "The owl asleep" in titles(browser.text("/"))


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_catalogue_that_is_lost_or_damaged_is_made_anew(output: Path, damage: bytes) -> None:
    Browser(output)
    for file in (output / "review").iterdir():
        file.write_bytes(damage) if damage else file.unlink()
    assert len(titles(Browser(output).text("/"))) == 3


def test_former_rows_do_not_gather(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.review.catalogue.catalogue.WASTE", 2)
    browser = Browser(output)
    for _ in range(9):
        browser.review.keeper.refresh([entry(output).code])
    assert not browser.review.keeper.catalogue.is_usable()
    browser.review.keeper.refresh()
    assert browser.review.keeper.catalogue.is_usable()
    assert len(titles(browser.text("/?q=northport"))) == 2


def test_an_article_without_a_file_is_not_listed(browser: Browser, output: Path) -> None:
    owl = entry(output, OWL_URL)
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        ledger.save(replace(owl, path=None))
    browser.review.keeper.refresh()
    left = titles(browser.text("/?view=all"))
    assert "A fox at the fair" in left
    assert "The owl on watch" not in left


def test_a_catalogue_that_cannot_be_opened_is_said(browser: Browser, output: Path) -> None:
    file = browser.review.keeper.catalogue.file
    file.unlink()
    file.mkdir()
    answer = browser.get("/")
    assert answer.status_code == 503
    assert "unable to open database file" in answer.text
