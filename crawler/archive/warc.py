"""Responses as they were received, in WARC files: in, out, and what is broken in them."""

import io
import mmap
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import ChunkedReader, GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

WARC_SUFFIXES = (".warc", ".warc.gz")
GZIP_START = b"\x1f\x8b\x08"
PLAIN_START = b"\nWARC/1."
RECORD_LIMIT = 20 * 1024 * 1024  # bytes, as DOWNLOAD_MAXSIZE: more is no page, and not held
BLOCK = 1024 * 1024  # bytes read at a time


class Unreadable(Exception):
    """A saved page that cannot be replayed; where is its file, with the place in it."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A response as it was received."""

    url: str  # final address
    fetched_at: datetime  # UTC
    status: int  # of HTTP
    headers: tuple[tuple[str, str], ...]
    body: bytes


def read_warc(path: Path) -> Iterator[SavedPage | Unreadable]:
    """Yield the responses in a WARC file as they come, and what cannot be read of it."""
    for _, outcome in placed_pages(path):
        yield outcome


def placed_pages(path: Path, start: int = 0) -> Iterator[tuple[int, SavedPage | Unreadable]]:
    """Yield what read_warc does, with the place of its record in the file; from start on.

    A place can be a start unless one gzip member holds all records.
    """
    with path.open("rb") as file:
        position: int | None = start  # where the last record begins
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
                position = next_start(file, position + 1)
                continue
            if not records:
                yield position, Unreadable(str(path), "no WARC record in it")
            elif not isinstance(outcome, Unreadable) and not gzip_ends(file, position):
                broken = Unreadable(f"{path}, after byte {position}", "the file breaks off")
                yield position, broken
            position = None


def page_of(record: WarcRecord, where: str) -> SavedPage | Unreadable | None:
    """Return a record's page, None if it is of another kind."""
    kind = record.headers.get("WARC-Type")
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")  # as some tools write it
    if kind is None:
        return Unreadable(where, "a record without a type")
    if kind not in {"response", "resource"} or not url.startswith(("http:", "https:")):
        return None
    if record.record_date is None:
        return Unreadable(where, "a record without a date")
    if record.content_length > RECORD_LIMIT:
        return Unreadable(where, f"a record of {record.content_length} bytes")
    status: int | None = None
    headers: list[tuple[str, str]] = []
    if kind == "resource":  # a file, without HTTP
        status, headers = 200, [("Content-Type", record.headers.get("Content-Type") or "")]
    elif record.http_headers is not None:
        status = record.http_headers.status_code
        headers = [(name, value or "") for name, value in record.http_headers.items()]
    if not isinstance(status, int):  # () in place of a status
        return Unreadable(where, "a response that is not HTTP")
    length = record.content_length  # what is left of it after the headers
    body = record.reader.read()
    if len(body) < length:
        return Unreadable(where, "the record breaks off")
    fetched_at = record.record_date.astimezone(timezone.utc)
    return SavedPage(url, fetched_at, status, *as_received(headers, body))


def as_received(
    headers: list[tuple[str, str]], body: bytes
) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Return headers and body after the transfer; some archives undo codings and don't say so."""
    codings = {name.lower(): value.lower() for name, value in headers}
    gone = {"transfer-encoding", "content-length"}
    if "chunked" in codings.get("transfer-encoding", ""):
        with suppress(OSError):  # it is joined already
            body = ChunkedReader(io.BytesIO(body)).read()
    if body.lstrip()[:1] == b"<":
        gone.add("content-encoding")
    return tuple((name, value) for name, value in headers if name.lower() not in gone), body


def next_start(file: BinaryIO, position: int) -> int | None:
    """Return where the next record may begin at or after position, None if there is none."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        gzipped = content[: len(GZIP_START)] == GZIP_START
        start = content.find(GZIP_START if gzipped else PLAIN_START, position)
        return None if start < 0 else start + (not gzipped)


def gzip_ends(file: BinaryIO, position: int) -> bool:
    """Tell whether the file is whole from its last record on; one that is not gzipped is.

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

    def write(self, page: SavedPage) -> None:
        """Append a response record."""
        record = WarcRecord()
        record.init_headers(WarcRecordType.response)
        record.headers["WARC-Target-URI"] = page.url
        record.headers["WARC-Date"] = page.fetched_at.isoformat().replace("+00:00", "Z")
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = "".join(f"{name}: {value}\r\n" for name, value in page.headers)
        record.set_bytes_content(
            f"HTTP/1.1 {page.status}\r\n{head}\r\n".encode("latin-1") + page.body
        )
        with io.BytesIO() as member:
            with GzipWriter(member) as gzip:
                record.write(gzip, checksum_data=True)
            self._file.write(member.getvalue())
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
