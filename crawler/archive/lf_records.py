"""WARC files whose lines end in LF alone, as editors and transfers in text mode leave them."""

import mmap
import re
from collections.abc import Iterator
from typing import BinaryIO

from crawler.archive.records import RECORD_LIMIT, Outcome, Unreadable, page_of, parsed

_START = re.compile(rb"(?<![^\n])WARC/1\.\d\n(?=[\w-]+:)")
_LENGTH = re.compile(rb"^Content-Length:[^\S\n]*(\d{1,15})[^\S\n]*$", re.I | re.M)
_END = 2  # line ends behind a record
_LONGEST_HEAD = 64 * 1024  # bytes


def has_lf_lines(file: BinaryIO) -> bool:
    """Return whether a file is such a one, by its first line; it is left at its beginning."""
    file.seek(0)
    is_lf = _START.match(file.read(100)) is not None
    file.seek(0)
    return is_lf


def lf_pages(file: BinaryIO, name: str, start: int) -> Iterator[tuple[int, Outcome]]:
    """Yield what the records hold and where each begins, from start on.

    Lengths count the CR that are gone, so that a record ends where the next one begins.
    """
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place = _START.search(content, start)
        while place:
            following = _START.search(content, place.end())
            end = following.start() if following else len(content)
            where = f"{name}, byte {place.start()}"
            try:
                outcome = page_of(
                    parsed(_with_crlf(content, place.start(), end, where), where), where
                )
            except Unreadable as problem:
                outcome = problem
            if outcome:
                yield place.start(), outcome
            place = following


def _with_crlf(content: mmap.mmap, start: int, end: int, where: str) -> bytes:
    """Return the record as it was; raises Unreadable."""
    if end - start > RECORD_LIMIT:
        raise Unreadable(where, f"a record of {end - start} bytes")
    head_end = content.find(b"\n\n", start, min(end, start + _LONGEST_HEAD))
    head, rest = content[start:head_end], content[head_end + _END : end]
    length = _LENGTH.search(head)
    if head_end < 0 or length is None:
        raise Unreadable(where, "a record without a length")
    said = int(length[1])
    if said > len(rest) + rest.count(b"\n"):
        raise Unreadable(where, "the record breaks off")
    body = rest[:said] if said <= len(rest) else rest.removesuffix(b"\n" * _END)
    head = head[: length.start()] + b"Content-Length: %d" % len(body) + head[length.end() :]
    return head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body + b"\r\n\r\n"
