"""Reads the XML of feeds and sitemaps as it comes: mended, without entities, never the network."""

import re
from collections.abc import Iterator
from datetime import datetime, time, tzinfo
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from lxml import etree

from crawler.discovery.article_addresses import absolute_url
from crawler.discovery.xml_text import declared_entities, is_cut, without_loose_ampersands
from crawler.extraction.dates.instants import instant

Element: TypeAlias = etree._Element

XML = "{http://www.w3.org/XML/1998/namespace}"
_NAME = re.compile(r"(\{[^}]*\}|\w+:)?(.*)", re.S)
_MOST_NAMESPACES = 10  # of entries in one document; they have one, some two
# English in whatever language the feed is, Finnish too, in which Mar is November.
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+)?\d\d?\s+"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s"
)


def read_xml(text: bytes, start: int) -> Element | None:
    """Return the root of a document, None if there is none in it; what is broken is mended.

    text is UTF-8; its first element begins at start. A text in which it breaks off is left out, as
    half an address is another one.
    """
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    mended = without_loose_ampersands(text[start:], declared_entities(text[:start]))
    try:
        root = etree.fromstring(mended, parser)
    except etree.XMLSyntaxError:
        return None
    if root is not None and is_cut(mended, _written_name(root)):
        last = root
        while len(last):
            last = last[-1]
        if (parent := last.getparent()) is not None:
            parent.remove(last)
    return root


def _written_name(element: Element) -> bytes:
    name = element.tag.rpartition("}")[2]
    return (f"{element.prefix}:{name}" if element.prefix else name).encode()


def name_of(element: Element) -> str:
    """Return the element's name in lower case, without namespace or prefix; "" for a comment."""
    return _parts(element)[1]


def _parts(element: Element) -> tuple[str, str]:
    """Return the element's namespace, or a prefix that nobody has declared, and its name."""
    tag = element.tag
    return _tag_parts(tag) if isinstance(tag, str) else ("", "")


@lru_cache(maxsize=1024)
def _tag_parts(tag: str) -> tuple[str, str]:
    parts = _NAME.fullmatch(tag)
    return (parts[1] or "", parts[2].lower()) if parts else ("", tag)


def entries(root: Element, *names: str, most: int) -> Iterator[Element]:
    """Yield the elements that have one of the names, in document order, at most so many."""
    tags = {tag for element in root.iter() if isinstance(tag := element.tag, str)}
    wanted = [tag for tag in tags if _tag_parts(tag)[1] in names]
    return islice(root.iter(*wanted[:_MOST_NAMESPACES]), most) if wanted else iter(())


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children that have one of the names, in the order of the names.

    Of one name, those of the element's own vocabulary come first: its title is not its picture's.
    """
    space = _parts(element)[0]
    for name in names:
        foreign: list[Element] = []
        for child in element:
            found = _parts(child)
            if found[1] == name:
                if found[0] == space:
                    yield child
                else:
                    foreign.append(child)
        yield from foreign


def own_children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name that are of the element's own vocabulary."""
    own = (_parts(element)[0], name)
    return (child for child in element if _parts(child) == own)


def text_of(element: Element, *names: str) -> str | None:
    """Return the text of the first child with one of the names that has any, on one line."""
    for child in children(element, *names):
        text = " ".join("".join(map(str, child.itertext())).split())
        if text:
            return text
    return None


def base_of(element: Element, url: str) -> str:
    """Return the address that an element's links are relative to: https://www.w3.org/TR/xmlbase/.

    url: the document's.
    """
    bases = [base for one in (element, *element.iterancestors()) if (base := one.get(f"{XML}base"))]
    for base in reversed(bases):
        url = absolute_url(url, base) or url
    return url


@lru_cache(maxsize=1024)  # a sitemap gives many pages the same
def instant_of(text: str | None, zone: tzinfo, *languages: str) -> datetime | None:
    """Return the instant in a text, aware; a day is midnight.

    zone: of a text that names none; languages: of its names of months, as instant() takes them.
    """
    if not text:
        return None
    found = instant(text, zone) if _RFC_822.match(text) else instant(text, zone, *languages)
    if found is None or isinstance(found, datetime):
        return found
    return datetime.combine(found, time(), zone)
