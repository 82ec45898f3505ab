"""Sitemaps (https://www.sitemaps.org/protocol.html), Google's news extension, robots.txt lines."""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import tzinfo
from gzip import GzipFile
from io import BytesIO
from itertools import islice

from crawler.discovery.article_addresses import absolute_url, belongs, listed_url
from crawler.discovery.found import MOST_BYTES, MOST_IN_SITEMAP, Discovered
from crawler.discovery.xml import (
    Element,
    children,
    entries,
    instant_of,
    own_children,
    text_of,
)
from crawler.profiles.profile import SourceProfile

MOST_IN_ROBOTS = 1000  # sitemaps; a robots.txt names a few
_SITEMAP = re.compile(r"\.xml(?:\.gz)?(?:\?|$)", re.I)  # no page's name
_GZIP = b"\x1f\x8b"
_BLOCK = 1024 * 1024  # bytes unpacked at a time
_TIMES = 2  # that a body is packed: a packed file that the server packs without a word
# A line ends with CR, LF or both: RFC 9309, 2.2. Files put together have byte order marks in them.
_ROBOTS_LINE = re.compile(
    r"(?:^|[\r\n])(?:[^\S\r\n]|\ufeff)*sitemap[^\S\r\n]*:[^\S\r\n]*(\S+)", re.I
)


def unpacked(body: bytes) -> bytes:
    """Return the body, unpacked if it is gzip: at most MOST_BYTES, and what a broken one holds."""
    for _ in range(_TIMES):
        if body.startswith(_GZIP):
            body = b"".join(_blocks(body))
    return body


def _blocks(packed: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    with suppress(OSError, EOFError, zlib.error), GzipFile(fileobj=BytesIO(packed)) as file:
        while left > 0 and (block := file.read1(min(_BLOCK, left))):
            left -= len(block)
            yield block


def sitemap_pages(
    root: Element, url: str, profile: SourceProfile, zone: tzinfo
) -> Iterator[tuple[Discovered, bool]]:
    """Yield the pages of a sitemap that are the source's, and whether each is marked as news."""
    for entry in entries(root, "url", most=MOST_IN_SITEMAP):
        for page in entry_addresses(entry, url):
            if not belongs(page, profile, url):
                continue
            news = next(children(entry, "news"), None)
            changed = instant_of(text_of(entry, "lastmod"), zone)
            if news is None:
                yield Discovered(page, modified=changed), False
            else:
                published = instant_of(text_of(news, "publication_date"), zone)
                yield Discovered(page, published, text_of(news, "title"), changed), True


def index_sitemaps(root: Element, url: str, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the sitemaps that an index names."""
    for entry in entries(root, "sitemap", most=MOST_IN_SITEMAP):
        for address in entry_addresses(entry, url):
            yield Discovered(address, modified=instant_of(text_of(entry, "lastmod"), zone))


def misnamed_sitemaps(root: Element, url: str, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the sitemaps that a sitemap names as if they were pages."""
    for entry in entries(root, "url", most=MOST_IN_SITEMAP):
        for address in entry_addresses(entry, url):
            if _SITEMAP.search(address):
                yield Discovered(address, modified=instant_of(text_of(entry, "lastmod"), zone))


def entry_addresses(entry: Element, url: str) -> Iterator[str]:
    """Yield the addresses that an entry of a sitemap gives: one, or as many as it has `loc`.

    The `loc` of its pictures are none. Some give the address without any.
    """
    places = list(own_children(entry, "loc"))
    texts = ["".join(map(str, place.itertext())) for place in places] or [entry.text or ""]
    for text in texts:
        if address := listed_url(url, text):
            yield address


def robots_sitemaps(body: bytes, url: str) -> Iterator[Discovered]:
    """Yield the sitemaps that a robots.txt names."""
    for line in islice(_ROBOTS_LINE.finditer(body.decode("utf-8", "replace")), MOST_IN_ROBOTS):
        if address := absolute_url(url, line[1]):
            yield Discovered(address)
