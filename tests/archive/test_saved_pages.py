"""Saved pages: the address and the time of each, and a clear word on those without."""

import gzip
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.archive.own_address import own_address
from crawler.archive.records import Outcome, SavedPage, Unreadable
from crawler.archive.saved_pages import saved_pages, write_page
from crawler.archive.warc_writer import WarcWriter

URL = "https://paper.example/world/harbour"
FETCHED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
PAGE = b"<html><p>Ferries sail again.</html>"
SIDECAR = f'{{"url": "{URL}", "fetched_at": "2024-10-25T08:39:01.247Z"}}'


def save(folder: Path, page: bytes = PAGE, sidecar: str | None = None) -> Path:
    (folder / "page.html").write_bytes(page)
    if sidecar is not None:
        (folder / "page.json").write_text(sidecar)
    return folder


def outcome(folder: Path) -> Outcome:
    (only,) = saved_pages(folder)
    return only


def test_the_sidecar_tells_address_and_time(tmp_path: Path) -> None:
    assert outcome(save(tmp_path, sidecar=SIDECAR)) == SavedPage(URL, FETCHED, 200, (), PAGE)


@pytest.mark.parametrize("text", ["2024-10-25T15:39:01.247+07:00", "2024-10-25T08:39:01.247000Z"])
def test_the_time_is_given_in_utc(text: str, tmp_path: Path) -> None:
    page = outcome(save(tmp_path, sidecar=f'{{"url": "{URL}", "fetched_at": "{text}"}}'))
    assert isinstance(page, SavedPage)
    assert (page.fetched_at, page.fetched_at.tzinfo) == (FETCHED, timezone.utc)


def test_headers_of_the_transport_are_left_out(tmp_path: Path) -> None:
    headers = '{"Content-Encoding": "br", "content-length": "9", "Vary": ["a", "b"], "ETag": "x"}'
    page = outcome(save(tmp_path, sidecar=f'{{"url": "{URL}", "headers": {headers}}}'))
    assert isinstance(page, SavedPage)
    assert page.headers == (("Vary", "a"), ("Vary", "b"), ("ETag", "x"))


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (b'<link rel="canonical" href="https://a.example/1">', "https://a.example/1"),
        (b'<link href=https://a.example/1 rel="Canonical nofollow">', "https://a.example/1"),
        (b'<meta property="og:url" content="https://a.example/2">', "https://a.example/2"),
        (b'<link rel="canonical" href="/1"><meta property="og:url" content="">', None),
        (
            b'<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "url": "https://a'
            b'.example/"}, {"headline": "x", "url": "https://a.example/3"}]}</script>',
            "https://a.example/3",
        ),
        (
            b'<script type="application/ld+json">{"headline": "x", "mainEntityOfPage": {"@id": '
            b'"https://a.example/4"}}</script>',
            "https://a.example/4",
        ),
        (b'<script type="application/ld+json">{broken</script>', None),
        (
            b"<!doctype html>\n<!-- saved from url=(0021)https://a.example/5 -->"
            b'<link rel="canonical" href="https://a.example/1">',
            "https://a.example/5",
        ),
        (
            b"<html><!--\n Page saved with SingleFile \n url: https://a.example/6 \n-->",
            "https://a.example/6",
        ),
        (b"<p>no address", None),
        (b"<!-- nothing -->", None),
    ],
)
def test_a_page_tells_its_own_address(page: bytes, address: str | None) -> None:
    assert own_address(page) == address


def test_the_file_tells_the_time_where_no_sidecar_does(tmp_path: Path) -> None:
    save(tmp_path, b'<link rel="canonical" href="https://a.example/1">')
    page = outcome(tmp_path)
    assert isinstance(page, SavedPage)
    assert page.fetched_at.timestamp() == pytest.approx((tmp_path / "page.html").stat().st_mtime)


@pytest.mark.parametrize(
    ("page", "sidecar", "where", "reason"),
    [
        (b"", SIDECAR, "page.html", "empty file"),
        (b" \n", None, "page.html", "empty file"),
        (PAGE, None, "page.html", "no address; name it in page.json as url"),
        (PAGE, "{}", "page.html", "no address; name it in page.json as url"),
        (PAGE, '["a"]', "page.json", "Input should be an object"),
        (PAGE, '{"url": 3}', "page.json", "url: Input should be a valid string"),
        (
            PAGE,
            '{"fetched_at": "2024-10-25T08:39:01"}',
            "page.json",
            "fetched_at: Input should have",
        ),
        (PAGE, "{", "page.json", "Invalid JSON"),
    ],
)
def test_a_page_that_cannot_be_replayed_is_reported(
    page: bytes, sidecar: str | None, where: str, reason: str, tmp_path: Path
) -> None:
    problem = outcome(save(tmp_path, page, sidecar))
    assert isinstance(problem, Unreadable)
    assert problem.where == str(tmp_path / where)
    assert problem.reason.startswith(reason)


def test_a_page_too_large_to_hold_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.archive.saved_pages.RECORD_LIMIT", 10)
    problem = outcome(save(tmp_path, b"<p>" * 4, SIDECAR))
    assert isinstance(problem, Unreadable)
    assert problem.reason == "a file of 12 bytes"


