"""The runs, and the report of each."""

import json
from pathlib import Path

import pytest

from tests.support.reviews import RUN, Browser, leave_report
from tests.support.runs import entry


def test_without_a_run_it_says_how_to_begin_one(browser: Browser) -> None:
    assert "There was no run yet" in browser.text("/runs")


def test_a_run_leads_to_its_report_and_that_to_its_articles(browser: Browser, output: Path) -> None:
    leave_report(output)
    html = browser.text("/runs")
    assert f'<a href="/runs/{RUN}">News, <time' in html
    assert "3 written." in html
    html = browser.text(f"/runs/{RUN}")
    assert "1 min 15 s, 1,200 requests, 1.5 MB" in html
    assert f'<a href="/article/{entry(output).code}">A &lt;b&gt;fox&lt;/b&gt;</a>' in html
    assert "/?view=all&amp;q=Of+a+slug" in html
    assert "nothing new for 3 days" in html
    assert "HTTP 500" in html
    assert 'href="javascript' not in html
    assert "33 %" in html


def test_a_run_whose_report_is_gone_is_listed_without_a_link(
    browser: Browser, output: Path
) -> None:
    leave_report(output)
    (output / "reports" / f"{RUN}.json").unlink()
    assert f"/runs/{RUN}" not in browser.text("/runs")
    assert browser.get(f"/runs/{RUN}").status_code == 404


@pytest.mark.parametrize("name", ["..%2fledger", "../ledger", "%2e%2e", "runs", "nothing", "a b"])
def test_no_file_beside_the_reports_is_read(browser: Browser, output: Path, name: str) -> None:
    leave_report(output)
    (output / "secret.json").write_text("{}")
    assert browser.get(f"/runs/{name}").status_code == 404
    assert browser.get("/runs/..%2fsecret").status_code == 404


def test_the_inbox_leads_to_the_report_of_the_last_run(browser: Browser, output: Path) -> None:
    assert "The last run" not in browser.text("/")
    leave_report(output)
    assert "The last run" not in browser.text("/"), "its line is cut off"
    line = json.dumps({"run": RUN, "verdict": "3 written.", "fates": {}})
    (output / "reports" / "runs.jsonl").write_text(f"{line}\n" * 2)
    html = browser.text("/")
    assert f'The last run: <a href="/runs/{RUN}">News, <time' in html
    assert "</a>. 3 written.</p>" in html
