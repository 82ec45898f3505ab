"""A page, read once: its tree, its structured data and its meta elements."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from crawler.extraction.charset import utf8
from crawler.extraction.structured import json_ld_nodes, meta_contents, microdata_nodes
from crawler.profiles import SourceProfile


@dataclass(frozen=True, eq=False)
class Page:
    """What every step of extraction reads; nobody changes the tree.

    A hostile page's tree is up to 2048 elements deep: walk it by iter(), not by recursion.
    """

    url: str  # final address
    profile: SourceProfile
    tree: HtmlElement  # the html element; scripts and styles still in it, comments not
    json_ld: tuple[Mapping[str, Any], ...]  # every node of every block, @graph laid flat
    meta: Mapping[str, tuple[str, ...]]  # lower-case name, property or itemprop: contents

    @cached_property
    def microdata(self) -> tuple[Mapping[str, Any], ...]:
        """The outermost items of the page's microdata, in the form of JSON-LD nodes."""
        return microdata_nodes(self.tree)

    @cached_property
    def base_url(self) -> str:
        """The address that the page's relative links count from."""
        base = next(self.tree.iter("base"), None)
        href = base.get("href") if base is not None else None
        return self.absolute(href, self.url) or self.url if href else self.url

    def absolute(self, link: str | None, base: str | None = None) -> str | None:
        """Return the absolute http(s) address of a link on the page, None if it is no such."""
        try:
            url = urljoin(base or self.base_url, (link or "").strip())
        except ValueError:
            return None
        return url if link and url.startswith(("http://", "https://")) else None

    def first_meta(self, *names: str) -> str | None:
        """Return the first content that any of these meta elements has, in the names' order."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)


def read_page(
    html: bytes | str, url: str, profile: SourceProfile, charset: str | None = None
) -> Page | None:
    """Return the parsed page, None if there is nothing to parse.

    charset is the one that the HTTP header names.
    """
    # huge_tree lifts libxml2's limit of 256 open elements to 2048, behind which nothing is read.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(utf8(html, charset), parser)
    except etree.XMLSyntaxError:
        return None
    if not isinstance(tree, HtmlElement) or not len(tree):
        return None
    return Page(url, profile, tree, json_ld_nodes(tree), meta_contents(tree))
