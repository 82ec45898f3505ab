"""Records of what was asked and answered: whole, checked, and readable by other programs."""

import base64
import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.archive.records import SavedPage
from crawler.archive.warc import read_warc
from crawler.archive.warc_writer import Exchange, WarcWriter, members, request_line
from tests.support.archives import NOON, PAGE, exchange, version


def written(folder: Path, *exchanges: Exchange) -> Path:
    path = folder / "run.warc.gz"
    writer = WarcWriter(path)
    for one in exchanges:
        writer.append(members(one), one.answer.fetched_at)
    writer.close()
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    pages = [
        SavedPage(
            f"https://paper.example/ü/{n}", NOON, 200, (("X", "é"), ("X", "2")), PAGE.body * n
        )
        for n in range(3)
    ]
    for part in (pages[:2], pages[2:]):  # a second one appends
        writer = WarcWriter(tmp_path / "archive" / "run.warc.gz")
        for page in part:
            writer.write(page)
        writer.close()
    assert list(read_warc(tmp_path / "archive" / "run.warc.gz")) == pages


def test_a_file_says_what_it_is_and_what_its_pages_amount_to(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(PAGE), exchange(PAGE))
    first, *rest = ArchiveIterator(io.BytesIO(path.read_bytes()), WarcRecordType.any_type)
    assert first.headers["WARC-Type"] == "warcinfo"
    assert first.headers["WARC-Filename"] == "run.warc.gz"
    assert [one.headers["WARC-Type"] for one in rest] == ["response", "request", "metadata"] * 2
    digest = f"sha1:{base64.b32encode(hashlib.sha1(PAGE.body).digest()).decode()}"
    assert [one.headers["WARC-Payload-Digest"] for one in rest[::3]] == [digest, digest]


def test_a_request_and_what_is_known_name_the_answer_they_belong_to(tmp_path: Path) -> None:
    path = written(tmp_path, exchange(PAGE))
    _, answer, *rest = ArchiveIterator(io.BytesIO(path.read_bytes()), WarcRecordType.any_type)
    name = answer.headers["WARC-Record-ID"]
    assert [one.headers["WARC-Concurrent-To"] for one in rest] == [name, name]


def test_a_place_is_where_the_answer_alone_can_be_read(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path / "run.warc.gz")
    places = [
        writer.append(members(exchange(page)), NOON) for page in (PAGE, version(1, b"<p>Later."))
    ]
    writer.close()
    content = (tmp_path / "run.warc.gz").read_bytes()
    (tmp_path / "one.warc.gz").write_bytes(content[places[1].start :][: places[1].length])
    assert list(read_warc(tmp_path / "one.warc.gz")) == [version(1, b"<p>Later.")]
    assert places[1].start + places[1].size == len(content)


MOVED = version(status=301, body=b"", headers=(("Location", "/2024/quay"),))


def test_other_programs_find_no_fault(tmp_path: Path) -> None:
    same = replace(exchange(version(1)), same_as=NOON)
    not_modified = replace(exchange(version(2, b"", status=304)), same_as=NOON)
    odd = exchange(version(3, b"\x1f\x8b\x08", headers=(("Content-Encoding", "gzip"),), status=299))
    path = written(tmp_path, exchange(PAGE), same, not_modified, odd, exchange(MOVED))
    for command in ("check", "index"):
        line = [sys.executable, "-m", "warcio.cli", command, str(path)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.count("fail") == 0


def test_a_revisit_names_what_it_repeats_and_has_no_payload(tmp_path: Path) -> None:
    path = written(tmp_path, replace(exchange(version(1)), same_as=NOON))
    records = ArchiveIterator(io.BytesIO(path.read_bytes()), WarcRecordType.revisit)
    (revisit,) = records
    assert revisit.headers["WARC-Profile"].endswith("/identical-payload-digest")
    assert revisit.headers["WARC-Refers-To-Target-URI"] == PAGE.url
    assert revisit.headers["WARC-Refers-To-Date"] == "2024-10-25T12:00:00.250000Z"
    assert PAGE.body not in path.read_bytes()


def test_what_would_end_a_line_ends_none(tmp_path: Path) -> None:
    known = {"askedFor": "https://herald.example/\r\nWARC-Type: response"}
    path = written(tmp_path, Exchange(answer=PAGE, known=known))
    metadata = next(ArchiveIterator(io.BytesIO(path.read_bytes()), WarcRecordType.metadata))
    assert metadata.reader.read().count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://herald.example", "GET / HTTP/1.1"),
        ("https://herald.example/a?b=/c#d", "GET /a?b=/c HTTP/1.1"),
        ("https://herald.example?b", "GET /?b HTTP/1.1"),
        ("https://herald.example#d", "GET / HTTP/1.1"),
    ],
)
def test_a_request_asks_for_path_and_query(url: str, line: str) -> None:
    assert request_line(Exchange(answer=replace(PAGE, url=url))) == line


def test_a_full_disk_leaves_no_half_record(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path / "run.warc.gz")
    writer.write(PAGE)
    whole = (tmp_path / "run.warc.gz").read_bytes()
    plain, half = writer._file, len(whole) // 3

    class Full:
        name = "run.warc.gz"

        def write(self, content: bytes) -> int:
            return plain.write(content[:half])

        def truncate(self, size: int) -> None:
            plain.truncate(size)

    writer._file = Full()  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space left"):
        writer.write(version(1))
    writer._file = plain
    assert (tmp_path / "run.warc.gz").read_bytes() == whole
    writer.write(version(2))
    writer.close()
    dates = [page.fetched_at for page in read_warc(tmp_path / "run.warc.gz")]
    assert dates == [NOON, NOON + timedelta(hours=2)]
