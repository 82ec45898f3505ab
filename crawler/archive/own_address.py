"""The address that a saved page says it has."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from lxml.etree import ParserError

# What browsers write above a page that they save, with the number of the address's characters, and
# what the extension SingleFile does.
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://\S+?) -->", re.I)
_SINGLE_FILE = re.compile(rb"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)", re.I)
_NOTE = 4096  # bytes in which it stands
_WEB = re.compile(r"https?://")


def own_address(page: bytes) -> str | None:
    """Return the address that a page says it has, None if it names none.

    That from which it was saved goes before the canonical one, og:url and that in its JSON-LD.
    """
    for note in (_SAVED_FROM, _SINGLE_FILE):
        if found := note.search(page[:_NOTE]):
            return found[1].decode("utf-8", "replace")
    try:
        tree = html.document_fromstring(page)
    except ParserError:
        return None
    return next((url for url in stated(tree) if _WEB.match(url)), None)


def stated(tree: html.HtmlElement) -> Iterator[str]:
    """Yield the addresses that a page's head names as its own, the surest first."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:url":
            yield meta.get("content") or ""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            try:
                yield from of_article(json.loads(script.text or ""))
            except ValueError:
                continue


def of_article(value: Any) -> Iterator[str]:
    """Yield the addresses of the things in JSON-LD that have a headline."""
    if isinstance(value, list):
        for item in value:
            yield from of_article(item)
    elif isinstance(value, dict):
        if value.get("headline"):
            main = value.get("mainEntityOfPage")
            main = main.get("@id") if isinstance(main, dict) else main
            named = (value.get("url"), main, value.get("@id"))
            yield from (address for address in named if isinstance(address, str))
        yield from of_article(value.get("@graph"))
