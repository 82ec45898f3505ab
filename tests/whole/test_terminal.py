"""Whatever pages, feeds, files and arguments say: no command hands it to the terminal as orders."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import write_page
from tests.support.command import Done, scrapy

# A window's title, a colour, a bell, C1, bidi overrides and isolates, line and paragraph ends.
ORDERS = "a\x1b]0;b\x07\x1b[31m\x9b2J\x90q\x85\x7f\u202a\u202e\u2066\u2069\u200e\u2028\u2029z"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LINE = "The harbour of Northport reopened on Sunday, its master told the ferries."
PAGE = (
    f"<html lang=en><title>{ORDERS} harbour</title><meta name=author content='{ORDERS}'>"
    f"<link rel=alternate type=application/rss+xml href='/feed.xml?{ORDERS}' title='{ORDERS}'>"
    f"<nav><a href='/{ORDERS}'>{ORDERS}</a></nav>"
    f"<article><h1>Harbour {ORDERS}</h1><p class='{ORDERS}'>{LINE} {ORDERS}</p><p>{LINE}</p>"
    f"<p>{LINE} Again.</p></article><a href='/world/the-harbour-{ORDERS}'>{LINE}{ORDERS}</a></html>"
).encode()
FEED = f"<rss><item><title>{ORDERS}</title><link>/world/{ORDERS}</link></item></rss>".encode()
pytestmark = pytest.mark.slow

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
SETTINGS = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "RETRY_TIMES": 0,
    "ALLOW_PRIVATE_ADDRESSES": True,
    "EXTRACTION_PROCESSES": 0,
}


class Hostile(BaseHTTPRequestHandler):
    """Puts orders to a terminal wherever HTTP lets it."""

    def do_GET(self) -> None:
        is_broken = self.path.startswith("/broken")
        self.send_response_only(599 if is_broken else 200, "\x1b[31m\x9b2J")
        kind = "application/rss+xml" if "feed" in self.path else "text/html; charset=utf-8"
        self.send_header("Content-Type", "\x1b[31m\x9b" if "odd" in self.path else kind)
        self.send_header("ETag", "\x1b[31m\x9b")
        self.end_headers()
        if self.path == "/robots.txt":
            self.wfile.write(f"Sitemap: /{ORDERS}\nCrawl-delay: {ORDERS}".encode())
        else:
            self.wfile.write(FEED if "feed" in self.path else PAGE)

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path, site: str) -> Path:
    """A folder of profiles, whose source is the hostile site."""
    domain = site.removeprefix("http://")
    (tmp_path / "herald.yml").write_text(
        f"name: herald\ndomains: ['{domain}']\n"
        f"feeds: ['{site}/feed.xml', '{site}/odd', '{site}/broken']\n"
    )
    return tmp_path


def run(folder: Path, *words: object) -> Done:
    settings = {**SETTINGS, "SOURCES": folder, "OUTPUT_DIR": folder / "out"}
    done = scrapy(*words, settings=settings)
    assert not OBEYED.findall(done.stdout), repr(done.stdout)
    assert not OBEYED.findall(done.stderr), repr(done.stderr)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_explain(folder: Path, site: str, form: tuple[str, ...]) -> None:
    done = run(folder, "explain", *form, f"{site}/world/harbour")
    assert (done.returncode, LINE in done.stdout) == (0, True)


def test_explain_of_a_saved_page(folder: Path) -> None:
    page = SavedPage(f"https://herald.example/{ORDERS}", NOON, 200, (("X", "\x9b"),), PAGE)
    write_page(page, folder / "page")
    assert LINE in run(folder, "explain", folder / "page.html").stdout


def test_savepage(folder: Path, site: str) -> None:
    done = run(folder, "savepage", "-d", folder, f"{site}/world/harbour")
    assert done.stdout.splitlines() == [f"{folder}/harbour.html", f"{folder}/harbour.json"]
    assert run(folder, "savepage", "-d", folder, f"{site}/broken").returncode == 1


def test_newsource(folder: Path, site: str) -> None:
    done = run(folder, "newsource", "-d", folder / "draft", f"{site}/")
    assert done.returncode == 0
    for draft in (folder / "draft").glob("*.yml"):
        assert not OBEYED.findall(draft.read_text())


def test_sources(folder: Path) -> None:
    done = run(folder, "sources", "--check")
    assert (done.returncode, "/broken: HTTP 599" in done.stdout) == (1, True)
    assert json.loads(run(folder, "sources", "--json").stdout)[0]["name"] == "herald"


def test_dry_run_and_crawl(folder: Path, site: str) -> None:
    assert f"{site}/world/a" in run(folder, "crawl", "news", "-a", "dry_run=1").stdout
    assert "HTTP 599" in run(folder, "crawl", "news").stdout


def test_check_and_export_of_files_that_others_have_changed(folder: Path, site: str) -> None:
    run(folder, "crawl", "article", "-a", f"url={site}/world/harbour")
    (file,) = (folder / "out/articles").glob("*.md")
    text = file.read_text()
    file.write_text(text.replace("title: ", f"title: b{ORDERS[5:]} "))
    (file.parent / f"{ORDERS}.md").write_text(ORDERS)
    (file.parent / "ART2410171545ABCDEF.md").write_text(
        text.replace("\n---\n", f"\nb: '{ORDERS}'\n---\n")
    )
    assert run(folder, "check").returncode == 1
    for form in ("jsonl", "csv"):
        run(folder, "export", "--format", form)


@pytest.mark.parametrize(
    "words",
    [
        ("explain", f"https://herald.example/{ORDERS}\n"),
        ("explain", ORDERS),
        ("explain", f"--{ORDERS}"),
        ("savepage", ORDERS),
        ("newsource", ORDERS),
        ("check", ORDERS),
        ("export", "--source", ORDERS),
        ("export", "--since", ORDERS),
        ("export", "--format", ORDERS),
        ("export", "-o", ORDERS),
        ("crawl", ORDERS),
        ("crawl", "news", "-a", f"source={ORDERS}"),
        ("crawl", "news", "-a", f"{ORDERS}=1"),
        ("crawl", "article", "-a", f"url={ORDERS}"),
        ("crawl", "replay", "-a", f"path={ORDERS}"),
    ],
    ids=lambda words: " ".join(words).replace(ORDERS, "…").strip(),
)
def test_arguments_in_messages(folder: Path, words: tuple[str, ...]) -> None:
    assert run(folder, *words).returncode != 0
