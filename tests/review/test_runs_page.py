"""The runs, and the report of each."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.reviews import Browser, three_articles
from tests.support.runs import entry

RUN = "20241025T083901.247000Z-news"


def report(output: Path, **changes: Any) -> None:
    """Leave a run's report, as the run would have."""
    folder = output / "reports"
    folder.mkdir(exist_ok=True)
    found = entry(output)
    source = {"fates": {"written": 3}, "articles": 3, "characters": 900, "filled": {"image": 1}}
    writing = {"headline": "A <b>fox</b>", "source": "gazette", "fate": "written", "url": ""}
    whole = {
        "spider": "news",
        "seconds": 75.4,
        "exit_code": 1,
        "verdict": "3 written.",
        "alarms": ["gazette: nothing new for 3 days"],
        "requests": 1200,
        "bytes": 1500000,
        "left": 0,
        "totals": {"written": 3},
        "fields": ["image"],
        "sources": {"gazette": source},
        "waits": [],
        "listings": [],
        "held": [],
        "troubles": [
            {"url": "javascript:alert(1)", "fate": "failed", "reason": "HTTP 500", "source": ""}
        ],
        "articles": [
            {**writing, "path": f"articles/{found.code}.md"},
            {**writing, "path": "articles/a-slug.md", "headline": "Of a slug"},
        ],
        "progress": {"seconds_a_bar": 1.0, "bars": [{"written": 3}]},
    }
    (folder / f"{RUN}.json").write_text(json.dumps(whole | changes))
    line = {"run": RUN, "exit_code": 1, "verdict": "3 written.", "fates": {"written": 3}}
    lines = f"{json.dumps(line | {'sources': ['gazette']})}\n"
    (folder / "runs.jsonl").write_text(lines + '{"run": "2024')


@pytest.fixture
def output(tmp_path: Path) -> Path:
    three_articles(tmp_path)
    return tmp_path


@pytest.fixture
def browser(output: Path) -> Browser:
    return Browser(output)


def test_without_a_run_it_says_how_to_begin_one(browser: Browser) -> None:
    assert "There was no run yet" in browser.text("/runs")


def test_a_run_leads_to_its_report_and_that_to_its_articles(browser: Browser, output: Path) -> None:
    report(output)
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
    report(output)
    (output / "reports" / f"{RUN}.json").unlink()
    assert f"/runs/{RUN}" not in browser.text("/runs")
    assert browser.get(f"/runs/{RUN}").status_code == 404


@pytest.mark.parametrize("name", ["..%2fledger", "../ledger", "%2e%2e", "runs", "nothing", "a b"])
def test_no_file_beside_the_reports_is_read(browser: Browser, output: Path, name: str) -> None:
    report(output)
    (output / "secret.json").write_text("{}")
    assert browser.get(f"/runs/{name}").status_code == 404
    assert browser.get("/runs/..%2fsecret").status_code == 404
