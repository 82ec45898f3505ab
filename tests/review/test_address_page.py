"""What is no article: one page, or all addresses of a source that are like it."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from crawler.items import Article
from crawler.profiles.files import read_profile
from crawler.review.desk.address_rules import patterns
from crawler.system.lock import RunLock
from tests.support.reviews import PROFILE, Browser, gazette
from tests.support.runs import articles_of, copy, entry, page, run

PLACES = ("advert/2024/quay-1", "advert/2025/pier-2", "town/2024/harbour", "shop?kind=ad&id=4")


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://a.example/advert/2024/10/quay", "^/advert/"),
        ("https://a.example/town/advert/quay", "^/town/advert/"),
        ("https://a.example/2024/10/advert-7/quay", r"^/\d+/\d+/advert-\d+/"),
        ("https://a.example/shop?kind=ad&id=4", "[?&]kind=ad(?:&|$)"),
        ("https://a.example/quay.html", r"^/quay\.html$"),
        ("https://a.example/", "^/$"),
    ],
)
def test_the_innermost_folder_with_a_name_is_proposed_first(url: str, first: str) -> None:
    found = patterns(url)
    assert found[0] == first
    assert all(re.search(one, url.removeprefix("https://a.example")) for one in found)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = gazette(tmp_path)
    run(output, [about(place) for place in PLACES])
    return output


def about(place: str) -> Article:
    url = f"https://gazette.example/{place}"
    words = [f"Of {place.replace('/', ' ')} the Gazette knows {n} things." for n in range(20, 40)]
    return page(0, " ".join(words), url=url, canonical_url=url, source="gazette", headline=place)


@pytest.fixture
def browser(output: Path) -> Browser:
    return Browser(output, SOURCES_DIR=str(output.parent / "profiles"))


def code_of(output: Path, place: str = PLACES[0]) -> str:
    return entry(output, f"https://gazette.example/{place}").code


def asked(browser: Browser, output: Path, pattern: str) -> str:
    query = urlencode({"pattern": pattern})
    return browser.text(f"/article/{code_of(output)}/no-article?{query}")


def saved(browser: Browser, output: Path, html: str, **form: str) -> TestResponse:
    stamp = re.findall(r'name="stamp" value="(\w+)"', html)[0]
    form = {"pattern": "^/advert/", "stamp": stamp, **form}
    return browser.post(f"/article/{code_of(output)}/no-article", form)


def test_each_choice_says_how_many_it_hits(browser: Browser, output: Path) -> None:
    html = browser.text(f"/article/{code_of(output)}/no-article")
    found = re.findall(r'value="([^"]+)" aria-pressed.*?"when">(\d of \d) articles', html)
    assert found[0] == ("^/advert/", "2 of 4")
    assert found[-1] == (r"^/advert/2024/quay-1$", "1 of 4")


def test_a_rule_shows_what_it_hits_then_joins_the_profile(
    browser: Browser, output: Path, profile: Path
) -> None:
    html = asked(browser, output, "^/advert/")
    assert "2 of the 4 articles of gazette have such an address, this one among them" in html
    assert "advert/2025/pier-2</a>" in html
    assert "town/2024/harbour" not in html
    assert profile.read_text() == PROFILE

    assert saved(browser, output, html, drop="all").status_code == 200
    assert profile.read_text() == PROFILE + "ignore_urls:\n  - '^/advert/'\n"
    assert len(articles_of(output)) == 2
    for act in ("2", "1"):
        browser.post("/undo", {"act": act})
    assert profile.read_text() == PROFILE
    assert len(articles_of(output)) == 4


@pytest.mark.parametrize(("drop", "left"), [("one", 3), ("none", 4), ("", 4)])
def test_what_is_there_goes_as_far_as_is_asked(
    browser: Browser, output: Path, profile: Path, drop: str, left: int
) -> None:
    html = asked(browser, output, "^/advert/")
    saved(browser, output, html, drop=drop)
    assert read_profile(profile).ignore_urls == ("^/advert/",)
    assert len(articles_of(output)) == left


def test_while_a_run_is_at_work_the_profile_is_written_and_the_drop_waits(
    browser: Browser, output: Path, profile: Path
) -> None:
    html = asked(browser, output, "^/advert/")
    with RunLock(output, "scrapy crawl"):
        text = saved(browser, output, html, drop="one").text
        assert "is carried out when the run has ended: drop" in text
        assert read_profile(profile).ignore_urls == ("^/advert/",)
        assert len(articles_of(output)) == 4
    browser.review.clerk.wait(20)
    assert len(articles_of(output)) == 3


def test_a_pattern_that_is_none_is_said_beside_the_form(browser: Browser, output: Path) -> None:
    html = asked(browser, output, "(")
    assert "is no regular expression" in html
    assert 'value="("' in html
    html = asked(browser, output, "^/nowhere/")
    assert "0 of the 4 articles of gazette have such an address; this one has not" in html


def test_a_profile_that_was_edited_meanwhile_is_not_lost(
    browser: Browser, output: Path, profile: Path
) -> None:
    html = asked(browser, output, "^/advert/")
    profile.write_text(PROFILE + "language: en\n")
    assert saved(browser, output, html, drop="all").status_code == 409
    assert profile.read_text() == PROFILE + "language: en\n"
    assert len(articles_of(output)) == 4
    assert saved(browser, output, html, pattern="").status_code == 409


def test_a_page_of_no_source_can_be_dropped_alone(browser: Browser, output: Path) -> None:
    run(output, [copy("nowhere", "A crane fell into the harbour on Friday. " * 9, source="")])
    code = entry(output, "https://nowhere.example/harbour").code
    browser.review.keeper.refresh()
    html = browser.text(f"/article/{code}/no-article")
    assert "Drop it" in html
    assert "scrapy newsource https://nowhere.example/harbour" in html
