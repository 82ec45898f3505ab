"""Listings that a person asks about are read as those of a crawl: within its limits."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.herald import HeraldServer, scrapy

# It takes two seconds to read, of which the command is to allow one.
ENTRY = (
    "<url><loc>/2024/10/harbour-of-westhaven-reopens-{0}</loc><lastmod>2024-10-17</lastmod></url>"
)
HEAVY = "<urlset>" + "".join(map(ENTRY.format, range(50_000)))


@pytest.fixture
def server() -> Iterator[HeraldServer]:
    server = HeraldServer()
    server.pages["/heavy"] = ("application/rss+xml", HEAVY)
    link = '<link rel="alternate" type="application/rss+xml" href="/heavy">'
    server.pages["/"] = ("text/html", f"<html>{link}<body>The Herald")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_check_says_that_a_listing_takes_too_long(server: HeraldServer, tmp_path: Path) -> None:
    profile = f"name: herald\ndomains: ['{server.host}']\nfeeds: ['{server.site}/heavy']\n"
    (tmp_path / "herald.yml").write_text(profile)
    where = {"SOURCES": tmp_path, "OUTPUT_DIR": tmp_path / "output"}
    limit = {"EXTRACTION_PROCESSES": 1, "EXTRACTION_TIMEOUT": 1}
    run = scrapy("sources", "--check", **where, **limit)
    assert run.returncode == 1, run
    assert f"herald: {server.site}/heavy: extraction took more than" in run.stdout


def test_newsource_says_that_a_feed_takes_too_long(server: HeraldServer, tmp_path: Path) -> None:
    limit = {"EXTRACTION_PROCESSES": 1, "EXTRACTION_TIMEOUT": 1}
    run = scrapy("newsource", f"{server.site}/", "-d", tmp_path, **limit)
    assert run.returncode == 0, run
    assert f"{server.site}/heavy: extraction took more than" in run.stdout
