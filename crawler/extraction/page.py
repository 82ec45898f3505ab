"""A page, read once: its tree, its structured data and its meta elements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from crawler.profiles import SourceProfile


@dataclass(frozen=True, eq=False)
class Page:
    """What every step of extraction reads; nobody changes the tree."""

    url: str  # final address
    profile: SourceProfile
    tree: HtmlElement  # the html element; scripts and styles still in it
    json_ld: tuple[Mapping[str, Any], ...]  # every node of every block, @graph laid flat
    meta: Mapping[str, tuple[str, ...]]  # lower-case name, property or itemprop: contents
