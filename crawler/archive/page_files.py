"""Which files of a folder hold pages: by their names, else by how they begin."""

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from crawler.archive.warc import WARC_SUFFIXES

PAGE_SUFFIXES = (
    ".html",
    ".htm",
    ".xhtml",
    ".html.gz",
    ".htm.gz",
    ".mhtml",
    ".mht",
)  # in lower case
GZIP_START = b"\x1f\x8b"
_OTHER_ARCHIVE = re.compile(
    r"\.(?:(?P<form>wacz|arc)(?:\.gz)?|warc\.(?:zstd?|lz4|xz|bz2|br|7z|zip))$", re.I
)
_OTHER_FORMS = {
    "warc": "a WARC file that is not gzip's; unpack it to .warc",
    "wacz": "a WACZ file; unzip it, its WARC files are in archive/",
    "arc": "an ARC file; `warcio recompress` makes a WARC file of it",
}
# What browsers put beside a page, <name>_files in the language of the browser: its pictures, and
# frames that are no pages of their own.
_PARTS = re.compile(
    r"(?P<page>.+?)(?:_files|_Dateien|_fichiers|_archivos|_bestanden|\.files)", re.I
)
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_START = 4096  # bytes in which a page says that it is one

OnFile = Callable[[Path], None]


def is_warc(file: Path) -> bool:
    """Return whether a file is a WARC file that can be read, by its name."""
    return file.name.lower().endswith(WARC_SUFFIXES)


def other_archive(file: Path) -> str | None:
    """Return what a file of pages is that is not read, and what to do with it, by its name."""
    found = None if is_warc(file) else _OTHER_ARCHIVE.search(file.name)
    return _OTHER_FORMS[(found["form"] or "warc").lower()] if found else None


def files(path: Path, passed_over: OnFile | None = None) -> Iterator[Path]:
    """Yield the file, or the archives and pages in the folder and those below, by name.

    passed_over: is called with each other file, but for the sidecars of pages and hidden files.
    """
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path):
        pages = {name.lower() for name in names if name.lower().endswith(PAGE_SUFFIXES)}
        below[:] = sorted(name for name in below if not is_of_page(name, pages))
        for name in sorted(names):
            file = Path(folder, name)
            if holds_page(file):
                yield file
            elif passed_over and not name.startswith(".") and not is_sidecar(file):
                passed_over(file)


def is_of_page(folder: str, pages: set[str]) -> bool:
    """Return whether a folder holds what a saved page beside it shows."""
    found = _PARTS.fullmatch(folder)
    return found is not None and any(
        f"{found['page'].lower()}{suffix}" in pages for suffix in PAGE_SUFFIXES
    )


def is_sidecar(file: Path) -> bool:
    """Return whether a file has the name of a page beside it: what is known of it, its article."""
    beside = (file.with_suffix(suffix) for suffix in ("", *PAGE_SUFFIXES))
    return any(page.exists() for page in beside if page != file)


def holds_page(file: Path) -> bool:
    """Return whether a file of a folder is to be read."""
    if file.name.lower().endswith(PAGE_SUFFIXES) or is_warc(file) or other_archive(file):
        return True
    return not file.name.startswith(".") and begins_as_page(file)


def begins_as_page(file: Path) -> bool:
    """Return whether a file under any other name begins as a page does, packed or not."""
    try:
        with file.open("rb") as stream:
            start = stream.read(_START)
    except OSError:
        return False
    if start.startswith(GZIP_START):
        with suppress(zlib.error):  # then it is no page either
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, _START)
    return _MARKUP.match(start.lstrip(b"\xef\xbb\xbf")) is not None


def unpacked(body: bytes, most: int) -> bytes:
    """Return what a gzip file holds, at most so many bytes and one; raises OSError."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as stream:
            return stream.read(most + 1)
    except (EOFError, zlib.error) as error:
        raise OSError(f"a gzip file that breaks off or is damaged: {error}") from error
