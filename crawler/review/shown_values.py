"""How the pages write times and numbers."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

_DOUBT = re.compile(r"^confidence (\d+) < (\d+)$")


def moment(value: datetime | int, zone: str | None = None) -> Markup:
    """Return an instant in this machine's zone, as an element; on hover in the publisher's.

    An integer is milliseconds since 1970; zone: IANA name, None for UTC.
    """
    if isinstance(value, int):
        value = datetime.fromtimestamp(value / 1000, timezone.utc)
    theirs = value.astimezone(ZoneInfo(zone) if zone else timezone.utc)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.isoformat(timespec="seconds"),
        f"{theirs:%Y-%m-%d %H:%M} {zone or 'UTC'}",
        f"{value.astimezone():%Y-%m-%d %H:%M}",
    )


def number(value: int, most: int = 0) -> str:
    """Return a number with its thousands apart; above most, that it is more."""
    return f"more than {most:,}" if most and value > most else f"{value:,}"


def why(held: str) -> str:
    """Return why an article is held in words: of `confidence 41 < 60` what the numbers are."""
    return _DOUBT.sub(r"only \1 % sure to be complete and clean, below the \2 of HOLD_BELOW", held)


FILTERS: Mapping[str, Callable[..., Any]] = {"moment": moment, "number": number, "why": why}
