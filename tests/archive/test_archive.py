"""WARC files: every response comes out once, and what is broken is told."""

import gzip
import random
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.archive.warc import SavedPage, Unreadable, WarcWriter, cut_torn_end, read_warc

FETCHED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
PAGE = b"<html><p>\xe2\x80\x9cWell,\xe2\x80\x9d she said.</html>"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def http(headers: bytes = HTML, body: bytes = PAGE, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    return status + b"\r\n" + headers + b"\r\n" + body


def record(
    content: bytes, number: int = 0, kind: str = "response", date: str = "2024-10-25T08:39:01.247Z"
) -> bytes:
    content_type = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        "WARC/1.1\r\n"
        f"WARC-Type: {kind}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: https://paper.example/{number}\r\n"
        f"WARC-Date: {date}\r\n"
        f"Content-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def numbered(count: int = 5) -> list[bytes]:
    """Records whose bodies hardly compress, so that each has a middle to be damaged."""
    noise = random.Random(7)
    return [record(http(body=PAGE + noise.randbytes(3000).hex().encode()), n) for n in range(count)]


def plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def gzipped(records: list[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def in_one_member(records: list[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


def outcomes(folder: Path, content: bytes) -> list[SavedPage | Unreadable]:
    path = folder / "pages.warc"
    path.write_bytes(content)
    return list(read_warc(path))


def numbers(found: list[SavedPage | Unreadable]) -> list[int | str]:
    """Each page's number, each problem's reason."""
    return [
        page.reason if isinstance(page, Unreadable) else int(page.url.rpartition("/")[2])
        for page in found
    ]


@pytest.mark.parametrize("form", [plain, gzipped, in_one_member])
def test_every_response_comes_out(form: Callable[[list[bytes]], bytes], tmp_path: Path) -> None:
    assert numbers(outcomes(tmp_path, form(numbered()))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (http(), PAGE),
        (http(HTML + CHUNKED, b"8\r\n" + PAGE[:8] + b"\r\n1\r\n>\r\n0\r\n\r\n"), PAGE[:8] + b">"),
        (http(HTML + CHUNKED), PAGE),
        (
            http(HTML + b"Content-Encoding: gzip\r\n", gzip.compress(PAGE, mtime=0)),
            gzip.compress(PAGE, mtime=0),
        ),
    ],
    ids=["plain", "chunked", "said to be chunked", "gzip"],
)
def test_a_body_is_as_it_was_received(content: bytes, body: bytes, tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(content))
    assert isinstance(page, SavedPage)
    assert page.body == body
    assert "Transfer-Encoding" not in dict(page.headers)


@pytest.mark.parametrize(
    ("body", "named"), [(gzip.compress(PAGE, mtime=0), True), (PAGE, False), (b"\n" + PAGE, False)]
)
def test_a_coding_that_is_undone_is_not_named(body: bytes, named: bool, tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(http(b"Content-Encoding: gzip\r\n", body)))
    assert isinstance(page, SavedPage)
    assert ("Content-Encoding" in dict(page.headers)) == named


def test_a_page_keeps_its_instant_status_and_headers(tmp_path: Path) -> None:
    content = http(b"Set-Cookie: a\r\nSet-Cookie: b\r\n", status=b"HTTP/1.0 404 Not Found")
    headers = (("Set-Cookie", "a"), ("Set-Cookie", "b"))
    assert outcomes(tmp_path, record(content)) == [
        SavedPage("https://paper.example/0", FETCHED, 404, headers, PAGE)
    ]


@pytest.mark.parametrize("kind", ["request", "metadata", "warcinfo", "revisit"])
def test_records_without_a_response_are_passed_over(kind: str, tmp_path: Path) -> None:
    records = [record(http(), 0), record(b"anything", 1, kind), record(http(), 2)]
    assert numbers(outcomes(tmp_path, plain(records))) == [0, 2]


def test_a_resource_has_the_type_of_its_record(tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(PAGE, kind="resource"))
    assert isinstance(page, SavedPage)
    assert (page.status, page.headers, page.body) == (200, (("Content-Type", "text/html"),), PAGE)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (record(b"no HTTP at all"), "a response that is not HTTP"),
        (record(b""), "a response that is not HTTP"),
        (record(http(), date="yesterday"), "a record without a date"),
    ],
)
def test_a_record_that_is_no_page_is_told(broken: bytes, reason: str, tmp_path: Path) -> None:
    assert numbers(outcomes(tmp_path, broken + record(http(), 1))) == [reason, 1]


def test_a_record_too_large_to_hold_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.archive.warc.RECORD_LIMIT", 100)
    found = outcomes(tmp_path, plain([record(http(body=b"a" * 101)), record(http(), 1)]))
    assert numbers(found) == ["a record of 101 bytes", 1]


@pytest.mark.parametrize("form", [plain, gzipped])
@pytest.mark.parametrize("place", [0.0, 0.02, 0.5, 0.9])
def test_the_rest_goes_on_after_a_broken_record(
    form: Callable[[list[bytes]], bytes], place: float, tmp_path: Path
) -> None:
    records = numbered()
    before, third = len(form(records[:2])), len(form(records[2:3]))
    content = bytearray(form(records))
    start = before + int(place * third)
    content[start : start + 40] = b"\x07" * 40
    found = outcomes(tmp_path, bytes(content))
    whole = [number for number in numbers(found) if isinstance(number, int)]
    assert [number for number in whole if number != 2] == [0, 1, 3, 4]
    assert len(found) == 5 if form is gzipped else len(found) in {5, 6}


@pytest.mark.parametrize("form", [plain, gzipped, in_one_member])
@pytest.mark.parametrize("cut", [0.999, 0.95, 0.9, 0.81, 0.8005])
def test_a_file_that_breaks_off_is_told(
    form: Callable[[list[bytes]], bytes], cut: float, tmp_path: Path
) -> None:
    content = form(numbered())
    found = outcomes(tmp_path, content[: int(len(content) * cut)])
    assert isinstance(found[-1], Unreadable)
    assert numbers(found)[:-1] == [0, 1, 2, 3][: len(found) - 1]


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_last_record_cut_in_its_first_bytes_is_told(cut: int, tmp_path: Path) -> None:
    found = outcomes(tmp_path, gzipped(numbered(2)) + gzip.compress(numbered(3)[2])[:cut])
    assert numbers(found)[:2] == [0, 1]
    assert isinstance(found[-1], Unreadable)


@pytest.mark.parametrize("content", [b"", b"\n", b"no archive\n" * 20, b"\x1f\x8b\x08"])
def test_a_file_that_is_no_archive_is_told(content: bytes, tmp_path: Path) -> None:
    (problem,) = outcomes(tmp_path, content)
    assert isinstance(problem, Unreadable)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    pages = [
        SavedPage(f"https://paper.example/ü/{n}", FETCHED, 200, (("X", "é"), ("X", "2")), PAGE * n)
        for n in range(3)
    ]
    for part in (pages[:2], pages[2:]):  # a second run appends
        writer = WarcWriter(tmp_path / "archive" / "run.warc.gz")
        for page in part:
            writer.write(page)
        writer.close()
    assert list(read_warc(tmp_path / "archive" / "run.warc.gz")) == pages


@pytest.mark.parametrize("left", [1, 9, 40, 700])
def test_a_torn_end_is_cut_off(left: int, tmp_path: Path) -> None:
    whole = gzipped(numbered(3))
    path = tmp_path / "run.warc.gz"
    path.write_bytes(whole + gzipped(numbered(1))[:left])
    cut_torn_end(path)
    assert path.read_bytes() == whole


def test_a_whole_file_has_no_torn_end(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    path.write_bytes(gzipped(numbered(3)))
    cut_torn_end(path)
    assert path.read_bytes() == gzipped(numbered(3))


def test_a_file_that_is_nothing_but_a_torn_end_goes(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    path.write_bytes(gzipped(numbered(1))[:40])
    cut_torn_end(path)
    assert not path.exists()
