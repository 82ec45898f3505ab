"""Files in the output folder: where an article's is, and how a file gets there whole."""

import re
from contextlib import suppress
from hashlib import blake2b
from os import fsync
from pathlib import Path
from urllib.parse import urlsplit

from crawler.items import Fate


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


def put(path: Path, content: bytes) -> Fate:
    """Make the file hold the content, whole or not at all, and return what that took.

    Raises OSError that names the file.
    """
    fate: Fate = "updated"
    try:
        if path.read_bytes() == content:
            return "unchanged"
    except FileNotFoundError:
        fate = "written"
    write_unfinished(path, content, lasts=True)
    unfinished(path).replace(path)
    return fate


def unfinished(path: Path) -> Path:
    """Return where a file is as long as it is not whole."""
    return path.with_name(f".{path.name}.unfinished")


def write_unfinished(path: Path, content: bytes, *, lasts: bool = False) -> None:
    """Write a file under its unfinished name; lasts: it is on the disk at the end.

    Raises OSError that names the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished(path).open("wb") as file:
            file.write(content)
            if lasts:
                file.flush()
                fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            unfinished(path).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error
