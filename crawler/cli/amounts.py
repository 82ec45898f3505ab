"""Bytes and days as a person gives them to an option, and as they are shown."""

import re
from datetime import date, datetime, time, timezone

from crawler.errors import ArgumentError

_UNITS = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3, "t": 1000**4}
_BYTES = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)b?", re.I | re.A)


def bytes_of(text: str, option: str) -> int:
    """Return the bytes that a text such as 500MB names; raises ArgumentError."""
    found = _BYTES.fullmatch(text.strip())
    if found is None:
        raise ArgumentError(f"{option} {text!r}: needs bytes, such as 500MB or 2GB")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def day_of(text: str, option: str) -> datetime:
    """Return the beginning of a day, UTC; raises ArgumentError."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise ArgumentError(f"{option} {text!r}: needs a day, such as 2026-01-31") from error
    return datetime.combine(day, time(), timezone.utc)


def shown_bytes(number: int) -> str:
    """Return bytes for a person: 512 B, 1.3 MB."""
    size, unit = float(number), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if size < 999.5 or unit == "TB":
            break
        size /= 1000
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.3g} {unit}"
