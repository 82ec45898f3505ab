"""Reads the XML of feeds and sitemaps as it comes: mended, without entities, never the network."""

import re
from collections.abc import Iterator
from datetime import datetime, time, tzinfo
from html.entities import html5
from typing import TypeAlias

from lxml import etree

from crawler.extraction.charset import utf8
from crawler.extraction.instants import instant

Element: TypeAlias = etree._Element

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARATION = re.compile(rb"^[^<]*<\?xml[^>]*\?>", re.S)
# CDATA stays as it is; elsewhere an ampersand begins a reference that XML knows, or it is a text.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|&(?!(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos);)(?:(\w+);)?", re.S | re.I
)


def read_xml(body: bytes, charset: str | None = None) -> Element | None:
    """Return the root of a document, None if there is none in it; what is broken is mended."""
    text = _DOCTYPE.sub(b"", _DECLARATION.sub(b"", utf8(body, charset)), count=1).lstrip()
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        return etree.fromstring(_AMPERSAND.sub(_plain_ampersand, text), parser)
    except etree.XMLSyntaxError:
        return None


def name_of(element: Element) -> str:
    """Return the element's name in lower case, without namespace or prefix; "" for a comment."""
    tag = element.tag
    return re.sub(r"^(?:\{.*\}|\w+:)", "", tag).lower() if isinstance(tag, str) else ""


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
