"""Recognises what kind of listing a document is, by what is in it, and reads it."""

from collections.abc import Iterable
from datetime import timezone, tzinfo
from itertools import islice
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.discovery.article_addresses import UNSEEN, belongs, is_article_url, listed_url, matches
from crawler.discovery.feeds import json_feed, xml_feed
from crawler.discovery.found import MOST_BYTES, MOST_IN_SITEMAP, Discovered, Listing
from crawler.discovery.pages import page_articles, page_feeds, read_page
from crawler.discovery.sitemaps import index_sitemaps, robots_sitemaps, sitemap_pages, unpacked
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
        return Listing("feed", once(wanted(json_feed(text, url, profile, zone), profile)))
    start = root_start(text)
    if start is not None:
        root = read_xml(text, start)
        return Listing("feed") if root is None else xml_listing(root, url, profile, zone)
    if b"<" not in text[:_HEAD]:
        return Listing("sitemap", once(text_sitemap(text, url, profile)))
    tree = read_page(text)
    if tree is None:
        return Listing("page")
    return Listing("page", once(page_articles(tree, url, profile)), once(page_feeds(tree, url)))


def xml_listing(root: Element, url: str, profile: SourceProfile, zone: tzinfo) -> Listing:
    """Return what a feed, a sitemap or an index of sitemaps holds; some are both of these."""
    if name_of(root) not in {"urlset", "sitemapindex"}:
        return Listing("feed", once(wanted(xml_feed(root, url, profile, zone), profile)))
    news: list[Discovered] = []
    others: list[Discovered] = []
    for page, is_news in sitemap_pages(root, url, profile, zone):
        if is_news:
            news.append(page)
        elif is_article_url(page.url, profile):
            others.append(page)
    sitemaps = once(index_sitemaps(root, url, zone))
    is_index = name_of(root) == "sitemapindex" or (sitemaps and not news and not others)
    pages = once([*wanted(news, profile), *others])
    return Listing("index" if is_index else "sitemap", pages, sitemaps)


def text_sitemap(text: bytes, url: str, profile: SourceProfile) -> Iterable[Discovered]:
    """Yield the articles in a sitemap that is a plain list of addresses."""
    for line in islice(text.decode("utf-8", "replace").splitlines(), MOST_IN_SITEMAP):
        line = line.strip(UNSEEN)
        address = listed_url(url, line) if line[:8].lower().startswith(_WEB) else None
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
