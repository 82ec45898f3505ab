"""What an operator sees of runs by cron: a mail when something begins, and a run that ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import ROOT
from tests.support.command import Done
from tests.support.herald import PROFILE, HeraldRequest, HeraldServer, article, scrapy


@pytest.fixture
def herald(herald: HeraldServer) -> HeraldServer:
    herald.broken.clear()
    return herald


@pytest.fixture
def crawl(herald: HeraldServer, tmp_path: Path) -> Callable[..., Done]:
    """Return a function that runs `crawl news --quiet` over the site's source."""
    profile = tmp_path / "profiles" / "herald.yml"
    profile.parent.mkdir()
    profile.write_text(PROFILE.format(host=herald.host, site=herald.site))

    def crawl(*words: str, **settings: object) -> Done:
        settings = {"SOURCES": profile.parent, "OUTPUT_DIR": tmp_path / "output", **settings}
        return scrapy("crawl", "news", *words, **settings)

    return crawl


LATER = "tests.support.clocks.an_hour_later"


def test_a_dead_feed_of_a_source_with_others_is_one_mail(
    crawl: Callable[..., Done], herald: HeraldServer
) -> None:
    herald.statuses["/feed.xml"] = 404
    first = crawl("--quiet")
    assert first.returncode == 1
    assert "1 listing failed (herald)" in first.stdout

    second = crawl("--quiet", CLOCK=LATER)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")


def test_its_end_is_reported(crawl: Callable[..., Done], herald: HeraldServer) -> None:
    herald.statuses["/feed.xml"] = 404
    crawl("--quiet")
    herald.statuses.clear()
    done = crawl("--quiet", CLOCK=LATER)
    assert done.returncode == 0
    assert f"Over: herald: {herald.site}/feed.xml can't be read (HTTP 404), since" in done.stdout


def test_strict_fails_as_long_as_anything_is_wrong(
    crawl: Callable[..., Done], herald: HeraldServer
) -> None:
    herald.statuses["/feed.xml"] = 404
    codes = [crawl("--quiet", "--strict", *more).returncode for more in ([], ["-asource=herald"])]
    assert codes == [1, 1]


def test_a_feed_that_nobody_has_checked_is_called_so(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path
) -> None:
    profile = tmp_path / "profiles" / "herald.yml"
    profile.write_text(f"{profile.read_text()}unverified: [feeds]\n")
    herald.statuses["/feed.xml"] = 404
    said = "HTTP 404; it has never answered, and nobody has checked the profile's feeds"
    assert said in crawl().stdout


def test_a_run_with_nothing_due_says_when_something_is(crawl: Callable[..., Done]) -> None:
    crawl()
    done = crawl()
    assert "Nothing is due before 20" in done.stdout
    assert "UTC; -a source=NAME asks now." in done.stdout


@pytest.mark.parametrize("line", ["paused_until: 2999-01-01", "retired: closed in 2024"])
def test_a_source_at_rest_is_not_asked(
    crawl: Callable[..., Done], herald: HeraldServer, tmp_path: Path, line: str
) -> None:
    profile = tmp_path / "profiles" / "herald.yml"
    profile.write_text(f"{profile.read_text()}{line}\n")
    assert crawl("--quiet").returncode == 0
    assert herald.asked == []
    assert crawl("-asource=herald").returncode == 0
    assert "/feed.xml" in herald.asked


def test_a_run_is_one_line_of_json(crawl: Callable[..., Done], tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    for _ in range(2):
        crawl("--quiet", SUMMARY_FILE=file)
    first, second = map(json.loads, file.read_text().splitlines())
    assert (first["exit_code"], first["fates"]["written"]) == (0, 3)
    assert second["verdict"].startswith("Nothing is due before")
    assert json.loads(crawl("--quiet", SUMMARY_FILE="-").stderr)["seen"] == 0


def test_a_line_that_can_not_be_written_stops_the_start(
    crawl: Callable[..., Done], herald: HeraldServer
) -> None:
    done = crawl(SUMMARY_FILE="/nowhere/runs.jsonl")
    assert (done.returncode, herald.asked) == (2, [])
    assert "SUMMARY_FILE /nowhere/runs.jsonl: can't be written" in done.stderr


def test_verbose_names_each_page(crawl: Callable[..., Done], herald: HeraldServer) -> None:
    assert f"written: {herald.site}/2024/westhaven" in crawl("--verbose").stderr


def test_a_dry_run_ends_where_nobody_reads_on(herald: HeraldServer, tmp_path: Path) -> None:
    (tmp_path / "herald.yml").write_text(PROFILE.format(host=herald.host, site=herald.site))
    settings = {
        **{"SOURCES": tmp_path, "OUTPUT_DIR": tmp_path / "output", "CONTACT": "desk@a.example"},
        **{"ALLOW_PRIVATE_ADDRESSES": True, "EXTRACTION_PROCESSES": 0},
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "news", "-adry_run=true"),
            *(f"-s{name}={value}" for name, value in settings.items()),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert "Broken pipe" not in process.communicate(timeout=60)[1]


class SlowRequest(HeraldRequest):
    """Answers each article after a while."""

    def do_GET(self) -> None:
        if self.path.startswith("/2024/"):
            time.sleep(0.3)
        super().do_GET()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_within_a_page_and_says_so(
    herald: HeraldServer, tmp_path: Path, number: signal.Signals
) -> None:
    herald.RequestHandlerClass = SlowRequest
    urls = [f"{herald.site}/2024/{place}" for place in range(200)]
    for url in urls:
        herald.pages[url.removeprefix(herald.site)] = ("text/html", article("Westhaven"))
    file = tmp_path / "urls.txt"
    file.write_text("\n".join(urls))
    settings = {
        **{"ALLOW_PRIVATE_ADDRESSES": True, "AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0.2},
        **{"EXTRACTION_PROCESSES": 0, "OUTPUT_DIR": tmp_path / "output"},
    }
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "scrapy", "crawl", "article", f"-afile={file}"),
            *(f"-s{name}={value}" for name, value in settings.items()),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    while sum(path.startswith("/2024/") for path in herald.asked) < 3:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert len(herald.asked) < 100  # on a machine that is busy; else it is four
    assert err.startswith("Finishing ")
    assert "again to stop at once." in err
    assert "the run did not finish (shutdown)" in out
    assert "left for the next one" in out
