"""Reads the XML of feeds and sitemaps as it comes: mended, without entities, never the network."""

import re
from collections.abc import Iterator
from datetime import datetime, time, tzinfo
from functools import lru_cache
from html.entities import html5
from itertools import islice
from typing import TypeAlias

from lxml import etree

from crawler.extraction.dates.instants import instant
from crawler.extraction.page.charset import utf8

Element: TypeAlias = etree._Element

# These read a document once, whatever is left open in it: what has no end ends with the document.
_PROLOG = re.compile(rb"(?:[^<]+|<\?.*?\?>|<!--.*?-->)*", re.S)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARATION = re.compile(rb"[^<]*<\?xml[^>]*\?>", re.S)
# CDATA stays as it is; elsewhere an ampersand begins a reference that XML knows, or it is a text.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)(?:(\w+);)?",
    re.S | re.I,
)


def read_xml(body: bytes, charset: str | None = None) -> Element | None:
    """Return the root of a document, None if there is none in it; what is broken is mended."""
    text = _without_doctype(utf8(body, charset)).lstrip()
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        return etree.fromstring(_AMPERSAND.sub(_plain_ampersand, text), parser)
    except etree.XMLSyntaxError:
        return None


def _without_doctype(text: bytes) -> bytes:
    """Return the document without its XML declaration and the DOCTYPE before its first element."""
    if declaration := _DECLARATION.match(text):
        text = text[declaration.end() :]
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    doctype = _DOCTYPE.match(text, start)
    return text[:start] + text[doctype.end() :] if doctype else text


def name_of(element: Element) -> str:
    """Return the element's name in lower case, without namespace or prefix; "" for a comment."""
    tag = element.tag
    return _local_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local_name(tag: str) -> str:
    return re.sub(r"^(?:\{.*\}|\w+:)", "", tag).lower()


def entries(root: Element, *names: str, most: int) -> Iterator[Element]:
    """Yield the elements that have one of the names, in document order, at most so many."""
    return islice((element for element in root.iter() if name_of(element) in names), most)


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children that have one of the names, in the order of the names."""
    for name in names:
        for child in element:
            if name_of(child) == name:
                yield child


def text_of(element: Element, *names: str) -> str | None:
    """Return the text of the first child with one of the names that has any, on one line."""
    for child in children(element, *names):
        text = " ".join("".join(map(str, child.itertext())).split())
        if text:
            return text
    return None


def instant_of(text: str | None, zone: tzinfo) -> datetime | None:
    """Return the instant in a text, aware; zone: of a text that names none. A day is midnight."""
    found = instant(text, zone) if text else None
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time(), zone)


def _plain_ampersand(found: re.Match[bytes]) -> bytes:
    if found[0].startswith(b"<"):
        return found[0]
    if found[1] is None:
        return b"&amp;"
    character = html5.get(f"{found[1].decode()};")
    return character.encode() if character else b"&amp;" + found[0][1:]
