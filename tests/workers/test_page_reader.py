"""Pages that a person asks about are read as those of a crawl: within its limits."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.archive.records import Unreadable
from crawler.archive.saved_pages import read_page
from crawler.profiles.profile import GENERIC
from crawler.workers.page_reader import PageReader
from tests.support.herald import HeraldServer, article, scrapy

LIMIT = {"EXTRACTION_PROCESSES": 1, "EXTRACTION_TIMEOUT": 0.2}
TOO_LONG = "extraction took more than 0.2 s of processor time"
# Some seconds of processor time.
HEAVY = article("Westhaven").replace("</article>", "<p>The tide <b>rose</b> again." * 20_000)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page that takes too long, among those that do not."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, text in (("a", article("Easthaven")), ("b", HEAVY), ("c", article("Northhaven"))):
        (folder / f"{name}.html").write_text(text)
        sidecar = {
            "url": f"https://herald.example/2024/{name}",
            "fetched_at": "2024-10-17T10:00:00Z",
        }
        (folder / f"{name}.json").write_text(json.dumps(sidecar))
    return folder


@pytest.mark.parametrize("command", ["explain", "show"])
def test_a_page_that_takes_too_long_is_named(command: str, saved: Path, tmp_path: Path) -> None:
    run = scrapy(command, saved / "b.html", OUTPUT_DIR=tmp_path / "output", **LIMIT)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"https://herald.example/2024/b: {TOO_LONG}\n"


def test_the_pages_beside_it_are_explained(saved: Path, tmp_path: Path) -> None:
    run = scrapy("explain", "--json", saved, OUTPUT_DIR=tmp_path / "output", **LIMIT)
    assert [json.loads(line)["url"][-1] for line in run.stdout.splitlines()] == ["a", "c"]
    assert (run.returncode, TOO_LONG in run.stderr) == (1, True)


def test_a_page_that_takes_too_long_is_saved_all_the_same(
    herald: HeraldServer, tmp_path: Path
) -> None:
    herald.pages["/2024/heavy"] = ("text/html", HEAVY)
    run = scrapy("savepage", f"{herald.site}/2024/heavy", "-d", tmp_path, **LIMIT)
    assert run.stderr == f"{herald.site}/2024/heavy: {TOO_LONG}\n"
    assert run.stdout == f"{tmp_path}/heavy.html\n{tmp_path}/heavy.json\n"
    assert (run.returncode, (tmp_path / "heavy.html").read_text()) == (1, HEAVY)


def test_a_draft_is_made_without_an_article_that_takes_too_long(
    herald: HeraldServer, tmp_path: Path
) -> None:
    link = "<a href='/2024/10/17/heavy-weather-at-the-quay'>Heavy weather at the quay again"
    herald.pages["/"] = ("text/html", link)
    herald.pages["/2024/10/17/heavy-weather-at-the-quay"] = ("text/html", HEAVY)
    run = scrapy("newsource", f"{herald.site}/", "-d", tmp_path, **LIMIT)
    assert (run.returncode, run.stderr) == (0, "")
    assert f"{herald.site}/2024/10/17/heavy-weather-at-the-quay: {TOO_LONG}\n" in run.stdout


def test_a_reader_that_is_left_ends_its_worker(saved: Path) -> None:
    """Ctrl-C leaves it in the midst of a page."""
    reader = PageReader(Settings({"EXTRACTION_PROCESSES": 1, "EXTRACTION_TIMEOUT": 600}))
    page = read_page(saved / "b.html")
    with ThreadPoolExecutor(1) as threads:
        with reader:
            reading = threads.submit(reader.article, page, GENERIC)
        with pytest.raises(Unreadable, match="interrupted"):
            reading.result()
