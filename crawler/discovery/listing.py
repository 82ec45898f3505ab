"""Tells what kind of listing a document is, by what is in it, and reads it."""

import io
import re
from collections.abc import Iterable
from datetime import timezone, tzinfo
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.discovery.article_addresses import absolute_url, belongs, is_article_url, matches
from crawler.discovery.feeds import json_feed, xml_feed
from crawler.discovery.found import MOST_BYTES, MOST_IN_SITEMAP, Discovered, Listing
from crawler.discovery.pages import page_articles, page_feeds, read_page
from crawler.discovery.sitemaps import index_sitemaps, robots_sitemaps, sitemap_pages, unpacked
from crawler.discovery.xml import Element, name_of, read_xml
from crawler.profiles.profile import SourceProfile

_XML_LISTING = re.compile(rb"<(?:[\w-]+:)?(?:rss|rdf|feed|urlset|sitemapindex)[\s>]", re.I)
_HEAD = 4096  # bytes in which a listing's first element stands, after comments and style sheets


def read_listing(
    body: bytes, url: str, profile: SourceProfile, charset: str | None = None
) -> Listing:
    """Return what a listing holds of the source; nothing if it can't be read.

    charset: the one that the HTTP header names.
    """
    body = unpacked(body)[:MOST_BYTES]
    zone = ZoneInfo(profile.timezone) if profile.timezone else timezone.utc
    start = body[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if urlsplit(url).path == "/robots.txt":
        return Listing("robots", listings=once(robots_sitemaps(body, url)))
    if start.startswith(b"{"):
        entries = json_feed(body, url, profile, zone, charset)
        return Listing("feed", once(wanted(entries, profile)))
    if _XML_LISTING.search(start):
        root = read_xml(body, charset)
        return Listing("feed") if root is None else xml_listing(root, url, profile, zone)
    if b"<" not in start:
        return Listing("sitemap", once(text_sitemap(body, url, profile)))
    tree = read_page(body, charset)
    if tree is None:
        return Listing("page")
    return Listing("page", once(page_articles(tree, url, profile)), once(page_feeds(tree, url)))


def xml_listing(root: Element, url: str, profile: SourceProfile, zone: tzinfo) -> Listing:
    """Return what a feed, a sitemap or an index of sitemaps holds."""
    if name_of(root) == "sitemapindex":
        return Listing("index", listings=once(index_sitemaps(root, url, zone)))
    if name_of(root) != "urlset":
        return Listing("feed", once(wanted(xml_feed(root, url, profile, zone), profile)))
    pages = list(sitemap_pages(root, url, profile, zone))
    news = wanted((page for page, is_news in pages if is_news), profile)
    others = (page for page, is_news in pages if not is_news and is_article_url(page.url, profile))
    return Listing("sitemap", once([*news, *others]))


def text_sitemap(body: bytes, url: str, profile: SourceProfile) -> Iterable[Discovered]:
    """Yield the articles in a sitemap that is a plain list of addresses."""
    for line in islice(io.BytesIO(body), MOST_IN_SITEMAP):
        text = line.decode("utf-8", "replace")
        address = absolute_url(url, text) if text.startswith("http") else None
        if address and belongs(address, profile, url) and is_article_url(address, profile):
            yield Discovered(address)


def wanted(found: Iterable[Discovered], profile: SourceProfile) -> Iterable[Discovered]:
    """Yield what a listing of news names and the profile's patterns do not rule out."""
    for one in found:
        if not matches(one.url, profile.ignore_urls) and (
            not profile.article_urls or matches(one.url, profile.article_urls)
        ):
            yield one


def once(found: Iterable[Discovered]) -> tuple[Discovered, ...]:
    """Return the links, each URL once, as it was first found."""
    by_url: dict[str, Discovered] = {}
    for one in found:
        by_url.setdefault(one.url, one)
    return tuple(by_url.values())
