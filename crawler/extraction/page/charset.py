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
# The charsets of a language's old pages, the one that browsers fall back on first:
# https://html.spec.whatwg.org/#determining-the-character-encoding
_OLD_CHARSETS = {
    "cp1250 iso8859-2": "bs cs hr hu pl ro sk sl sq",
    "cp1251 koi8-r koi8-u iso8859-5 cp866": "be bg kk ky mk ru sr tg tt uk",
    "cp1252": "af ca da de en es eu fi fo fr ga gl id is it ms nb nl nn no pt sv sw",
    "cp1253 iso8859-7": "el",
    "cp1254": "az tr",
    "cp1255 iso8859-8": "he yi",
    "cp1256 iso8859-6": "ar fa ur",
    "cp1257 iso8859-13": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932 euc_jp": "ja",
    "cp949": "ko",
    "gb18030 big5hkscs": "zh",
}
_BY_LANGUAGE = {
    code: names.split() for names, codes in _OLD_CHARSETS.items() for code in codes.split()
}
_WESTERN = _BY_LANGUAGE["en"]
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Which bytes of the first character or two, `<` or another of ASCII, are zero.
_WIDE: dict[tuple[bool, ...], str] = {
    (True, True, True, False): "utf-32-be",
    (False, True, True, True): "utf-32-le",
    (True, False, True, False): "utf-16-be",
    (False, True, False, True): "utf-16-le",
}
# What a page says of itself; a description may quote such a thing.
_DECLARED = re.compile(
    rb"<(?:meta(?![^>]{0,200}\sname\s*=)|\?xml)[^>]{0,200}?"
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})",
    re.I,
)
# What stands in these is no markup.
_OPAQUE = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|title|textarea)\b.*?(?:</\1|\Z)", re.I | re.S
)
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\blang\s*=\s*[\"']?([a-z]{2})\b", re.I)
_HEAD = 65536  # bytes; browsers read a declaration wherever it stands
_JIS = b"\x1b$B"  # begins Japanese in ISO-2022-JP, which is of seven bits
_SAMPLE = 65536  # bytes that statistics read
_LATIN_SHARE = (
    0.3  # of the bytes in words that are not ASCII; Western European has 0.1, Russian 0.8
)
_FEW = 10  # bytes that are not ASCII, from which statistics make any language
_TIE = 0.8  # of the best guess's confidence has one that the language speaks for
_DAMAGED = 50  # characters of a charset to one that it can't read: the page is in it, but damaged
# Those of old pages, and those that chardet finds in place of the wider ones of _REALLY.
_CHARSETS = sorted({name for names in _BY_LANGUAGE.values() for name in names} | {"iso8859-15"})
_NARROW = ["gb2312", "shift_jis", "euc_kr", "big5"]
_NOT_ASCII = re.compile(rb">([^<]*[\x80-\xff][^<]*)")  # texts
_ASCII = bytes(range(128))
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
    if wide := _WIDE.get(tuple(byte == 0 for byte in html[:4])):
        return html.decode(wide, "replace")
    if _fits(html, "utf-8"):  # bytes that happen to be UTF-8 are UTF-8 …
        is_jis = _JIS in html and _fits(html, "iso2022_jp")  # … but for old Japanese ones
        return html.decode("iso2022_jp") if is_jis else html
    head = _OPAQUE.sub(b"", html[:_HEAD])
    labels = [header or "", *(label.decode() for label in _DECLARED.findall(head)[:2])]
    named = [name for name in map(_codec, labels) if name and not name.startswith("utf")]
    language = _LANGUAGE.search(head)
    usual = _BY_LANGUAGE.get(language[1].decode().lower() if language else "", [])
    fitting = (name for name in named if _fits(html, name))
    if name := next(fitting, None) or next((n for n in named if _is_damaged(html, n)), None):
        # Nobody meant Western European for Russian: the server's default, not the page's.
        is_meant = name != "cp1252" or (usual in ([], _WESTERN) and not _is_foreign(_sample(html)))
        return html.decode(name if is_meant else _guessed(html, usual), "replace")
    text = html.decode("utf-8", "surrogateescape")
    stray = sum(map(len, _STRAY.findall(text)))
    if stray * 10 < sum(not char.isascii() for char in text) - stray:
        return _STRAY.sub(_stray_character, text)
    return html.decode(_guessed(html, usual), "replace")


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


def _is_damaged(html: bytes, name: str) -> bool:
    """Return whether all but a few characters of the page are in this charset."""
    try:
        text = html.decode(name, "replace")
    except LookupError:
        return False
    return text.count("\ufffd") * _DAMAGED < sum(not char.isascii() for char in text)


def _is_foreign(sample: bytes) -> bool:
    """Return whether a page has more letters that are not ASCII than a Western European one."""
    return _not_ascii(sample) > _LATIN_SHARE * len(sample)


def _not_ascii(sample: bytes) -> int:
    return len(sample.translate(None, _ASCII))


def _guessed(html: bytes, usual: list[str]) -> str:
    """Return the charset of a page that names none, or the one that servers name by default.

    usual are those of its language's old pages: they win among guesses that are as good, and are
    the only ones where the page has too little that speaks for another language.
    """
    import chardet  # its tables take a third of a second to load, and few pages need them

    sample = _sample(html)
    usual = usual or _WESTERN
    is_short = _not_ascii(sample) < _FEW and not _is_foreign(sample)
    sought = [name.replace("_", "-") for name in (usual if is_short else [*_CHARSETS, *_NARROW])]
    guesses = [
        (_codec(str(guess["encoding"])) or "cp1252", guess["confidence"])
        for guess in chardet.detect_all(
            sample,
            compat_names=False,
            include_encodings=sought,
            no_match_encoding=usual[0].replace("_", "-"),
        )
    ]
    best, confidence = guesses[0]
    near = [name for name, other in guesses if other >= _TIE * confidence]
    return next((name for name in near if name in usual), best)


def _sample(html: bytes) -> bytes:
    """Return the page's texts that are not all ASCII, as far as statistics read them."""
    texts: list[bytes] = []
    left = _SAMPLE
    for text in _NOT_ASCII.finditer(html):
        texts.append(text[1])
        left -= len(text[1])
        if left < 0:
            break
    return b" ".join(texts) or html[:_SAMPLE]  # where attributes alone have some


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
