"""WARC files: every response comes out once, and what is broken is reported."""

import gzip
import random
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from crawler.archive.records import NoPage, Outcome, SavedPage, Unreadable
from crawler.archive.warc import placed_pages, read_warc

FETCHED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
PAGE = b"<html><p>\xe2\x80\x9cWell,\xe2\x80\x9d she said.</html>"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


def http(headers: bytes = HTML, body: bytes = PAGE, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    return status + b"\r\n" + headers + b"\r\n" + body


def record(
    content: bytes,
    number: int = 0,
    kind: str = "response",
    date: str = "2024-10-25T08:39:01.247Z",
    content_type: str = "",
    more: str = "",
) -> bytes:
    if not content_type:
        content_type = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        "WARC/1.1\r\n"
        f"WARC-Type: {kind}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Target-URI: https://paper.example/{number}\r\n"
        f"WARC-Date: {date}\r\n"
        f"Content-Type: {content_type}\r\n"
        f"{more}Content-Length: {len(content)}\r\n\r\n"
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


def outcomes(folder: Path, content: bytes) -> list[Outcome]:
    path = folder / "pages.warc"
    path.write_bytes(content)
    return list(read_warc(path))


def numbers(found: list[Outcome]) -> list[int | str]:
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
    ("body", "named"),
    [
        (gzip.compress(PAGE, mtime=0), True),
        (PAGE, False),
        (b"\n" + PAGE, False),
        (b"\xef\xbb\xbf" + PAGE, False),
        (b"\xff\xfe" + PAGE.decode().encode("utf-16-le"), False),
        (b"no markup and no gzip", False),
    ],
)
def test_a_coding_that_is_undone_is_not_named(body: bytes, named: bool, tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(http(b"Content-Encoding: gzip\r\n", body)))
    assert isinstance(page, SavedPage)
    assert ("Content-Encoding" in dict(page.headers)) == named


def test_a_coding_that_is_not_named_is_found(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE, mtime=0)
    (page,) = outcomes(tmp_path, record(http(body=packed)))
    assert isinstance(page, SavedPage)
    assert dict(page.headers)["Content-Encoding"] == "gzip"
    assert page.body == packed


def test_a_page_keeps_its_instant_status_and_headers(tmp_path: Path) -> None:
    content = http(b"Set-Cookie: a\r\nSet-Cookie: b\r\n", status=b"HTTP/1.0 404 Not Found")
    headers = (("Set-Cookie", "a"), ("Set-Cookie", "b"))
    assert outcomes(tmp_path, record(content)) == [
        SavedPage("https://paper.example/0", FETCHED, 404, headers, PAGE)
    ]


@pytest.mark.parametrize("kind", ["request", "metadata", "warcinfo", "conversion"])
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
        (record(http(), date="2024-13"), "a record without a date"),
        (
            record(http(), more="WARC-Truncated: length\r\n"),
            "WARC-Truncated: length, a part of https://paper.example/0",
        ),
        (
            record(http(), more="WARC-Truncated: disconnect\r\n"),
            "WARC-Truncated: disconnect, a part of https://paper.example/0",
        ),
        (
            record(PAGE, kind="resource", more="WARC-Truncated: time\r\n"),
            "WARC-Truncated: time, a part of https://paper.example/0",
        ),
        (
            record(http(), more="WARC-Segment-Number: 1\r\n"),
            "WARC-Segment-Number: 1, a part of https://paper.example/0",
        ),
        (
            record(http(status=b"HTTP/1.1 206 Partial Content")),
            "HTTP 206, a part of https://paper.example/0",
        ),
    ],
)
def test_a_record_that_is_no_page_is_reported(broken: bytes, reason: str, tmp_path: Path) -> None:
    assert numbers(outcomes(tmp_path, broken + record(http(), 1))) == [reason, 1]


def test_a_record_too_large_to_hold_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.archive.records.RECORD_LIMIT", 100)
    found = outcomes(tmp_path, plain([record(http(body=b"a" * 101)), record(http(), 1)]))
    assert numbers(found) == ["a record of 101 bytes", 1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (record(http(status=b"HTTP/1.1 301 Moved Permanently")), "HTTP 301"),
        (record(http(b"", b"", b"HTTP/1.1 302 Found")), "HTTP 302"),
        (record(http(b"", b"", b"HTTP/1.1 304 Not Modified")), "HTTP 304"),
        (record(http(), kind="revisit"), "revisit: the same as an earlier answer"),
        (record(b"", kind="revisit"), "revisit: the same as an earlier answer"),
        (record(http(b"Content-Type: image/jpeg\r\n")), "image/jpeg"),
        (record(http(b"content-type: Application/JSON; charset=utf-8\r\n")), "Application/JSON"),
        (record(http(b"Content-Type: text/css\r\n", b"a" * 200)), "text/css"),
        (record(http(b"Content-Type: application/rss+xml\r\n")), "application/rss+xml"),
        (record(http(b"Content-Type: image/png\r\n", status=b"HTTP/1.1 404 No")), "image/png"),
        (
            record(http(b"Content-Type: video/mp4\r\n"), more="WARC-Truncated: length\r\n"),
            "video/mp4",
        ),
        (record(b"x", kind="resource", content_type="font/woff2"), "font/woff2"),
    ],
)
def test_a_record_without_a_page_says_what_it_is(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    (found,) = outcomes(tmp_path, content)
    assert isinstance(found, NoPage)
    assert found.reason.startswith(reason)
    assert found.url == "https://paper.example/0"


def test_a_record_too_large_to_hold_is_no_failure_if_it_is_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.archive.records.RECORD_LIMIT", 100)
    (found,) = outcomes(tmp_path, record(http(b"Content-Type: video/mp4\r\n", b"a" * 101)))
    assert isinstance(found, NoPage)


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "TEXT/HTML; charset=utf-8",
        "application/xhtml+xml",
        "application/xml",
        "text/xml",
        "text/plain",
        "application/octet-stream",
        "application/x-unknown-content-type",
        "html",
        "",
    ],
)
def test_what_may_be_a_page_is_read(kind: str, tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(http(f"Content-Type: {kind}\r\n".encode())))
    assert isinstance(page, SavedPage)
    assert page.body == PAGE


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-10-25T08:39:01.247Z", FETCHED),
        ("2024-10-25T08:39Z", FETCHED.replace(second=0, microsecond=0)),
        ("2024-10-25", datetime(2024, 10, 25, tzinfo=timezone.utc)),
        ("2024-10", datetime(2024, 10, 1, tzinfo=timezone.utc)),
        ("2024", datetime(2024, 1, 1, tzinfo=timezone.utc)),
    ],
)
def test_a_date_may_be_less_precise(date: str, expected: datetime, tmp_path: Path) -> None:
    (page,) = outcomes(tmp_path, record(http(), date=date))
    assert isinstance(page, SavedPage)
    assert page.fetched_at == expected


