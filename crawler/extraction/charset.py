"""From a page's bytes to UTF-8: its real charset found, text that was decoded twice mended."""

import codecs
import re

# A charset's label, and what pages under it hold: https://encoding.spec.whatwg.org/#names-and-labels
_REALLY = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# The charset of a language's old pages: https://html.spec.whatwg.org/#determining-the-character-encoding
_OLD_CHARSETS = {
    "cp1250": "cs hr hu pl ro sk sl",
    "cp1251": "be bg mk ru sr uk",
    "iso8859-7": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa ur",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp949": "ko",
    "gb18030": "zh",
}
_BY_LANGUAGE = {code: name for name, codes in _OLD_CHARSETS.items() for code in codes.split()}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I
)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-z]{2})\b", re.I)
_HEAD = 8192  # bytes; browsers look into 1024, but pages put scripts before their charset
_WIDE = ["utf_16", "utf_16_le", "utf_16_be", "utf_32", "utf_7"]  # guessed for short samples
_SAMPLE = 4096  # bytes that statistics read
_WINDOWS = re.compile(rb"[\x80-\x9f]")  # letters and quotes in Windows' charsets, nothing in ISO's
_LATIN_SHARE = (
    0.3  # of the bytes in words that are not ASCII; Western European has 0.1, Russian 0.8
)
_CHARSETS = [*_OLD_CHARSETS, "cp1252", "cp1253", "koi8_r", "euc_jp", "big5", "iso8859_2"]
_NOT_ASCII = re.compile(rb">([^<]*[\x80-\xff][^<]*)")  # texts
_CONTROLS = bytes({*range(32), 127} - {9, 10, 12, 13})
_STRAY = re.compile("[\udc80-\udcff]+")  # bytes that are not UTF-8, as surrogateescape has them

# The bytes 0x80 to 0xBF, read as Windows-1252 or, where that has none, as Latin-1.
_TAIL = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_DECODED_TWICE = re.compile(
    f"(?:[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}})+"
)
# Letters of no news: É… read as UTF-8 is one. Romanian and Vietnamese ones are left out.
_UNUSUAL = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u0217\u021c-\u02ff]")
_MAY_BE_TWICE = re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]")  # the first two, in UTF-8
_LEAD = re.compile(r"[\u00c2-\u00f4]")
_TWICE_AT_LEAST = 5  # characters; fewer may be chance, as in CAFÉ…


def utf8(html: bytes | str, charset: str | None = None) -> bytes:
    """Return the page as UTF-8 without control characters, whatever charset it claims to be in.

    charset is the one that the HTTP header names.
    """
    text = html if isinstance(html, str) else _decoded(html, charset)
    encoded = text if isinstance(text, bytes) else text.encode("utf-8", "ignore")
    if _MAY_BE_TWICE.search(encoded):
        encoded = _mended(encoded.decode()).encode("utf-8", "ignore")
    return encoded.translate(None, _CONTROLS)


def _decoded(html: bytes, header: str | None) -> str | bytes:
    """Return the text, or the bytes as they are where they are UTF-8 already."""
    for bom, charset in _BOMS:
        if html.startswith(bom):
            return html[len(bom) :].decode(charset, "replace")
    if html[1:2] == b"\0" and html[3:4] == b"\0":
        return html.decode("utf-16-le", "replace")
    is_utf8 = _fits(html, "utf-8")
    if is_utf8 and b"\x1b" not in html:  # bytes that happen to be UTF-8 are UTF-8 …
        return html
    head = html[:_HEAD]
    labels = [header or "", *(label.decode() for label in _DECLARED.findall(head)[:2])]
    named = [name for name in map(_codec, labels) if name]
    if is_utf8 and "iso2022_jp" not in named:  # … but for the seven bits of old Japanese ones
        return html
    language = _LANGUAGE.search(head)
    usual = _BY_LANGUAGE.get(language[1].decode().lower() if language else "")
    for name in named:
        if not name.startswith("utf") and _fits(html, name):
            # Nobody meant Western European for Russian: the server's default, not the page's.
            return html.decode(_likely(html, usual) if name == "cp1252" else name, "replace")
    text = html.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    if stray * 10 < sum(not char.isascii() for char in text):
        return _STRAY.sub(_stray_character, text)
    return html.decode(_likely(html, usual), "replace")


def _codec(label: str) -> str | None:
    """Return Python's name of the charset that pages under this label hold, None if unknown."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return _REALLY.get(name, name)


def _fits(html: bytes, name: str) -> bool:
    try:
        html.decode(name)
    except (UnicodeError, LookupError):  # LookupError: a codec that makes no text, such as hex
        return False
    return True


def _stray_character(stray: re.Match[str]) -> str:
    """A lone byte in UTF-8 is a pasted Windows-1252 character; several are a cut one."""
    byte = ord(stray[0][0]) - 0xDC00
    return bytes([byte]).decode("cp1252", "ignore") if len(stray[0]) == 1 else ""


def _likely(html: bytes, usual: str | None) -> str:
    """Return the charset of a page that names none, or the one that servers name by default.

    usual is that of its language's old pages, which statistics can't tell from other Latin ones.
    """
    sample = _sample(html)
    if sum(byte > 0x7F for byte in sample) > _LATIN_SHARE * len(sample):
        return _guessed(sample)
    if usual == "cp1250" and not _WINDOWS.search(sample):
        return "iso8859_2"
    return usual or "cp1252"


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # costs 30 ms to import, and few pages need it

    guess = from_bytes(sample, cp_isolation=_CHARSETS).best()
    return _REALLY.get(guess.encoding, guess.encoding) if guess else "cp1252"


def _sample(html: bytes) -> bytes:
    return b" ".join(_NOT_ASCII.findall(html)[:200])[:_SAMPLE]


def _mended(text: str) -> str:
    """Return the text with UTF-8 that was decoded as Latin-1 read rightly, if that is certain.

    It is when no letter from  to ô stands outside of such a sequence.
    """
    sequences = 0
    rest = 0
    for lead in _LEAD.finditer(text):
        sequence = _DECODED_TWICE.match(text, lead.start())
        is_twice = sequence is not None and not _UNUSUAL.search(_read_rightly(sequence))
        sequences += is_twice
        rest += not is_twice
        if rest * 50 > sequences + 50:
            return text
    if sequences < _TWICE_AT_LEAST or rest * 50 > sequences:
        return text
    return _DECODED_TWICE.sub(_read_rightly, text)


def _read_rightly(sequence: re.Match[str]) -> str:
    raw = b"".join(
        char.encode("latin-1") if char <= "\xff" else char.encode("cp1252") for char in sequence[0]
    )
    return raw.decode("utf-8", "replace")
