"""Where an article's file is in the output folder, and what its bytes are known by."""

import re
from hashlib import blake2b
from urllib.parse import urlsplit

from crawler.ledger import Entry


def article_path(pattern: str, code: str, source: str, url: str) -> str:
    """Return the path of an article's file, relative to OUTPUT_DIR.

    Its day is the one in the code, which never changes. An article without a source goes under
    the name of its site.
    """
    stamp = re.sub(r"\D", "", code)
    year = ("19" if stamp[:2] >= "69" else "20") + stamp[:2]  # as strptime reads %y
    month, day = stamp[2:4], stamp[4:6]
    return pattern.format(
        code=code,
        source=safe_name(source or urlsplit(url).hostname or ""),
        year=year,
        month=month,
        date=f"{year}-{month}-{day}",
    )


def safe_name(text: str) -> str:
    """Return the text as a file's or folder's name: it cannot lead elsewhere, nor be hidden."""
    return re.sub(r"[^\w.-]+", "-", text.removeprefix("www.")).strip(".-") or "unknown"


def content_key(content: bytes) -> int:
    """Return 64 bits of a file's hash, signed, as the ledger keeps them."""
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "big", signed=True)


def is_not_as_written(content: bytes, entry: Entry) -> bool:
    """Return whether a file is edited or unknown to the ledger; an old entry can't tell."""
    return entry.content != content_key(content) and (entry.content is not None or not entry.path)
