"""How the pages write times and numbers."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import request
from markupsafe import Markup, escape

ZONE = "zone"  # cookie

_ZONE = re.compile(r"[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*){0,2}")
_DOUBT = re.compile(r"^confidence (\d+) < (\d+)$")


def moment(value: datetime | int, zone: str | None = None) -> Markup:
    """Return an instant in the reader's zone, as an element; on hover in the publisher's.

    An integer is milliseconds since 1970; zone: the publisher's, IANA name, None for UTC. It says
    UTC until keys.js has said which zone is the reader's.
    """
    if isinstance(value, int):
        value = datetime.fromtimestamp(value / 1000, timezone.utc)
    theirs = value.astimezone(ZoneInfo(zone) if zone else timezone.utc)
    own = reader_zone()
    shown = value.astimezone(own or timezone.utc)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        value.isoformat(timespec="seconds"),
        f"{theirs:%Y-%m-%d %H:%M} {zone or 'UTC'}",
        f"{shown:%Y-%m-%d %H:%M}{'' if own else ' UTC'}",
    )


def reader_zone() -> ZoneInfo | None:
    """Return the zone of the reader's browser, as keys.js keeps it; None if that is not known."""
    name = unquote(request.cookies.get(ZONE, ""))
    try:
        return ZoneInfo(name) if _ZONE.fullmatch(name) else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def run_name(run: str, *, plain: bool = False) -> Markup:
    """Return what a run is called by: what it did, and when; plain: with no element in it."""
    stamp, _, spider = run.partition("-")
    try:
        began = datetime.strptime(stamp.partition(".")[0], "%Y%m%dT%H%M%S")
    except ValueError:
        return escape(run)
    if plain:
        return escape(f"{spider.capitalize()}, {began:%Y-%m-%d %H:%M} UTC")
    return escape(f"{spider.capitalize()}, ") + moment(began.replace(tzinfo=timezone.utc))


def duration(seconds: float) -> str:
    """Return a time span for people."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} h {minutes} min"
        if hours
        else f"{minutes} min {rest} s"
        if minutes
        else f"{rest} s"
    )


def number(value: int, most: int = 0) -> str:
    """Return a number with its thousands apart; above most, that it is more."""
    return f"more than {most:,}" if most and value > most else f"{value:,}"


def why(held: str) -> str:
    """Return why an article is held in words: of `confidence 41 < 60` what the numbers are."""
    return _DOUBT.sub(r"only \1 % sure to be complete and clean; below \2 % articles wait", held)


def reason(dropped: str) -> str:
    """Return why a block was dropped, in words that need no knowledge of the program."""
    kind, mark, rest = dropped.partition(": ")
    named = {"site": "the site's model", "profile": "the source's profile"}
    return f"{named[kind]}: {rest}" if mark and kind in named else dropped


FILTERS: Mapping[str, Callable[..., Any]] = {
    "duration": duration,
    "moment": moment,
    "number": number,
    "reason": reason,
    "run_name": run_name,
    "why": why,
}
