"""What was asked and what was answered, as records of a WARC file: ISO 28500, WARC 1.1.

Each record is a gzip member of its own, so that it can be read, copied or left out by itself.
"""

import io
import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from errno import ENOSPC
from hashlib import sha1
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from crawler.archive.records import SavedPage

_HTTP = "application/http; msgtype="
_FIELDS = "application/warc-fields"
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
# Level 9 takes twice the time of 6 for pages 1 % smaller; most arrive packed already.
_LEVEL = 6
_GZIP = zlib.MAX_WBITS | 16
_REASONS = {status.value: status.phrase for status in HTTPStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer."""

    answer: SavedPage
    asked: tuple[tuple[str, str], ...] | None = None  # headers of the request; None: not known
    method: str = "GET"
    address: str | None = None  # IP address of the server
    known: Mapping[str, str] = field(default_factory=dict)  # what else, for the metadata record
    same_as: datetime | None = None  # when the same payload was received before; None: it is new


class RecordPlace(NamedTuple):
    """Where the records of an exchange are in a file, in bytes."""

    start: int
    length: int  # of the answer's record, which comes first
    size: int  # of all


class WarcWriter:
    """Appends exchanges to a gzipped WARC file, each whole as soon as it is written."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)
        self._name = path.name
        self.size = self._file.tell()  # bytes

    def write(self, page: SavedPage) -> RecordPlace:
        """Append a page by itself; see append()."""
        return self.append(members(Exchange(answer=page)), page.fetched_at)

    def append(self, members: list[bytes], at: datetime) -> RecordPlace:
        """Append the records of an exchange; a new file begins with one that says what it is.

        Raises OSError; then the file ends where it did.
        """
        head = b"" if self.size else member(warcinfo(self._name, at))
        start = self.size + len(head)
        self._append(b"".join((head, *members)))
        return RecordPlace(start, len(members[0]), self.size - start)

    def _append(self, content: bytes) -> None:
        try:
            if self._file.write(content) < len(content):
                raise OSError(ENOSPC, os.strerror(ENOSPC), self._file.name)
        except OSError:
            self._file.truncate(self.size)
            raise
        self.size += len(content)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def members(exchange: Exchange) -> list[bytes]:
    """Return the gzip members of an exchange, that of the answer first."""
    answer = exchange.answer
    digest = sha1(answer.body).digest()
    is_revisit = exchange.same_as is not None or answer.status == HTTPStatus.NOT_MODIFIED
    first = record(WarcRecordType.revisit if is_revisit else WarcRecordType.response, answer)
    first.headers["Content-Type"] = f"{_HTTP}response"
    if exchange.address:
        first.headers["WARC-IP-Address"] = exchange.address
    if is_revisit:
        is_same = answer.status != HTTPStatus.NOT_MODIFIED
        first.headers["WARC-Profile"] = _SAME if is_same else _NOT_MODIFIED
        if exchange.same_as:
            first.headers["WARC-Refers-To-Target-URI"] = answer.url
            first.headers["WARC-Refers-To-Date"] = iso(exchange.same_as)
    start = f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, '')}".rstrip()
    body = b"" if is_revisit else answer.body
    first.set_bytes_content(head(start, answer.headers) + body)
    parts = [member(first, digest)]
    if exchange.asked is not None:
        request = record(WarcRecordType.request, answer, of=first)
        request.headers["Content-Type"] = f"{_HTTP}request"
        request.set_bytes_content(head(request_line(exchange), exchange.asked))
        parts.append(member(request))
    if exchange.known:
        metadata = record(WarcRecordType.metadata, answer, of=first)
        metadata.headers["Content-Type"] = _FIELDS
        metadata.set_bytes_content(fields(exchange.known))
        parts.append(member(metadata))
    return parts


def record(kind: WarcRecordType, answer: SavedPage, of: WarcRecord | None = None) -> WarcRecord:
    """Return a record of an answer's address and instant; of: that with which it belongs."""
    made: WarcRecord = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Target-URI"] = answer.url
    made.headers["WARC-Date"] = iso(answer.fetched_at)
    if of is not None:
        made.headers["WARC-Concurrent-To"] = of.headers["WARC-Record-ID"]
    return made


def member(record: WarcRecord, payload_digest: bytes | None = None) -> bytes:
    """Return a record with its digests as a gzip member."""
    with io.BytesIO() as written:
        record.write(written, checksum_data=True, payload_digest=payload_digest)
        packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
        return packer.compress(written.getvalue()) + packer.flush()


def warcinfo(name: str, written: datetime) -> WarcRecord:
    """Return the record that says who has written a file, and in which format: WARC 1.1, 6.2."""
    made: WarcRecord = WarcRecord()
    made.init_headers(WarcRecordType.warcinfo)
    made.headers["WARC-Date"] = iso(written)
    made.headers["WARC-Filename"] = name
    made.headers["Content-Type"] = _FIELDS
    made.set_bytes_content(fields({"software": "news-ingestion", "format": "WARC File Format 1.1"}))
    return made


def request_line(exchange: Exchange) -> str:
    """Return the first line of a request: RFC 9112, 3."""
    parts = urlsplit(exchange.answer.url)
    target = f"{parts.path or '/'}?{parts.query}".removesuffix("?")
    return f"{exchange.method} {target} HTTP/1.1"


def head(start: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    """Return the head of an HTTP message."""
    lines = [start, *(f"{name}: {value}" for name, value in headers)]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1", "replace")


def fields(values: Mapping[str, str]) -> bytes:
    """Return a block of the type application/warc-fields; what would end a line is left out."""
    lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in values.items())
    return "".join(lines).encode("utf-8", "backslashreplace")


def iso(instant: datetime) -> str:
    """Return an instant as records have it: WARC 1.1, 5.4."""
    return instant.isoformat().replace("+00:00", "Z")
