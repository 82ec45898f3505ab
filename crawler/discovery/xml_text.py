"""Mends the text of an XML listing before it is parsed: its charset, start and references."""

import re
from collections.abc import Mapping
from html.entities import html5

from crawler.extraction.page.charset import utf8

_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=", re.I)
# The charset of text/* that no header names (RFC 2616, 3.7.1), and that servers name by default.
_DEFAULTS = frozenset(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"))

_ROOT = re.compile(rb"<(?:[\w-]+:)?(?:rss|rdf|feed|urlset|sitemapindex)[\s>/]", re.I)
# What may stand before it, errors that PHP and its debuggers print among it. It is read once,
# whatever is left open in it.
_DOCTYPE = rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>"
_BEFORE = re.compile(
    rb"[^<]+|<\?xml[^<>]*>|<\?.*?\?>|<!--.*?-->|" + _DOCTYPE + rb"|</?(?:a|b|br|code|div|em|font|"
    rb"h\d|hr|i|p|pre|small|span|strong|table|tbody|td|th|tr)\b[^<>]*>",
    re.S | re.I,
)
_MOST_BEFORE = 1000  # pieces of that; a warning has some ten

_ENTITY = re.compile(
    rb"<!ENTITY\s+([\w.-]{1,50})\s+"
    rb"(?:\"((?:[^\"<&%]|&#\w{1,6};){0,200})\"|'((?:[^'<&%]|&#\w{1,6};){0,200})')\s*>"
)
# What a number may stand for: https://www.w3.org/TR/xml/#charsets.
_CHARACTERS = ((0x9, 0xA), (0xD, 0xD), (0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
_NO_CHARACTER = "\ufffd".encode()
_MOST_EXPANDED = 1_000_000  # bytes that a document's own entities may add to it
# CDATA stays as it is; elsewhere an ampersand begins a reference that XML knows, or it is a text.
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(\d+|x[0-9a-f]+);|([\w.-]+);)?",
    re.S | re.I,
)


def listing_text(body: bytes, charset: str | None = None) -> bytes:
    """Return a listing as UTF-8; charset: the one that the HTTP header names.

    The header goes before what the document declares itself (RFC 7303, 3.2), but for one that is
    only the server's default, and one of UTF-8 that the bytes belie.
    """
    if charset and _ENCODING.match(body) and _is_doubtful(charset.strip("\"' ").lower(), body):
        charset = None
    return utf8(body, charset)


def _is_doubtful(charset: str, body: bytes) -> bool:
    if charset not in {"utf-8", "utf8"}:
        return charset in _DEFAULTS
    try:
        body.decode()
    except UnicodeDecodeError:
        return True
    return False


def root_start(text: bytes) -> int | None:
    """Return where the first element of a feed or sitemap begins, None if it is another text."""
    position = 0
    for _ in range(_MOST_BEFORE):
        if _ROOT.match(text, position):
            return position
        before = _BEFORE.match(text, position)
        if before is None:
            break
        position = before.end()
    return None


def declared_entities(prolog: bytes) -> dict[bytes, bytes]:
    """Return the entities that a document declares for itself, by name.

    Those that lead out of it or are made of others, as in a bomb, are left out.
    """
    return {name: one or other for name, one, other in _ENTITY.findall(prolog)}


def without_loose_ampersands(text: bytes, entities: Mapping[bytes, bytes]) -> bytes:
    """Return the text with the references of XML alone; each other is resolved, or is a text."""
    room = _MOST_EXPANDED

    def resolved(found: re.Match[bytes]) -> bytes:
        nonlocal room
        number, name = found.groups()
        if number is not None:
            return found[0] if _is_character(number) else _NO_CHARACTER
        if name is None:
            return found[0] if found[0].startswith(b"<") else b"&amp;"
        value = entities.get(name)
        if value is not None and len(value) <= room:
            room -= len(value)
            return value
        character = html5.get(f"{name.decode()};")
        return character.encode() if character else b"&amp;" + found[0][1:]

    return _AMPERSAND.sub(resolved, text)


def _is_character(number: bytes) -> bool:
    digits = number.lstrip(b"xX0")
    if len(digits) > 7:
        return False
    code = int(digits or b"0", 16 if number[:1] in b"xX" else 10)
    return any(first <= code <= last for first, last in _CHARACTERS)


def is_cut(text: bytes, root: bytes) -> bool:
    """Return whether a document breaks off within a text; root: the name of its first element."""
    end = text.rstrip()
    return (
        not end.endswith(b">")
        and end.rfind(b"<") < end.rfind(b">")
        and re.search(rb"</" + re.escape(root) + rb"\s*>", text, re.I) is None
    )
