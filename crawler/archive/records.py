"""From a WARC record to the page that it holds: ISO 28500 and what its writers make of it."""

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timezone

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import WarcRecord

RECORD_LIMIT = 20 * 1024 * 1024  # bytes, as DOWNLOAD_MAXSIZE: more is no page, and not held
_GZIP = b"\x1f\x8b\x08"
_GZIP_NAMES = frozenset(("gzip", "x-gzip"))
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # byte order marks and white space
# Types under which nobody serves pages; under text/plain, XML or none at all some do.
_NO_PAGE = re.compile(
    r"\s*(?:audio|font|image|model|video)/|\s*(?:application|text)/(?!.*html)"
    r"(?!xml\b|plain\b|octet-stream\b|unknown\b|x-unknown\b|force-download\b)[\w.+-]+",
    re.I,
)
# A date may end at any part of it: WARC 1.1, annex B. Then it is the beginning of that time.
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?)?)?Z?", re.A
)
_HTTP_RECORD = (
    b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n"
)


class Unreadable(Exception):
    """A saved page that cannot be replayed; where is its file, with the place in it."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NoPage:
    """A record of a web address that holds no page, such as a picture or a redirect."""

    where: str  # its file, with the place in it
    url: str
    reason: str  # what it is


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A response as it was received."""

    url: str  # final address
    fetched_at: datetime  # UTC
    status: int  # of HTTP
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str:
        """The content type as it was sent; HTML if the headers name none."""
        named = (value for name, value in self.headers if name.lower() == "content-type")
        return next(named, "") or "text/html"


Outcome = SavedPage | NoPage | Unreadable


def page_of(record: WarcRecord, where: str) -> Outcome | None:
    """Return a record's page, or why it has none; None if it is of no answer from the web.

    The body is read only if it may be a page.
    """
    kind = (record.headers.get("WARC-Type") or "").lower()
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")  # as some tools write it
    if not kind:
        return Unreadable(where, "a record without a type")
    if kind not in {"response", "resource", "revisit"}:
        return None
    if not url.lower().startswith(("http:", "https:")):
        return None
    if kind == "revisit":
        return NoPage(where, url, "revisit: the same as an earlier answer")
    try:
        return answer_of(record, where, url, is_file=kind == "resource")
    except Unreadable as problem:
        return problem


def answer_of(record: WarcRecord, where: str, url: str, *, is_file: bool) -> SavedPage | NoPage:
    """Return the page that a server gave, or a file without HTTP; raises Unreadable."""
    status: int | None = 200
    headers = [("Content-Type", record.headers.get("Content-Type") or "")]
    if not is_file:
        record = record if record.http_headers is not None else with_http(record, where)
        if record.http_headers is None:  # what was read as such has none, or is a record itself
            raise Unreadable(where, "a response that is not HTTP")
        status = record.http_headers.status_code
        headers = [(name, value or "") for name, value in record.http_headers.items()]
    if not isinstance(status, int):  # () in place of a status
        raise Unreadable(where, "a response that is not HTTP")
    if status // 100 == 3:
        return NoPage(where, url, f"HTTP {status}")
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if _NO_PAGE.match(kind):
        return NoPage(where, url, kind)
    if status == 206:
        raise Unreadable(where, f"HTTP 206, a part of {url}")
    for name in ("WARC-Truncated", "WARC-Segment-Number"):
        if value := record.headers.get(name):
            raise Unreadable(where, f"{name}: {value}, a part of {url}")
    if record.content_length > RECORD_LIMIT:
        raise Unreadable(where, f"a record of {record.content_length} bytes")
    fetched_at = record.record_date or partial_date(record.headers.get("WARC-Date") or "")
    if fetched_at is None:
        raise Unreadable(where, "a record without a date")
    length = record.content_length  # what is left of it after the headers
    body = record.reader.read()
    if len(body) < length:
        raise Unreadable(where, "the record breaks off")
    return SavedPage(url, fetched_at.astimezone(timezone.utc), status, *as_received(headers, body))


def with_http(record: WarcRecord, where: str) -> WarcRecord:
    """Return a response whose type does not say that it is HTTP, read as such.

    Raises Unreadable if it is not.
    """
    length = record.content_length
    if length > RECORD_LIMIT:
        raise Unreadable(where, f"a record of {length} bytes")
    content = record.reader.read()
    if not content.startswith(b"HTTP/"):
        raise Unreadable(where, "a response that is not HTTP")
    if len(content) < length:
        raise Unreadable(where, "the record breaks off")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(content)
    with io.BytesIO() as written:
        record.write(written)
        return parsed(written.getvalue(), where)


def parsed(record: bytes, where: str) -> WarcRecord:
    """Return the record that stands in these bytes; raises Unreadable."""
    try:
        found: WarcRecord = WarcRecord.from_bytes(record)
        found.parse_http(quirks_mode=True)
    except OSError as error:
        raise Unreadable(where, str(error)) from error
    return found


def partial_date(text: str) -> datetime | None:
    """Return the beginning of the time that a date of a record names, None if it names none."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = found.groups()
    try:
        return datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=timezone.utc,
        )
    except ValueError:
        return None


def as_received(
    headers: list[tuple[str, str]], body: bytes
) -> tuple[tuple[tuple[str, str], ...], bytes]:
    """Return headers and body after the transfer; some archives undo codings and don't say so.

    Others keep a coding that they don't name.
    """
    said = {name.lower(): value.lower() for name, value in headers}
    gone = {"transfer-encoding", "content-length"}
    if "chunked" in said.get("transfer-encoding", ""):
        with suppress(OSError):  # it is joined already
            body = ChunkedReader(io.BytesIO(body)).read()
    outer = said.get("content-encoding", "").rpartition(",")[2].strip()
    is_gzip = body.startswith(_GZIP)
    if body.lstrip(_BEFORE_MARKUP)[:1] == b"<" or (outer in _GZIP_NAMES and not is_gzip):
        gone.add("content-encoding")
    kept = [(name, value) for name, value in headers if name.lower() not in gone]
    if is_gzip and "content-encoding" not in said:
        kept.append(("Content-Encoding", "gzip"))
    return tuple(kept), body
