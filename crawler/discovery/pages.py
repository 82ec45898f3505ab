"""Section pages: links to articles, those of scripts among them, and the feeds advertised."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeAlias

from lxml import etree, html

from crawler.discovery.article_addresses import absolute_url, belongs, is_article_url
from crawler.discovery.found import MOST_LINKS, Discovered
from crawler.extraction.page.charset import utf8
from crawler.extraction.page.structured import json_ld_nodes, objects, strings, types, urls
from crawler.profiles.profile import SourceProfile

Tree: TypeAlias = html.HtmlElement

_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))


def read_page(body: bytes, charset: str | None = None) -> Tree | None:
    """Return a page's tree, None if there is none in the body."""
    try:
        return html.document_fromstring(
            utf8(body, charset), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, ValueError):
        return None


def page_base(tree: Tree, url: str) -> str:
    """Return the address that the page's links are relative to."""
    bases = tree.xpath("//base/@href")
    return (absolute_url(url, str(bases[0])) if bases else None) or url


def page_articles(tree: Tree, url: str, profile: SourceProfile) -> Iterator[Discovered]:
    """Yield the articles that a page links to; of several texts the longest is the title."""
    base = page_base(tree, url)
    texts: dict[str, str | None] = {}
    for link, text in islice(chain(_links(tree), _data_links(tree)), MOST_LINKS):
        address = absolute_url(base, link)
        if address and address != url and belongs(address, profile, url):
            before = texts.setdefault(address, None)
            if text is not None:
                texts[address] = max(before or "", " ".join(text.split()), key=len)
    for address, text in texts.items():
        if is_article_url(address, profile, text):
            yield Discovered(address, title=text or None)


def _links(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield what is clicked, with its text; what has a data-href is a link by the page's script."""
    for link in tree.xpath("//a | //*[@data-href]"):
        yield (
            link.get("href") or link.get("data-href", ""),
            (link.text_content().strip() or link.get("title", "")),
        )


def _data_links(tree: Tree) -> Iterator[tuple[str, str | None]]:
    """Yield the list in a page's data, of which a script makes what is seen.

    https://schema.org/ItemList: its elements have the address, or the items in them.
    """
    for node in json_ld_nodes(tree.iter("script")):
        if "ItemList" not in types(node):
            continue
        for element in objects(node.get("itemListElement")):
            item = element.get("item")
            named = (element, *objects(item))
            text = next((name for one in named for name in strings(one.get("name"))), None)
            for link in (*urls(element), *urls(item)):
                yield link, text


def page_feeds(tree: Tree, url: str) -> Iterator[Discovered]:
    """Yield the feeds that a page advertises, those of comments left out."""
    base = page_base(tree, url)
    for link in islice(tree.iter("link", "a"), MOST_LINKS):
        # A media type may have parameters: RFC 9110, 8.3.1.
        if (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES:
            title = (link.get("title") or "").strip()
            address = absolute_url(base, link.get("href") or "")
            if address and "comment" not in f"{address} {title}".lower():
                yield Discovered(address, title=title or None)
