"""`scrapy explain` takes an address or a saved page, and its exit code says how it went."""

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError
from scrapy.http import Response
from scrapy.utils.project import get_project_settings

from crawler.archive.records import SavedPage, Unreadable
from crawler.archive.saved_pages import read_page, write_page
from crawler.archive.warc_writer import WarcWriter
from crawler.commands.explain import Command
from crawler.errors import ArgumentError
from crawler.probes.single_page import PageSpider, kept_pages, single_page
from tests.support import ROOT
from tests.support.command import Done, scrapy

SAVED = ROOT / "tests/fixtures/presstv/koreas-ferry.html"
ROBOTS = b"User-agent: *\nDisallow: /closed\n"
SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "False",
    "RETRY_TIMES": "0",
    "ALLOW_PRIVATE_ADDRESSES": "True",
    "EXTRACTION_PROCESSES": "0",
}


class Site(http.server.BaseHTTPRequestHandler):
    """Has one article and a way to it."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.answer(200, "text/plain", ROBOTS)
        elif self.path == "/moved":
            self.answer(302, "text/html", b"", ("Location", "/story"))
        elif self.path == "/story":
            self.answer(200, "text/html; charset=utf-8", SAVED.read_bytes())
        else:
            self.answer(404, "text/html", b"<html><body><p>Gone</p></body></html>")

    def answer(self, status: int, kind: str, body: bytes, *headers: object) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def explain(*arguments: object, **settings: object) -> Done:
    """Run the real command with these arguments."""
    return scrapy("explain", *arguments, settings=SETTINGS | settings)


def test_a_saved_page_is_explained() -> None:
    run = explain(SAVED)
    assert run.returncode == 0, run.stderr
    assert "Island ferry returns to Haedo" in run.stdout
    assert "profile: drop_lines 'SHARE THIS ARTICLE'" in run.stdout


def test_a_fetched_page_is_explained_under_its_final_address(site: str, tmp_path: Path) -> None:
    run = explain("--json", f"{site}/moved", OUTPUT_DIR=str(tmp_path / "output"))
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["url"] == f"{site}/story"
    assert not (tmp_path / "output").exists()


def test_each_page_of_a_folder_is_explained(tmp_path: Path) -> None:
    for name in ("ferry", "foxes"):
        write_page(replace(read_page(SAVED), url=f"https://herald.example/{name}"), tmp_path / name)
    (tmp_path / "empty.html").write_bytes(b"")
    run = explain("--json", tmp_path)
    assert [json.loads(line)["url"] for line in run.stdout.splitlines()] == [
        "https://herald.example/ferry",
        "https://herald.example/foxes",
    ]
    assert (run.returncode, run.stderr) == (1, f"{tmp_path}/empty.html: empty file\n")


def test_the_pages_of_a_warc_file_are_what_is_explained(tmp_path: Path) -> None:
    page = read_page(SAVED)
    others = {"status": 404}, {"headers": (("Content-Type", "image/jpeg"),)}
    writer = WarcWriter(tmp_path / "pages.warc.gz")
    for one in (page, *(replace(page, **changes) for changes in others)):
        writer.write(one)
    writer.close()
    (kept,) = kept_pages(str(tmp_path / "pages.warc.gz"))
    assert isinstance(kept, SavedPage)
    assert kept.url == page.url


def test_a_folder_without_pages_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="no saved page in it"):
        list(kept_pages(str(tmp_path)))


def test_a_page_that_robots_txt_forbids_ends_with_1_and_the_reason(site: str) -> None:
    run = explain(f"{site}/closed")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"{site}/closed: robots: forbidden by robots.txt\n"


def test_a_page_that_is_gone_ends_with_1_and_the_reason(site: str) -> None:
    run = explain(f"{site}/nowhere")
    assert (run.returncode, run.stderr) == (1, f"{site}/nowhere: gone: HTTP 404\n")


def test_an_unknown_option_ends_with_2_and_the_nearest_one() -> None:
    run = explain("--jsno", SAVED)
    assert (run.returncode, run.stderr) == (2, "no option --jsno; did you mean '--json'?\n")


@pytest.mark.parametrize("arguments", [[], ["one.html", "two.html"]])
def test_other_than_one_page_is_wrong_use(arguments: list[str]) -> None:
    command = Command()
    command.settings, command.crawler_process = get_project_settings(), object()
    with pytest.raises(UsageError, match="which page"):
        command.run(arguments, None)


def test_a_name_that_is_no_file_and_no_address_is_wrong_use() -> None:
    with pytest.raises(ArgumentError, match=r"nix\.html: no such file"):
        single_page(None, "nix.html")


def test_an_empty_file_cannot_be_read(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b"")
    with pytest.raises(Unreadable, match="empty file"):
        single_page(None, str(page))


def test_a_response_that_is_no_page_is_not_kept() -> None:
    spider = PageSpider("https://herald.example/paper.pdf")
    with pytest.raises(StopAsyncIteration):
        asyncio.run(anext(spider.keep(Response(spider.url, body=b"%PDF-1.7"))))
    (problem,) = spider.pages
    assert isinstance(problem, Unreadable)
    assert problem.reason == "not a page of HTML"
