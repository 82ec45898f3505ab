"""Plain text as it should have been written: white space, invisible characters, Unicode's form.

Joiners that carry meaning stay: the zero-width non-joiner and joiner behind letters that are not
Latin (Persian, Indic scripts, emoji), left-to-right and right-to-left marks in a text that has
right-to-left letters, and the zero-width space between letters of scripts that write without
spaces (Thai, Lao, Burmese, Khmer), where a browser breaks lines at it.
"""

import re
import unicodedata
from html import unescape

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import inline_pieces
from crawler.extraction.inline.text_runs import folded

_NO_LETTER = re.compile(r"[\W_]+")
_TRANSLATION: dict[int, str | None] = {
    # C1 controls are Windows-1252's quotes and dashes, come through a numeric entity
    **{code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)},
    **dict.fromkeys((*range(9), 0x0B, *range(0x0E, 0x20), 0x7F)),
    **dict.fromkeys((0x00AD, 0x180E, 0x2060, 0xFEFF, 0xFFFC, 0xFFFE, 0xFFFF)),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),  # a page's spoofing tool
    **dict.fromkeys(range(0xD800, 0xE000)),  # lone surrogates: no UTF-8 can hold them
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " "),
    # ligatures, and Arabic letters in the shapes that old systems stored
    **{
        code: unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0xFB00, 0xFB07), *range(0xFB50, 0xFBB2), *range(0xFE80, 0xFEFD))
    },
}
_ODD = re.compile(
    "[\0-\x08\x0b\x0e-\x1f\x7f-\xa0\xad\u180e\u2000-\u200f\u202a-\u202f\u205f-\u2069"
    "\ud800-\udfff\ufb00-\ufb06\ufb50-\ufbb1\ufe80-\ufefd\ufeff\ufffc\ufffe\uffff]"
)
_UNSPACED = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"
_LONE_JOINER = re.compile("(?<![^\0-\u024f\\s])[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
_LONE_SPACE = re.compile(f"(?<![{_UNSPACED}])\u200b+|\u200b+(?![{_UNSPACED}\u200b])")
_MARK = re.compile("[\u200e\u200f]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TAG = re.compile(r"<(/?)(a|b|br|em|h\d|i|p|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.I)
_LINE_TAGS = frozenset(("br", "p", "h1", "h2", "h3", "h4", "h5", "h6"))


def clean(text: str) -> str:
    """Return the text in Unicode's composed form without invisible waste; white space stays."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\xa0", " ")  # many have no other of them, and to translate is slow
    if _ODD.search(text):
        text = text.translate(_TRANSLATION)
        text = _LONE_SPACE.sub("", _LONE_JOINER.sub("", text))
        if not _RIGHT_TO_LEFT.search(text):
            text = _MARK.sub("", text)
    return unicodedata.normalize("NFC", text)


def plain_line(text: str) -> str:
    """Return the text as one clean line, its white space single spaces."""
    if text.isascii():  # has no waste but control characters
        line = " ".join(text.split())
        return line if line.isprintable() else clean(line)
    return " ".join(clean(text).split())


def declared_line(text: str) -> str:
    """Return a value of structured data as one clean line: HTML in it read, tags away."""
    if "&" in text:
        text = unescape(text)
    if "<" in text:
        text = _without_tags(text)
        text = unescape(text) if "&" in text else text
    return plain_line(text)


def _without_tags(text: str) -> str:
    """Return the text without tags of markup; one that is never closed is what the text is of."""
    closed = {"br", *(tag[2].lower() for tag in _TAG.finditer(text) if tag[1])}

    def plain(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        if name not in closed and tag.start():
            return tag[0]
        return " " if name in _LINE_TAGS else ""

    return _TAG.sub(plain, text)


def line_of(element: HtmlElement, most: int = 0) -> str:
    """Return the text of an element as its readers see it, as one clean line.

    most is the number of pieces with which reading ends, 0 for all.
    """
    return plain_line("".join([span.text for span in folded(inline_pieces(element, most=most))]))


def letters(text: str) -> str:
    """Return the letters and digits alone, in one case, for comparing."""
    return _NO_LETTER.sub("", text.casefold())
