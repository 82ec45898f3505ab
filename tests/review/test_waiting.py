"""What is decided while a run is at work: kept, carried out when it ends, or said why not."""

from pathlib import Path

import pytest

from crawler.review.desk import clerk
from crawler.system.lock import RunLock
from tests.support.reviews import Browser
from tests.support.runs import NOW, articles_of, entry, files

OWL_URL = "https://tribune.example/harbour"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clerk, "PAUSE", 0.01)


def test_what_is_decided_during_a_run_is_carried_out_at_its_end(
    browser: Browser, output: Path
) -> None:
    code, before = entry(output).code, files(output)
    with RunLock(output, "scrapy crawl news"):
        html = browser.post("/decide", {"what": "publish", "code": code}).text
        assert f"is carried out when the run has ended: publish {code}." in html
        assert "1 decision waits for the end of the run" in html
        assert f"Waits for the end of the run that is at work: publish {code}" in browser.text(
            f"/article/{code}"
        )
        assert files(output) == before
    browser.review.clerk.wait(20)
    assert f"articles/{code}.md" in articles_of(output)
    html = browser.text("/decisions")
    assert f"Published {code}" in html
    assert "Waiting" not in html


def test_decisions_are_carried_out_in_their_order(browser: Browser, output: Path) -> None:
    code = entry(output).code
    with RunLock(output, "scrapy crawl news"):
        for what in ("publish", "hold"):
            browser.post("/decide", {"what": what, "code": code})
    browser.review.clerk.wait(20)
    assert entry(output).held == "held by a person"


def test_what_waited_when_the_server_ended_is_carried_out_by_the_next(output: Path) -> None:
    code = entry(output).code
    with RunLock(output, "scrapy crawl news"):
        Browser(output).review.clerk._desk.waiting.add(
            {"kind": "decide", "what": "publish", "codes": [code]}, f"publish {code}", NOW
        )
    browser = Browser(output)
    browser.review.clerk.start()
    browser.review.clerk.wait(20)
    assert f"articles/{code}.md" in articles_of(output)


def test_a_correction_waits_and_is_made(browser: Browser, output: Path) -> None:
    code = entry(output).code
    form = {"title": "Quay open", "is_sure": "1", "stamp": stamp(browser, code)}
    with RunLock(output, "scrapy crawl news"):
        browser.post(f"/article/{code}/correct", form)
    browser.review.clerk.wait(20)
    assert "# Quay open" in (output / str(entry(output).path)).read_text()


def test_a_correction_of_what_the_run_has_changed_is_kept_and_says_why(
    browser: Browser, output: Path
) -> None:
    code = entry(output).code
    form = {"title": "Quay open", "is_sure": "1", "stamp": stamp(browser, code)}
    with RunLock(output, "scrapy crawl news"):
        browser.post(f"/article/{code}/correct", form)
        (file,) = (output / "held").glob(f"{code}.md")
        file.write_text(file.read_text().replace("Harbour reopens", "The quay reopens"))
    browser.review.clerk.wait(20)
    assert "The quay reopens" in file.read_text()
    html = browser.text("/decisions")
    assert "Could not be carried out" in html
    assert "has been changed since this form was made" in html
    assert "title “Quay open”" in html, "what was typed is not lost"

    number = browser.review.clerk._desk.waiting.all()[0].number
    assert "Could not be" not in browser.post("/forget", {"waiter": str(number)}).text


def test_a_decision_that_waits_can_be_taken_back(browser: Browser, output: Path) -> None:
    code = entry(output).code
    with RunLock(output, "scrapy crawl news"):
        browser.post("/decide", {"what": "publish", "code": code})
        (waiter,) = browser.review.clerk._desk.waiting.all()
        browser.post("/forget", {"waiter": str(waiter.number)})
    browser.review.clerk.wait(20)
    assert entry(output).held
    for number in ("x", "-1", "9" * 40):
        assert browser.post("/forget", {"waiter": number}).status_code == 200


def test_an_undo_waits_too(browser: Browser, output: Path) -> None:
    code = entry(output, OWL_URL).code
    browser.post("/decide", {"what": "hold", "code": code})
    with RunLock(output, "scrapy crawl news"):
        html = browser.post("/undo", {"act": "1"}).text
        assert f"take back “Held {code}”" in html.replace("&#34;", '"')
    browser.review.clerk.wait(20)
    assert f"articles/{code}.md" in articles_of(output)


def stamp(browser: Browser, code: str) -> str:
    html = browser.text(f"/article/{code}/correct")
    return html.split('name="stamp" value="')[1].split('"')[0]