def test_pages_come_by_name_from_folders_within_folders(tmp_path: Path) -> None:
    for name in ("b/2", "a/3", "b/1", "0"):
        write_page(SavedPage(f"https://a.example/{name}", FETCHED, 200, (), PAGE), tmp_path / name)
    (tmp_path / "notes.md").write_text("no page")
    found = [page.url for page in saved_pages(tmp_path) if isinstance(page, SavedPage)]
    assert found == [f"https://a.example/{name}" for name in ("0", "a/3", "b/1", "b/2")]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    page = SavedPage(f"{URL}/ü", FETCHED, 200, (("Vary", "a"), ("Vary", "b"), ("X", "é")), PAGE)
    write_page(page, tmp_path / "v1.2")
    assert outcome(tmp_path) == page


@pytest.mark.parametrize("name", ["PAGE.HTML", "page.Htm"])
def test_names_of_pages_may_be_in_capitals(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(PAGE)
    (tmp_path / name).with_suffix(".json").write_text(SIDECAR)
    assert outcome(tmp_path) == SavedPage(URL, FETCHED, 200, (), PAGE)


@pytest.mark.parametrize("name", ["pages.WARC.GZ", "pages.Warc.gz"])
def test_names_of_archives_may_be_in_capitals(name: str, tmp_path: Path) -> None:
    page = SavedPage(URL, FETCHED, 200, (), PAGE)
    writer = WarcWriter(tmp_path / name)
    writer.write(page)
    writer.close()
    assert outcome(tmp_path) == page


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pages.warc.zst", "a WARC file that is not gzip's"),
        ("pages.WARC.LZ4", "a WARC file that is not gzip's"),
        ("pages.warc.xz", "a WARC file that is not gzip's"),
        ("pages.wacz", "a WACZ file"),
        ("pages.arc", "an ARC file"),
        ("pages.arc.gz", "an ARC file"),
    ],
)
@pytest.mark.parametrize("is_named", [True, False])
def test_an_archive_that_is_not_read_is_reported(
    name: str, reason: str, is_named: bool, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(b"packed")
    problem = outcome(tmp_path / name if is_named else tmp_path)
    assert isinstance(problem, Unreadable)
    assert problem.where == str(tmp_path / name)
    assert problem.reason.startswith(reason)


@pytest.mark.parametrize("name", ["pages.warc.gz.cdx", "pages.warc.json", "pages.warc.gz.md5"])
def test_what_stands_beside_an_archive_is_passed_over(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("0")
    assert list(saved_pages(tmp_path)) == []


HTML = b"<!DOCTYPE html>\n<html><head></head><p>Ferries sail again.</html>"
MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://paper.example/world/harbour
Subject: Harbour
Date: Fri, 25 Oct 2024 08:39:01 +0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://paper.example/world/harbour

<html><p>Ferries sail =C3=A0 nouveau.</html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://paper.example/a.png

iVBORw0KGgo=
--b--
"""


@pytest.mark.parametrize("name", ["story", "story?id=5", "story.php", "x.html@p=2", "STORY.ASPX"])
def test_a_page_is_one_whatever_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(HTML)
    (tmp_path / f"{name}.json").write_text(SIDECAR)
    assert outcome(tmp_path) == SavedPage(URL, FETCHED, 200, (), HTML)


@pytest.mark.parametrize("name", ["page.html.gz", "page.htm.gz", "page", "page.html"])
def test_a_packed_page_is_unpacked(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(gzip.compress(HTML))
    (tmp_path / "page.json").write_text(SIDECAR)
    assert outcome(tmp_path) == SavedPage(URL, FETCHED, 200, (), HTML)


def test_a_packed_page_that_breaks_off_is_reported(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(HTML)[:-12])
    problem = outcome(tmp_path)
    assert isinstance(problem, Unreadable)
    assert "breaks off" in problem.reason


def test_a_page_with_all_that_it_shows_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "page.mhtml").write_bytes(MHTML.replace(b"\n", b"\r\n"))
    page = outcome(tmp_path)
    assert isinstance(page, SavedPage)
    assert (page.url, page.fetched_at) == (URL, FETCHED.replace(microsecond=0))
    assert "Ferries sail à nouveau." in page.body.decode()
    assert page.headers == (("Content-Type", 'text/html; charset="utf-8"'),)


def test_one_without_an_address_is_reported(tmp_path: Path) -> None:
    text = MHTML.replace(b"https://paper.example/world/harbour", b"cid:frame@mhtml.blink")
    (tmp_path / "page.mht").write_bytes(text)
    problem = outcome(tmp_path)
    assert isinstance(problem, Unreadable)
    assert problem.reason.startswith("no address")


@pytest.mark.parametrize("folder", ["page_files", "page_Dateien", "Page_fichiers"])
def test_what_a_saved_page_shows_is_no_page(folder: str, tmp_path: Path) -> None:
    save(tmp_path, sidecar=SIDECAR)
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "saved_resource.html").write_bytes(HTML)
    assert isinstance(outcome(tmp_path), SavedPage)


def test_a_folder_that_is_only_called_so_is_read(tmp_path: Path) -> None:
    (tmp_path / "case_files").mkdir()
    save(tmp_path / "case_files", sidecar=SIDECAR)
    assert isinstance(outcome(tmp_path), SavedPage)


def test_what_is_passed_over_is_named(tmp_path: Path) -> None:
    save(tmp_path, sidecar=SIDECAR)
    for name in ("quay.png", "site.css", ".hidden", "notes"):
        (tmp_path / name).write_text("no page")
    names: list[str] = []
    list(saved_pages(tmp_path, lambda file: names.append(file.name)))
    assert names == ["notes", "quay.png", "site.css"]
