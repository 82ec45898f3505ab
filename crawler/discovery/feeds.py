"""Feeds: RSS of all versions, Atom, JSON Feed."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from html import unescape
from typing import Any

from crawler.discovery.article_addresses import absolute_url, belongs
from crawler.discovery.found import MOST_LINKS, Discovered
from crawler.discovery.xml import Element, children, entries, instant_of, text_of
from crawler.extraction.page.charset import utf8
from crawler.profiles.profile import SourceProfile

_TAG = re.compile(r"<[^<>]{1,500}>")


def xml_feed(root: Element, url: str, profile: SourceProfile, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the entries of an RSS or Atom feed that lead to the source's pages."""
    base = root.get("{http://www.w3.org/XML/1998/namespace}base") or url
    for entry in entries(root, "item", "entry", most=MOST_LINKS):
        link = own_link(entry_links(entry), base, profile, url)
        if link:
            yield Discovered(
                link,
                instant_of(text_of(entry, "pubdate", "published", "date", "issued"), zone)
                or instant_of(text_of(entry, "updated", "modified"), zone),
                plain(text_of(entry, "title")),
                instant_of(text_of(entry, "updated", "modified"), zone),
            )


def entry_links(entry: Element) -> Iterator[str]:
    """Yield the addresses that an entry gives for its page, the likeliest first."""
    for link in children(entry, "origlink", "link", "guid", "id"):
        if link.get("rel", "alternate") == "alternate":
            yield link.get("href") or "".join(map(str, link.itertext()))


def json_feed(
    body: bytes, url: str, profile: SourceProfile, zone: tzinfo, charset: str | None = None
) -> Iterator[Discovered]:
    """Yield the items of a JSON Feed: https://www.jsonfeed.org/version/1.1/."""
    try:
        feed: Any = json.loads(utf8(body, charset), strict=False)
    except (ValueError, RecursionError):
        return
    items = feed.get("items") if isinstance(feed, Mapping) else None
    for item in items[:MOST_LINKS] if isinstance(items, list) else ():
        if not isinstance(item, Mapping):
            continue
        said = {key: value for key, value in item.items() if isinstance(value, str)}
        links = (said[key] for key in ("url", "external_url", "id") if key in said)
        link = own_link(links, url, profile, url)
        if link:
            yield Discovered(
                link,
                instant_of(said.get("date_published"), zone),
                plain(said.get("title")),
                instant_of(said.get("date_modified"), zone),
            )


def own_link(links: Iterator[str], base: str, profile: SourceProfile, url: str) -> str | None:
    """Return the first of an entry's addresses that is on the source's site."""
    for link in links:
        found = absolute_url(base, link) if link.strip() else None
        if found and belongs(found, profile, url):
            return found
    return None


def plain(title: str | None) -> str | None:
    """Return a title without the HTML that feeds put into it."""
    return " ".join(_TAG.sub("", unescape(title)).split()) or None if title else None
