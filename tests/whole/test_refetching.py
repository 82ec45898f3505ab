"""Pages that come cut, that lead to themselves, or have too long an address: by the command."""

import gzip
import http.server
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import brotli
import pytest

from benchmarks.reports import report
from crawler.downloader.content_codings import zstd
from tests.support import command

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def page(path: str) -> bytes:
    text = "".join(f"<p>{line}</p>" for line in report(Random(path), 12))
    title = f"Ferries of {path.strip('/')} sail again"
    return f"<title>{title}</title><article><h1>{title}</h1>{text}</article>".encode()


class Site(http.server.ThreadingHTTPServer):
    """/cut/gzip breaks off always, /once/gzip the first time; /cookie wants its cookie.

    The header does not say that /bare/gzip is packed, nor that /twice/gzip is packed twice.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.asked: list[str] = []


class Handler(http.server.BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        _, kind, coding = f"{self.path}/".split("/")[:3]
        has_cookie = "seen=1" in (self.headers["Cookie"] or "")
        if kind in {"cookie", "by"} and not has_cookie:
            where, cookie = (self.path, "seen=1") if kind == "cookie" else ("/set", None)
            return self.answer(302, b"", {"Location": where, "Set-Cookie": cookie})
        if kind == "set":
            return self.answer(302, b"", {"Location": "/by", "Set-Cookie": "seen=1; path=/"})
        if kind == "circle":
            return self.answer(302, b"", {"Location": "/circle", "Set-Cookie": "round=1"})
        body = PACK[coding](page(self.path)) if coding else page(self.path)
        if kind in {"bare", "twice"}:
            named = None if kind == "bare" else coding
            packed = body if kind == "bare" else PACK[coding](body)
            return self.answer(200, packed, {"Content-Encoding": named})
        is_cut = kind == "cut" or (kind == "once" and self.server.asked.count(self.path) == 1)
        return self.answer(
            200, body[: len(body) * 2 // 3] if is_cut else body, {"Content-Encoding": coding}
        )

    def answer(self, status: int, body: bytes, headers: dict[str, str | None]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *values: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True).start()
    yield site
    site.shutdown()
    site.server_close()


def crawl(out: Path, urls: list[str], **settings: object) -> command.Done:
    settings |= {
        "OUTPUT_DIR": out,
        "ALLOW_PRIVATE_ADDRESSES": True,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "EXTRACTION_PROCESSES": 0,
        "RETRY_TIMES": 1,
    }
    return command.scrapy("crawl", "article", "-a", f"url={' '.join(urls)}", settings=settings)


def test_gzip_that_nobody_names_is_unpacked(site: Site, tmp_path: Path) -> None:
    done = crawl(tmp_path, [f"{site.url}/bare/gzip", f"{site.url}/twice/gzip"])
    assert done.returncode == 0, done
    titles = " ".join(file.read_text("utf-8") for file in tmp_path.glob("articles/*.md"))
    assert "Ferries of bare/gzip sail" in titles
    assert "Ferries of twice/gzip sail" in titles


def test_cut_body_is_no_half_article_and_is_asked_for_again(site: Site, tmp_path: Path) -> None:
    paths = [f"/{kind}/{coding}" for kind in ("cut", "once") for coding in PACK]
    done = crawl(tmp_path, [site.url + path for path in paths])
    assert done.returncode == 1
    titles = " ".join(file.read_text("utf-8") for file in tmp_path.glob("articles/*.md"))
    assert [path for path in paths if f"Ferries of {path.strip('/')} sail" in titles] == paths[4:]
    assert all(site.asked.count(path) == 2 for path in paths)
    for coding in PACK:
        reason = f"failed: the answer broke off: {site.url}/cut/{coding}"
        assert reason in done.stdout + done.stderr
    assert b"/cut/" not in b"".join(
        gzip.decompress(file.read_bytes()) for file in tmp_path.glob("archive/*.warc.gz")
    )


@pytest.mark.parametrize(("cookies", "written"), [(True, 2), (False, 0)])
def test_page_that_wants_its_cookie_is_read_if_cookies_are_on(
    cookies: bool, written: int, site: Site, tmp_path: Path
) -> None:
    urls = [f"{site.url}/{path}" for path in ("cookie", "by", "circle")]
    done = crawl(tmp_path, urls, COOKIES_ENABLED=cookies)
    assert len(list(tmp_path.glob("articles/*.md"))) == written
    assert done.returncode == 1  # for the circle
    reason = "more redirects than REDIRECT_MAX_TIMES" if cookies else "redirects in a circle"
    assert f"failed: {reason}: {site.url}/circle" in done.stdout + done.stderr
    assert site.asked.count("/circle") <= 10


def test_saved_page_is_read_however_long_its_address_is(tmp_path: Path) -> None:
    url = f"https://herald.example/story?id={'7' * 2100}"
    (tmp_path / "long.html").write_bytes(b"<!doctype html>" + page("/story"))
    (tmp_path / "long.json").write_text(
        json.dumps({"url": url, "fetched_at": "2024-10-17T08:00:00Z"}), "utf-8"
    )
    settings = {"OUTPUT_DIR": tmp_path / "out", "EXTRACTION_PROCESSES": 0}
    done = command.scrapy("crawl", "replay", "-a", f"path={tmp_path}", settings=settings)
    assert done.returncode == 0
    (file,) = tmp_path.glob("out/articles/*.md")
    assert url in file.read_text("utf-8")


def test_address_that_is_too_long_fails_and_says_why(site: Site, tmp_path: Path) -> None:
    done = crawl(tmp_path, [f"{site.url}/story?id={'7' * 2100}", f"{site.url}/story"])
    assert done.returncode == 1
    assert "address longer than URLLENGTH_LIMIT" in done.stdout + done.stderr
    assert site.asked == ["/story"]
    assert len(list(tmp_path.glob("articles/*.md"))) == 1
