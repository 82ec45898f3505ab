"""Saved pages: `<page>.html` with `<page>.json` beside it, in a folder, or in WARC files."""

from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ValidationError

from crawler.archive.mhtml import mhtml_page
from crawler.archive.own_address import own_address
from crawler.archive.page_files import (
    GZIP_START,
    PAGE_SUFFIXES,
    OnFile,
    files,
    is_warc,
    other_archive,
    unpacked,
)
from crawler.archive.records import RECORD_LIMIT, Outcome, SavedPage, Unreadable
from crawler.archive.warc import read_warc
from crawler.system.whole_files import write_whole

# They say how the bytes travelled; a saved body has arrived.
TRANSPORT_HEADERS = frozenset(("content-encoding", "content-length", "transfer-encoding"))


MHTML_SUFFIXES = (".mhtml", ".mht")


class Sidecar(BaseModel):
    """What is known of a saved page."""

    url: str | None = None  # final address
    fetched_at: AwareDatetime | None = None
    headers: dict[str, str | list[str]] = {}


def saved_pages(path: Path, passed_over: OnFile | None = None) -> Iterator[Outcome]:
    """Yield what a folder, a page or a WARC file holds, by file name, and what cannot be read.

    passed_over: is called with each file of the folder that holds no page.
    """
    for file in files(path, passed_over):
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


def read_page(path: Path) -> SavedPage:
    """Return a page; where its sidecar says nothing, its canonical address and its file's time.

    Raises Unreadable, or OSError.
    """
    if path.stat().st_size > RECORD_LIMIT:
        raise Unreadable(str(path), f"a file of {path.stat().st_size} bytes")
    body = path.read_bytes()
    if not body.strip():
        raise Unreadable(str(path), "empty file")
    saved = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
    if path.name.lower().endswith(MHTML_SUFFIXES):
        return mhtml_page(body, str(path), saved)
    if body.startswith(GZIP_START):
        body = unpacked(body, RECORD_LIMIT)
        if len(body) > RECORD_LIMIT:
            raise Unreadable(str(path), f"more than {RECORD_LIMIT} bytes, unpacked")
    beside = path.with_suffix("").with_suffix(".json") if is_packed(path) else sidecar_of(path)
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
    fetched_at = sidecar.fetched_at or saved
    headers = tuple(
        (name, value)
        for name, values in sidecar.headers.items()
        if name.lower() not in TRANSPORT_HEADERS
        for value in ([values] if isinstance(values, str) else values)
    )
    return SavedPage(url, fetched_at.astimezone(timezone.utc), 200, headers, body)


def sidecar_of(path: Path) -> Path:
    """Return where the sidecar of a page is; the page's name may end in anything."""
    known = path.name.lower().endswith(PAGE_SUFFIXES)
    return path.with_suffix(".json") if known else path.with_name(f"{path.name}.json")


def is_packed(path: Path) -> bool:
    """Return whether a page's name says that it is packed: story.html.gz."""
    return path.name.lower().endswith((".html.gz", ".htm.gz"))


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
