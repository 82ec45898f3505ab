"""Responses as they were received, in WARC files: in, out, and what is broken in them."""

import io
import mmap
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha1
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.archive.lf_records import has_lf_lines, lf_pages
from crawler.archive.records import Outcome, SavedPage, Unreadable, page_of

WARC_SUFFIXES = (".warc", ".warc.gz")  # in lower case
GZIP_START = b"\x1f\x8b\x08"
PLAIN_START = b"\nWARC/1."
BLOCK = 1024 * 1024  # bytes read at a time
MOST_FALSE_STARTS = 100  # in a row: from each a reader of WARC may read the rest of the file


def read_warc(path: Path) -> Iterator[Outcome]:
    """Yield the responses in a WARC file as they come, and what cannot be read of it."""
    for _, outcome in placed_pages(path):
        yield outcome


def placed_pages(path: Path, start: int = 0) -> Iterator[tuple[int, Outcome]]:
    """Yield what read_warc does, with the place of its record in the file; from start on.

    A place can be a start unless one gzip member holds all records.
    """
    with path.open("rb") as file:
        if has_lf_lines(file):
            yield from lf_pages(file, str(path), start)
            return
        position: int | None = start  # where the last record begins
        false_starts = 0
        while position is not None:
            file.seek(position)
            records, outcome = 0, None
            try:
                for record in ArchiveIterator(file, WarcRecordType.any_type):
                    position, records = record.stream_pos, records + 1
                    outcome = page_of(record, f"{path}, byte {position}")
                    if outcome:
                        yield position, outcome
            except OSError as error:
                if records or not position:  # else it only looked like the start of a record
                    yield position, Unreadable(f"{path}, after byte {position}", str(error))
                false_starts = 0 if records else false_starts + 1
                if false_starts > MOST_FALSE_STARTS:
                    yield position, Unreadable(f"{path}, after byte {position}", "no more records")
                    return
                position = next_start(file, position + 1)
                continue
            if not records:
                yield position, Unreadable(str(path), "no WARC record in it")
            elif not isinstance(outcome, Unreadable) and not gzip_ends(file, position):
                broken = Unreadable(f"{path}, after byte {position}", "the file breaks off")
                yield position, broken
            position = None


def next_start(file: BinaryIO, position: int) -> int | None:
    """Return where the next record may begin at or after position, None if there is none."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        gzipped = content[: len(GZIP_START)] == GZIP_START
        start = content.find(GZIP_START if gzipped else PLAIN_START, position)
        return None if start < 0 else start + (not gzipped)


def gzip_ends(file: BinaryIO, position: int) -> bool:
    """Return whether the file is whole from its last record on; one that is not gzipped is.

    A reader of WARC takes the sudden end of a gzip member for the end of the file.
    """
    file.seek(position)
    if file.read(len(GZIP_START)) != GZIP_START:  # a record within a member that holds them all
        position = 0
    file.seek(position)
    if file.read(len(GZIP_START)) != GZIP_START:
        return True
    file.seek(position)
    member = None
    while block := file.read(BLOCK):
        while block:
            member = member or zlib.decompressobj(zlib.MAX_WBITS | 16)
            member.decompress(block)
            block = member.unused_data
            if member.eof:
                member = None
    return member is None


def cut_torn_end(path: Path) -> None:
    """Remove the record that a killed run has left half written at the end of a gzipped file."""
    read = whole = 0  # bytes
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("r+b") as file, suppress(zlib.error):
        while block := file.read(BLOCK):
            read += len(block)
            while block:
                member.decompress(block)
                block = member.unused_data
                if member.eof:
                    whole = read - len(block)
                    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    if whole:
        os.truncate(path, whole)
    else:
        path.unlink()


class WarcWriter:
    """Appends pages to a gzipped WARC file, each whole as soon as it is written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab")
        self._name = path.name

    def write(self, page: SavedPage) -> None:
        """Append a response record, in a new file after the one that says what the file is."""
        date = page.fetched_at.isoformat().replace("+00:00", "Z")
        if not self._file.tell():
            self._append(warcinfo(self._name, date))
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = page.url
        record.headers["WARC-Date"] = date
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
        record.set_bytes_content(
            f"HTTP/1.1 {page.status}\r\n{head}\r\n".encode("latin-1") + page.body
        )
        self._append(record, sha1(page.body).digest())
        self._file.flush()

    def _append(self, record: WarcRecord, payload_digest: bytes | None = None) -> None:
        with io.BytesIO() as member:
            with GzipWriter(member) as gzip:
                record.write(gzip, checksum_data=True, payload_digest=payload_digest)
            self._file.write(member.getvalue())

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def warcinfo(name: str, date: str) -> WarcRecord:
    """Return the record that says who has written a file, and in which format: WARC 1.1, 6.2."""
    record: WarcRecord = WarcRecord()
    record.init_headers(WarcRecordType.warcinfo)
    record.headers["WARC-Date"] = date
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(b"software: news-ingestion\r\nformat: WARC File Format 1.1\r\n")
    return record