@pytest.mark.parametrize(
    "content_type",
    ["application/http", "Application/HTTP; msgtype=response", "text/html", "message/http"],
)
def test_a_response_is_http_whatever_its_record_says(content_type: str, tmp_path: Path) -> None:
    records = [record(http(), number, content_type=content_type) for number in range(2)]
    found = outcomes(tmp_path, plain(records))
    assert numbers(found) == [0, 1]
    assert isinstance(found[0], SavedPage)
    assert (found[0].body, found[0].status, found[0].fetched_at) == (PAGE, 200, FETCHED)


@pytest.mark.parametrize("kind", ["RESPONSE", "Response"])
@pytest.mark.parametrize("scheme", ["HTTPS", "Http"])
def test_capitals_make_no_difference(kind: str, scheme: str, tmp_path: Path) -> None:
    content = record(http()).replace(b"Type: response", f"Type: {kind}".encode())
    (page,) = outcomes(tmp_path, content.replace(b"https:", f"{scheme}:".encode()))
    assert isinstance(page, SavedPage)
    assert page.url == f"{scheme}://paper.example/0"


def test_an_address_that_is_not_of_the_web_is_passed_over(tmp_path: Path) -> None:
    assert outcomes(tmp_path, record(b"1.2.3.4").replace(b"https:", b"dns:")) == []


@pytest.mark.parametrize("are_lengths_kept", [True, False])
def test_files_of_lf_lines_are_read(are_lengths_kept: bool, tmp_path: Path) -> None:
    """In text mode every CR goes, and lengths count them still; some tools write none at all."""
    records = [record(http(), 0), record(b"a\r\nb", 1, "metadata"), record(http(), 2)]
    content = plain(records).replace(b"\r\n", b"\n")
    if not are_lengths_kept:
        length = len(http())
        shorter = len(http().replace(b"\r\n", b"\n"))
        content = content.replace(b"Length: %d\n" % length, b"Length: %d\n" % shorter)
    found = outcomes(tmp_path, content)
    assert numbers(found) == [0, 2]
    assert [page.body for page in found if isinstance(page, SavedPage)] == [PAGE, PAGE]
    path = tmp_path / "pages.warc"
    _, (place, second) = placed_pages(path)
    assert list(placed_pages(path, place)) == [(place, second)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (record(http())[:-40], "the record breaks off"),
        (record(b"anything"), "a response that is not HTTP"),
        (record(http()).replace(b"Content-Length", b"Length"), "a record without a length"),
        (b"WARC/1.0\r\nWARC-Type: response", "a record without a length"),
    ],
)
def test_broken_records_of_lf_lines_are_reported(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    assert numbers(outcomes(tmp_path, content.replace(b"\r\n", b"\n"))) == [reason]


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
def test_a_file_that_breaks_off_is_reported(
    form: Callable[[list[bytes]], bytes], cut: float, tmp_path: Path
) -> None:
    content = form(numbered())
    found = outcomes(tmp_path, content[: int(len(content) * cut)])
    assert isinstance(found[-1], Unreadable)
    assert numbers(found)[:-1] == [0, 1, 2, 3][: len(found) - 1]


@pytest.mark.parametrize("cut", range(1, 30))
def test_a_last_record_cut_in_its_first_bytes_is_reported(cut: int, tmp_path: Path) -> None:
    found = outcomes(tmp_path, gzipped(numbered(2)) + gzip.compress(numbered(3)[2])[:cut])
    assert numbers(found)[:2] == [0, 1]
    assert isinstance(found[-1], Unreadable)


@pytest.mark.parametrize("content", [b"", b"\n", b"no archive\n" * 20, b"\x1f\x8b\x08"])
def test_a_file_that_is_no_archive_is_reported(content: bytes, tmp_path: Path) -> None:
    (problem,) = outcomes(tmp_path, content)
    assert isinstance(problem, Unreadable)


def test_a_file_of_false_starts_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(http()) + b"WARC/1.1\r\n" * 50_000)
    first, *broken = read_warc(path)
    assert isinstance(first, SavedPage)
    assert isinstance(broken[-1], Unreadable)
    assert broken[-1].reason == "no more records"


def test_a_record_of_two_types_is_reported(tmp_path: Path) -> None:
    doubled = record(http()).replace(b"WARC-Type:", b"WARC-Type: response\r\nWARC-Type:", 1)
    untyped = doubled.replace(b"Content-Type: application/http; msgtype=response\r\n", b"", 1)
    (found,) = outcomes(tmp_path, untyped)
    assert isinstance(found, Unreadable)
    assert found.reason == "a response that is not HTTP"
