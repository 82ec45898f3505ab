"""Sitemaps (https://www.sitemaps.org/protocol.html), Google's news extension, robots.txt lines."""

import re
import zlib
from collections.abc import Iterator
from datetime import tzinfo

from crawler.discovery.addresses import absolute_url, belongs
from crawler.discovery.found import Discovered
from crawler.discovery.xml import Element, children, instant_of, name_of, text_of
from crawler.profiles import SourceProfile

MOST_BYTES = 50 * 1024 * 1024  # of a sitemap, unpacked: the protocol's own limit
_GZIP = b"\x1f\x8b"
_ROBOTS_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)


def unpacked(body: bytes) -> bytes:
    """Return the body, unpacked if it is gzip: at most MOST_BYTES, and what a broken one holds."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return unpacker.decompress(body, MOST_BYTES)
    except zlib.error:
        return b""


def sitemap_pages(
    root: Element, url: str, profile: SourceProfile, zone: tzinfo
) -> Iterator[tuple[Discovered, bool]]:
    """Yield the pages of a sitemap that are the source's, and whether each is marked as news."""
    for entry in root.iter():
        if name_of(entry) != "url":
            continue
        page = absolute_url(url, text_of(entry, "loc") or "")
        if page and belongs(page, profile, url):
            news = next(children(entry, "news"), None)
            changed = instant_of(text_of(entry, "lastmod"), zone)
            if news is None:
                yield Discovered(page, modified=changed), False
            else:
                published = instant_of(text_of(news, "publication_date"), zone)
                yield Discovered(page, published, text_of(news, "title"), changed), True


def index_sitemaps(root: Element, url: str, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the sitemaps that an index names."""
    for entry in root.iter():
        if name_of(entry) == "sitemap":
            address = absolute_url(url, text_of(entry, "loc") or "")
            if address:
                yield Discovered(address, modified=instant_of(text_of(entry, "lastmod"), zone))


def robots_sitemaps(body: bytes, url: str) -> Iterator[Discovered]:
    """Yield the sitemaps that a robots.txt names."""
    for line in _ROBOTS_LINE.findall(body.decode("utf-8", "replace")):
        if address := absolute_url(url, line):
            yield Discovered(address)
