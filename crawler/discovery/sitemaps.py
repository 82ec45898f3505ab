"""Sitemaps (https://www.sitemaps.org/protocol.html), Google's news extension, robots.txt lines."""

import re
import zlib
from collections.abc import Iterator
from datetime import tzinfo
from itertools import islice

from crawler.discovery.article_addresses import absolute_url, belongs
from crawler.discovery.found import MOST_BYTES, MOST_IN_SITEMAP, Discovered
from crawler.discovery.xml import Element, children, entries, instant_of, text_of
from crawler.profiles.profile import SourceProfile

MOST_IN_ROBOTS = 1000  # sitemaps; a robots.txt names a few
_GZIP = b"\x1f\x8b"
_ROBOTS_LINE = re.compile(r"^[^\S\n]*sitemap[^\S\n]*:[^\S\n]*(\S+)", re.I | re.M)


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
    for entry in entries(root, "url", most=MOST_IN_SITEMAP):
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
    for entry in entries(root, "sitemap", most=MOST_IN_SITEMAP):
        address = absolute_url(url, text_of(entry, "loc") or "")
        if address:
            yield Discovered(address, modified=instant_of(text_of(entry, "lastmod"), zone))


def robots_sitemaps(body: bytes, url: str) -> Iterator[Discovered]:
    """Yield the sitemaps that a robots.txt names."""
    for line in islice(_ROBOTS_LINE.finditer(body.decode("utf-8", "replace")), MOST_IN_ROBOTS):
        if address := absolute_url(url, line[1]):
            yield Discovered(address)
