"""Saved pages: `<page>.html` with `<page>.json` beside it, in a folder, or in WARC files."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from lxml import html
from lxml.etree import ParserError
from pydantic import AwareDatetime, BaseModel, ValidationError

from crawler.archive.records import RECORD_LIMIT, Outcome, SavedPage, Unreadable
from crawler.archive.warc import WARC_SUFFIXES, read_warc
from crawler.system.whole_files import write_whole

PAGE_SUFFIXES = (".html", ".htm")  # in lower case
_OTHER_ARCHIVE = re.compile(
    r"\.(?:(?P<form>wacz|arc)(?:\.gz)?|warc\.(?:zstd?|lz4|xz|bz2|br|7z|zip))$", re.I
)
_OTHER_FORMS = {
    "warc": "a WARC file that is not gzip's; unpack it to .warc",
    "wacz": "a WACZ file; unzip it, its WARC files are in archive/",
    "arc": "an ARC file; `warcio recompress` makes a WARC file of it",
}
# They say how the bytes travelled; a saved body has arrived.
TRANSPORT_HEADERS = frozenset(("content-encoding", "content-length", "transfer-encoding"))


class Sidecar(BaseModel):
    """What is known of a saved page."""

    url: str | None = None  # final address
    fetched_at: AwareDatetime | None = None
    headers: dict[str, str | list[str]] = {}


def saved_pages(path: Path) -> Iterator[Outcome]:
    """Yield what a folder, a page or a WARC file holds, by file name, and what cannot be read."""
    for file in files(path):
        try:
            if is_warc(file):
                yield from read_warc(file)
            elif form := other_archive(file):
                yield Unreadable(str(file), form)
            else:
                yield read_page(file)
        except Unreadable as problem:
            yield problem
        except OSError as error:
            yield Unreadable(str(file), error.strerror or str(error))


def is_warc(file: Path) -> bool:
    """Return whether a file is a WARC file that can be read, by its name."""
    return file.name.lower().endswith(WARC_SUFFIXES)


def other_archive(file: Path) -> str | None:
    """Return what a file of pages is that is not read, and what to do with it, by its name."""
    found = None if is_warc(file) else _OTHER_ARCHIVE.search(file.name)
    return _OTHER_FORMS[(found["form"] or "warc").lower()] if found else None


def files(path: Path) -> Iterator[Path]:
    """Yield the file, or the archives and pages in the folder and those below, by name."""
    if not path.is_dir():
        yield path
        return
    for folder, below, names in os.walk(path):
        below.sort()
        for name in sorted(names):
            file = Path(folder, name)
            if name.lower().endswith(PAGE_SUFFIXES) or is_warc(file) or other_archive(file):
                yield file


def read_page(path: Path) -> SavedPage:
    """Return a page; where its sidecar says nothing, its canonical address and its file's time.

    Raises Unreadable, or OSError.
    """
    if path.stat().st_size > RECORD_LIMIT:
        raise Unreadable(str(path), f"a file of {path.stat().st_size} bytes")
    body = path.read_bytes()
    if not body.strip():
        raise Unreadable(str(path), "empty file")
    beside = path.with_suffix(".json")
    try:
        sidecar = Sidecar.model_validate_json(beside.read_bytes() if beside.exists() else "{}")
    except ValidationError as error:
        problem = error.errors()[0]
        raise Unreadable(
            str(beside), f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}".lstrip(": ")
        ) from error
    url = sidecar.url or own_address(body)
    if not url:
        raise Unreadable(str(path), f"no address; name it in {beside.name} as url")
    fetched_at = sidecar.fetched_at or datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
    headers = tuple(
        (name, value)
        for name, values in sidecar.headers.items()
        if name.lower() not in TRANSPORT_HEADERS
        for value in ([values] if isinstance(values, str) else values)
    )
    return SavedPage(url, fetched_at.astimezone(timezone.utc), 200, headers, body)


def own_address(page: bytes) -> str | None:
    """Return the address that a page says it has, None if it names none."""
    try:
        tree = html.document_fromstring(page)
    except ParserError:
        return None
    canonical = (
        link.get("href") or ""
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    stated = (
        meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:url"
    )
    addresses = (*canonical, *stated)
    return next((url for url in addresses if re.match(r"https?://", url)), None)


def write_page(page: SavedPage, path: Path) -> None:
    """Write a page as `<path>.html`, after its sidecar `<path>.json`: it has one in any case."""
    headers: dict[str, list[str]] = {}
    for name, value in page.headers:
        if name.lower() not in TRANSPORT_HEADERS:
            headers.setdefault(name, []).append(value)
    sidecar = Sidecar(
        url=page.url,
        fetched_at=page.fetched_at,
        headers={name: values if values[1:] else values[0] for name, values in headers.items()},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    said = sidecar.model_dump_json(indent=2) + "\n"
    write_whole(path.with_name(f"{path.name}.json"), said.encode())
    write_whole(path.with_name(f"{path.name}.html"), page.body)
