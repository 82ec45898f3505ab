"""What WARC files hold, and what is broken in them."""

import mmap
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecordType

from crawler.archive.lf_records import has_lf_lines, lf_pages
from crawler.archive.records import RECORD_LIMIT, Outcome, Unreadable, page_of

WARC_SUFFIXES = (".warc", ".warc.gz")  # in lower case
GZIP_START = b"\x1f\x8b\x08"
PLAIN_START = b"\nWARC/1."
BLOCK = 1024 * 1024  # bytes read at a time
MOST_OF_A_MEMBER = 2 * RECORD_LIMIT  # bytes, unpacked
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


class Member(NamedTuple):
    """A whole gzip member of a file."""

    start: int  # bytes
    end: int
    content: bytes  # unpacked


def gzip_members(path: Path, start: int = 0) -> Iterator[Member]:
    """Yield the whole gzip members of a file, from start on.

    One that breaks off, is damaged or holds more than MOST_OF_A_MEMBER is passed over.
    """
    place: int | None = start
    false_starts = 0
    with path.open("rb") as file:
        while place is not None and false_starts <= MOST_FALSE_STARTS:
            false_starts += 1
            for member in _members_in_a_row(file, place):
                yield member
                place, false_starts = member.end, 0
            place = _next_member(file, place + 1)


def _members_in_a_row(file: BinaryIO, start: int) -> Iterator[Member]:
    end = start
    member, content = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()
    file.seek(start)
    with suppress(zlib.error):
        while block := file.read(BLOCK):
            end += len(block)
            while block:
                content += member.decompress(block, MOST_OF_A_MEMBER - len(content) + 1)
                if len(content) > MOST_OF_A_MEMBER:
                    return
                block = member.unused_data
                if member.eof:
                    yield Member(start, end - len(block), bytes(content))
                    start = end - len(block)
                    member, content = zlib.decompressobj(zlib.MAX_WBITS | 16), bytearray()


def _next_member(file: BinaryIO, position: int) -> int | None:
    """Return where a gzip member may begin at or after position, None if there is none."""
    if position >= os.fstat(file.fileno()).st_size:
        return None
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        start = content.find(GZIP_START, position)
    return None if start < 0 else start


def unpacked_member(content: bytes) -> bytes:
    """Return what a gzip member holds; raises OSError."""
    try:
        return zlib.decompress(content, zlib.MAX_WBITS | 16)
    except zlib.error as error:
        raise OSError(str(error)) from error
