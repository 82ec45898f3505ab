"""Recognises what kind of listing a document is, by what is in it, and reads it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timezone, tzinfo
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.discovery.article_addresses import (
    UNSEEN,
    belongs,
    is_article_url,
    is_wanted,
    listed_url,
)
from crawler.discovery.feeds import json_feed, xml_feed
from crawler.discovery.found import MOST_BYTES, MOST_IN_SITEMAP, Discovered, Listing
from crawler.discovery.pages import page_articles, page_feeds, read_page
from crawler.discovery.sitemaps import (
    index_sitemaps,
    misnamed_sitemaps,
    robots_sitemaps,
    sitemap_pages,
    unpacked,
)
from crawler.discovery.xml import Element, name_of, read_xml
from crawler.discovery.xml_text import listing_text, root_start
from crawler.profiles.profile import SourceProfile

_HEAD = 4096  # bytes in which a page has an element
_WEB = ("http://", "https://")


def read_listing(
    body: bytes, url: str, profile: SourceProfile, charset: str | None = None
) -> Listing:
    """Return what a listing holds of the source; nothing if it can't be read.

    charset: the one that the HTTP header names.
    """
    body = unpacked(body)[:MOST_BYTES]
    zone = ZoneInfo(profile.timezone) if profile.timezone else timezone.utc
    if urlsplit(url).path == "/robots.txt":
        return Listing("robots", listings=once(robots_sitemaps(body, url)))
    text = listing_text(body, charset).lstrip()
    if text.startswith(b"{"):
        return feed(json_feed(text, url, profile, zone), profile)
    start = root_start(text)
    if start is not None:
        root = read_xml(text, start)
        return Listing("feed") if root is None else xml_listing(root, url, profile, zone)
    if b"<" not in text[:_HEAD]:
        return sitemap(((page, False) for page in text_sitemap(text, url, profile)), profile)
    tree = read_page(text)
    if tree is None:
        return Listing("page")
    return Listing("page", once(page_articles(tree, url, profile)), once(page_feeds(tree, url)))


def xml_listing(root: Element, url: str, profile: SourceProfile, zone: tzinfo) -> Listing:
    """Return what a feed, a sitemap or an index of sitemaps holds; some are both of these."""
    if name_of(root) not in {"urlset", "sitemapindex"}:
        return feed(xml_feed(root, url, profile, zone), profile)
    found = sitemap(sitemap_pages(root, url, profile, zone), profile)
    sitemaps = once(index_sitemaps(root, url, zone))
    if not sitemaps and not found.articles:
        sitemaps = once(misnamed_sitemaps(root, url, zone))
        found = replace(found, refused=found.refused - len(sitemaps))
    is_index = name_of(root) == "sitemapindex" or (sitemaps and not found.articles)
    return replace(found, kind="index" if is_index else "sitemap", listings=sitemaps)


def feed(found: Iterable[Discovered], profile: SourceProfile) -> Listing:
    """Return a feed: what its publisher states as articles, if the profile's patterns agree."""
    entries = once(found)
    articles = tuple(one for one in entries if is_wanted(one.url, profile))
    return Listing("feed", articles, refused=len(entries) - len(articles))


def sitemap(found: Iterable[tuple[Discovered, bool]], profile: SourceProfile) -> Listing:
    """Return a sitemap, pages that it marks as news first: they are articles whatever their shape.

    found: the pages, and whether each is marked.
    """
    news: list[Discovered] = []
    others: list[Discovered] = []
    refused: list[Discovered] = []
    for page, is_news in found:
        if is_news:
            (news if is_wanted(page.url, profile) else refused).append(page)
        else:
            (others if is_article_url(page.url, profile) else refused).append(page)
    articles = once((*news, *others))
    return Listing("sitemap", articles, refused=len({page.url for page in refused}))


def text_sitemap(text: bytes, url: str, profile: SourceProfile) -> Iterable[Discovered]:
    """Yield the source's pages in a sitemap that is a plain list of addresses."""
    for line in islice(text.decode("utf-8", "replace").splitlines(), MOST_IN_SITEMAP):
        line = line.strip(UNSEEN)
        address = listed_url(url, line) if line[:8].lower().startswith(_WEB) else None
        if address and belongs(address, profile, url):
            yield Discovered(address)


def once(found: Iterable[Discovered]) -> tuple[Discovered, ...]:
    """Return the links, each URL once, as it was first found."""
    by_url: dict[str, Discovered] = {}
    for one in found:
        by_url.setdefault(one.url, one)
    return tuple(by_url.values())
