"""Feeds: RSS of all versions, Atom, JSON Feed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from html import unescape
from typing import Any

from crawler.discovery.article_addresses import belongs, listed_url
from crawler.discovery.found import MOST_LINKS, Discovered
from crawler.discovery.xml import (
    XML,
    Element,
    base_of,
    children,
    entries,
    instant_of,
    name_of,
    text_of,
)
from crawler.extraction.page.structured import loaded_json
from crawler.profiles.profile import SourceProfile

_TAG = re.compile(r"<[^<>]{1,500}>")
_WEB = re.compile(r"\s*https?://", re.I)
_PAGES = frozenset(("", "text/html", "application/xhtml+xml"))  # media types
_IDS = frozenset(("guid", "id"))
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
# RSS, Atom, Dublin Core's elements and terms, Atom 0.3, PRISM.
_PUBLISHED = ("pubdate", "published", "date", "issued", "created", "publicationdate")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*")

Link = tuple[str, str]  # the address that it is relative to, and its own


def xml_feed(root: Element, url: str, profile: SourceProfile, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the entries of an RSS or Atom feed that lead to the source's pages."""
    channel = next(children(root, "channel"), root)
    languages = feed_languages(profile, text_of(channel, "language") or root.get(f"{XML}lang"))
    for entry in entries(root, "item", "entry", most=MOST_LINKS):
        link = own_link(entry_links(entry, url), profile, url)
        if link:
            published = text_of(entry, *_PUBLISHED)
            modified = instant_of(text_of(entry, "updated", "modified"), zone, *languages)
            yield Discovered(
                link,
                instant_of(published, zone, *languages) or modified,
                plain(text_of(entry, "title")),
                modified,
            )


def entry_links(entry: Element, url: str) -> Iterator[Link]:
    """Yield the addresses that an entry gives for its page, the likeliest first.

    A guid or id is one only as far as it is said to be and looks like it:
    https://www.rssboard.org/rss-specification#ltguidgtSubelementOfLtitemgt. The name of an entry
    of RSS 1.0 should be its address: https://web.resource.org/rss/1.0/spec#s5.5.
    """
    others: list[Link] = []  # alternates that are no pages
    for link in children(entry, "origlink", "link", "guid", "id"):
        given = {str(name).lower(): str(value).strip() for name, value in link.attrib.items()}
        # A relation may be written as an address: RFC 4287, 4.2.7.2.
        if given.get("rel", "").lower().rpartition("/")[2] not in {"", "alternate"}:
            continue
        address = given.get("href") or "".join(map(str, link.itertext()))
        if not address.strip() and _WEB.match(link.tail or ""):  # <link/>https://…, as in HTML
            address = link.tail or ""
        if name_of(link) in _IDS and (
            given.get("ispermalink", "").lower() == "false" or not _WEB.match(address)
        ):
            continue
        is_page = given.get("type", "").partition(";")[0].strip().lower() in _PAGES
        if is_page:
            yield base_of(link, url), address
        else:
            others.append((base_of(link, url), address))
    yield from others
    for content in children(entry, "content"):  # a text that is elsewhere: RFC 4287, 4.1.3.2
        if src := content.get("src"):
            yield base_of(content, url), src
    if _WEB.match(name := entry.get(_RDF_ABOUT) or ""):
        yield url, name


def json_feed(text: bytes, url: str, profile: SourceProfile, zone: tzinfo) -> Iterator[Discovered]:
    """Yield the items of a JSON Feed: https://www.jsonfeed.org/version/1.1/."""
    feed: Any = loaded_json(text.decode("utf-8", "replace"))
    items = feed.get("items") if isinstance(feed, Mapping) else None
    if not isinstance(items, list):
        return
    if not text.rstrip().endswith(b"}"):
        del items[-1:]  # it breaks off there, maybe in an address
    languages = feed_languages(profile, feed.get("language"))
    for item in items[:MOST_LINKS]:
        if not isinstance(item, Mapping):
            continue
        said = {key: value for key, value in item.items() if isinstance(value, str)}
        links = [(url, said[key]) for key in ("url", "external_url") if key in said]
        if _WEB.match(said.get("id", "")):
            links.append((url, said["id"]))
        link = own_link(links, profile, url)
        if link:
            yield Discovered(
                link,
                instant_of(said.get("date_published"), zone, *languages),
                plain(said.get("title")),
                instant_of(said.get("date_modified"), zone, *languages),
            )


def feed_languages(profile: SourceProfile, declared: object) -> list[str]:
    """Return the languages, as BCP 47 tags, that the dates of a feed may be written in."""
    tag = declared.strip().replace("_", "-") if isinstance(declared, str) else ""
    found = [profile.language, tag if _LANGUAGE.fullmatch(tag) else None]
    return list(dict.fromkeys(filter(None, found)))


def own_link(links: Iterable[Link], profile: SourceProfile, url: str) -> str | None:
    """Return the first of an entry's addresses that is on the source's site."""
    for base, link in links:
        found = listed_url(base, link)
        if found and belongs(found, profile, url):
            return found
    return None


def plain(title: str | None) -> str | None:
    """Return a title without the HTML that feeds put into it."""
    return " ".join(_TAG.sub("", unescape(title)).split()) or None if title else None
