"""Keeps the ledger's index and the archive's files in agreement, whatever ended the last run.

A page's records are in the file before the ledger's next commit names them. So a run that is
killed leaves records that have no row, which are found here, and perhaps a record half written,
which is cut off; rows of what is no longer there are dropped.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha1
from pathlib import Path
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord

from crawler.archive.records import Unreadable, parsed
from crawler.archive.warc import gzip_members
from crawler.ledger.captures import Capture
from crawler.ledger.database.schema import url_key
from crawler.ledger.ledger import Ledger
from crawler.system.whole_files import carry_out, clear_unfinished

ARCHIVE_FILE = "*.warc.gz"
# Names that runs give: instant, spider, number of the run and of the file. The torn end of
# another's file is not ours to cut.
OURS = re.compile(r"\d{8}T\d{6}Z-[a-z]+-\d+-\d+\.warc\.gz")
SOURCE = "source"  # field of a metadata record: the name of the page's profile
_ANSWERS = {"response", "revisit"}


def bring_up_to_date(folder: Path, ledger: Ledger) -> int:
    """Make the ledger's index agree with the files, and return their size in bytes.

    Raises OSError or LedgerError. Nobody may be writing to the folder.
    """
    for place, at in ledger.moves.all().items():
        if place.startswith(f"{folder.name}/"):
            with suppress(FileNotFoundError):  # it has been made
                carry_out(folder.parent / place, None if at is None else folder.parent / at)
    if not folder.is_dir():
        for file, _ in ledger.captures.files().values():
            ledger.captures.forget(file)
        return 0
    clear_unfinished(folder)
    sizes = sizes_in(folder)
    for name, (file, size) in ledger.captures.files().items():
        if sizes.get(name, 0) < size:  # it has lost its end, or is gone
            ledger.captures.forget(file)
    known = ledger.captures.files()
    for name, size in sizes.items():
        if size > known.get(name, (0, 0))[1]:
            sizes[name] = take_in(folder / name, ledger)
        if not sizes[name] and OURS.fullmatch(name):
            (folder / name).unlink()
    return sum(sizes.values())


def disagreements(folder: Path, ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the names of files of which the index says something else, and what; raises OSError."""
    known = {name: size for name, (_, size) in ledger.captures.files().items()}
    sizes = sizes_in(folder)
    for name in sorted({*known, *sizes}):
        size, indexed = sizes.get(name), known.get(name, 0)
        if size is None:
            yield name, "is gone, and the index has its pages"
        elif size != indexed:
            yield name, f"has {size} bytes, and the index knows {indexed}"


def sizes_in(folder: Path) -> dict[str, int]:
    """Return the bytes of each file of the archive, by name; raises OSError."""
    files = sorted(path for path in folder.glob(ARCHIVE_FILE) if path.is_file())
    return {path.name: path.stat().st_size for path in files}


def take_in(path: Path, ledger: Ledger) -> int:
    """Index what a file has beyond what is known of it, and return its size in bytes.

    Raises OSError.
    """
    file, start = ledger.captures.files().get(path.name, (0, 0))
    file = file or ledger.captures.new_file(path.name)
    end = start
    for capture, known in captures_in(path, start, file):
        end = known
        if capture is not None:
            ledger.captures.add(capture, path.name)
    size = path.stat().st_size
    if end < size and OURS.fullmatch(path.name):
        with path.open("r+b") as torn:
            torn.truncate(end)
        size = end
    ledger.captures.know(file, size)
    return size


def captures_in(path: Path, start: int, file: int) -> Iterator[tuple[Capture | None, int]]:
    """Yield the captures in a file from start on, and where each record ends; file: its number."""
    waiting: Capture | None = None
    record_id = None
    for begins, end, content in gzip_members(path, start):
        record = None
        with suppress(Unreadable):
            record = parsed(content, str(path))
        kind = (record.headers.get("WARC-Type") or "").lower() if record else ""
        if waiting and record and record.headers.get("WARC-Concurrent-To") == record_id:
            source = stated_source(record) if kind == "metadata" else waiting.source
            waiting = replace(waiting, size=end - waiting.start, source=source)
        else:
            yield waiting, start
            waiting = None
            if record and kind in _ANSWERS:
                waiting, record_id = capture_of(record, file, begins, end), record.record_id
        start = end
    yield waiting, start


def capture_of(record: WarcRecord, file: int, start: int, end: int) -> Capture | None:
    """Return the capture that a record is; None if it is not one of a web page."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    status = record.http_headers.status_code if record.http_headers is not None else None
    if not isinstance(status, int) or record.record_date is None or not is_web(url):
        return None
    return Capture(
        key=url_key(url),
        file=file,
        start=start,
        length=end - start,
        size=end - start,
        fetched=record.record_date,
        status=status,
        is_revisit=(record.headers.get("WARC-Type") or "").lower() == "revisit",
        digest=stated_digest(record),
        source="",
        host=host_of(url),
    )


def stated_digest(record: WarcRecord) -> int:
    """Return the key of the payload's digest that a record states, else of its payload."""
    algorithm, _, text = (record.headers.get("WARC-Payload-Digest") or "").partition(":")
    if algorithm.lower() == "sha1":
        with suppress(binascii.Error):
            return digest_key(base64.b32decode(text.upper()))
    return digest_key(sha1(record.reader.read()).digest())


def digest_key(digest: bytes) -> int:
    """Return the key of a digest: a signed 64-bit integer."""
    return int.from_bytes(digest[:8], "big", signed=True)


def stated_source(record: WarcRecord) -> str:
    """Return the source that a metadata record names; "": none."""
    lines = record.reader.read().decode("utf-8", "replace").splitlines()
    pairs = (line.partition(": ") for line in lines)
    return next((value for name, _, value in pairs if name == SOURCE), "")


def is_web(url: str) -> bool:
    """Return whether an address is one of the web."""
    return url.lower().startswith(("http:", "https:"))


def host_of(url: str) -> str:
    """Return the host of an address, in lower case; "": none can be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
