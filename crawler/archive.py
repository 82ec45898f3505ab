"""Saved pages in: a folder of `<page>.html` with `<page>.json` beside it, one page, WARC files."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from lxml import html
from lxml.etree import ParserError

PAGE_SUFFIXES = (".html", ".htm")
# They say how the bytes travelled; a saved body has arrived.
TRANSPORT_HEADERS = frozenset(("content-encoding", "content-length", "transfer-encoding"))


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


def saved_pages(path: Path) -> Iterator[SavedPage | Unreadable]:
    """Yield what a folder or a page holds, in the order of the names, and what cannot be read."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.suffix in PAGE_SUFFIXES:
            try:
                yield read_page(file)
            except Unreadable as problem:
                yield problem


def read_page(path: Path) -> SavedPage:
    """Return the page; without a sidecar its own canonical address and the file's time serve."""
    try:
        body = path.read_bytes()
        if not body.strip():
            raise Unreadable(str(path), "empty file")
        sidecar = path.with_suffix(".json")
        known = json.loads(sidecar.read_bytes()) if sidecar.exists() else {}
        url = known.get("url") or own_address(body)
        if not url:
            raise Unreadable(str(path), f"no address; name it as url in {sidecar.name}")
        fetched_at = (
            parse_instant(known["fetched_at"])
            if "fetched_at" in known
            else datetime.fromtimestamp(path.stat().st_mtime, timezone.utc)
        )
        headers = tuple(pairs(known.get("headers", {})))
    except OSError as error:
        raise Unreadable(str(path), error.strerror or str(error)) from error
    except ValueError as error:
        raise Unreadable(str(path.with_suffix(".json")), str(error)) from error
    return SavedPage(url, fetched_at, 200, headers, body)


def pairs(headers: Mapping[str, str | list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each header's name and value, without those of the transport."""
    for name, values in headers.items():
        if name.lower() not in TRANSPORT_HEADERS:
            for value in [values] if isinstance(values, str) else values:
                yield name, value


def parse_instant(text: str) -> datetime:
    """Return the UTC instant that an ISO 8601 text with a zone names."""
    instant = datetime.fromisoformat(re.sub(r"Z$", "+00:00", text))
    if instant.tzinfo is None:
        raise ValueError(f"instant without a zone: {text}")
    return instant.astimezone(timezone.utc)


def own_address(page: bytes) -> str | None:
    """Return the address that a page says it has, None if it names none."""
    try:
        tree = html.document_fromstring(page)
    except ParserError:
        return None
    marked = tree.cssselect("link[rel~=canonical i]") + tree.cssselect('meta[property="og:url"]')
    addresses = (element.get("href") or element.get("content") or "" for element in marked)
    return next((url for url in addresses if re.match(r"https?://", url)), None)
