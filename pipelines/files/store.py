"""Where an article's file is in the output folder, and what its bytes are known by."""

import re
import unicodedata
from hashlib import blake2b
from urllib.parse import urlsplit

from crawler.ledger import Entry
from crawler.output import HELD

SLUG_LENGTH = 80  # bytes; a file's name has 255 at most


def article_path(pattern: str, code: str, source: str, url: str, title: str = "") -> str:
    """Return the path of an article's file, relative to OUTPUT_DIR.

    Its day is the one in the code, which never changes. An article without a source goes under
    the name of its site.
    """
    stamp = re.sub(r"\D", "", code)
    year = ("19" if stamp[:2] >= "69" else "20") + stamp[:2]  # as strptime reads %y
    month, day = stamp[2:4], stamp[4:6]
    return pattern.format(
        code=code,
        slug=slug(title),
        source=safe_name(source or urlsplit(url).hostname or ""),
        year=year,
        month=month,
        date=f"{year}-{month}-{day}",
    )


def held_path(code: str) -> str:
    """Return the path of a held article's file, relative to OUTPUT_DIR."""
    return f"{HELD}/{code}.md"


def slug(title: str) -> str:
    """Return a headline as a part of an address: its words in small letters, with hyphens.

    Letters of all scripts stay, with the vowels and accents that are marks on them; what is longer
    than SLUG_LENGTH is cut between two words.
    """
    signs = re.sub(r"['’]", "", title.casefold())
    words = "".join(sign if _is_of_a_word(sign) else " " for sign in signs).split()
    text = ""
    for word in words:
        if len(f"{text}-{word}".encode()) > SLUG_LENGTH and text:
            break
        text = f"{text}-{word}" if text else word
    return text.encode()[:SLUG_LENGTH].decode(errors="ignore") or "untitled"


def _is_of_a_word(sign: str) -> bool:
    if unicodedata.category(sign) in ("Mn", "Mc"):
        # Emoji have those behind them.
        return "VARIATION SELECTOR" not in unicodedata.name(sign, "")
    return sign.isalnum() or sign == "_"


def safe_name(text: str) -> str:
    """Return the text as a file's or folder's name: it cannot lead elsewhere, nor be hidden."""
    return re.sub(r"[^\w.-]+", "-", text.removeprefix("www.")).strip(".-") or "unknown"


def content_key(content: bytes) -> int:
    """Return 64 bits of a file's hash, signed, as the ledger keeps them."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)


def is_not_as_written(content: bytes, entry: Entry) -> bool:
    """Return whether a file is edited or unknown to the ledger; an old entry can't tell."""
    return entry.content != content_key(content) and (entry.content is not None or not entry.path)
