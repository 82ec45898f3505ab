"""Dates of publication that are another instant's: of the fetch, of the last change."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

from crawler.memory.traces import PageTrace
from crawler.profiles.site_model import Doubt

NEWEST = 30  # pages that prove it: what the site has mended is forgotten
_FEWEST = 3  # pages
_OUTVOTED = 5  # pages of which two others say another day
_SOME = 20  # percent of the pages on which a change was later than the publication
_MOSTLY = 80
_AN_HOUR = timedelta(hours=1)
_A_DAY = timedelta(days=1)
_A_MINUTE = timedelta(minutes=1)

Said = dict[str, tuple[str, ...]]


def days_apart(one: str, other: str) -> timedelta | None:
    """Return by how much one date is later than another; None if one is none.

    In ISO 8601; a day is compared with the day of an instant.
    """
    first, second = _instant(one), _instant(other)
    if first is None or second is None:
        return None
    if len(one) > len("2026-03-01") and len(other) > len("2026-03-01"):
        return first - second
    return timedelta(days=(first.date() - second.date()).days)


def doubt_of_date(origin: str, on: Sequence[tuple[PageTrace, Said]]) -> tuple[Doubt | None, int]:
    """Return why what an origin states is not when a page was published, and on how many pages.

    on: the pages where it states something, newest first.
    """
    newest = on[:NEWEST]
    fetched = changed = same_as_change = later = earlier = outvoted = voted = compared = 0
    for page, said in newest:
        value = said[origin][0]
        votes = _votes(origin, said)
        if not votes:
            continue
        compared += 1
        apart = [gap for vote in votes.values() if (gap := days_apart(value, vote)) is not None]
        is_later = bool(apart) and min(apart) > _A_DAY
        later += is_later
        earlier += bool(apart) and max(apart) < -_A_DAY
        fetched += is_later and _is_at(value, page.seen, _AN_HOUR)
        is_change = any(
            _is_at(value, text, _A_MINUTE)
            for field, _, text in page.evidence
            if field == "date_modified"
        )
        same_as_change += is_change
        changed += is_later and is_change
        if len(votes) > 1:
            both = [*votes.values()][:2]
            agree = days_apart(*both)
            if agree is not None and abs(agree) <= _A_DAY:
                voted += 1
                outvoted += all(abs(gap) > _A_DAY for gap in apart)
    if compared < _FEWEST:
        return None, 0
    if fetched >= max(_FEWEST, _MOSTLY * compared / 100):
        return "fetched", fetched
    some = max(_FEWEST, _SOME * compared / 100)
    if not earlier and changed >= some and 100 * same_as_change >= 95 * compared:
        return "changed", changed
    if voted >= _OUTVOTED and not earlier and outvoted >= some:
        return "changed", outvoted
    if voted >= _OUTVOTED and 100 * outvoted >= _MOSTLY * voted:
        return "outvoted", outvoted
    return None, 0


def _votes(origin: str, said: Said) -> dict[str, str]:
    """Return what each other kind of evidence states first: data, meta, address, what is seen."""
    votes: dict[str, str] = {}
    for other, values in said.items():
        kind = _kind(other)
        if kind and kind != _kind(origin):
            votes.setdefault(kind, values[0])
    return votes


def _kind(origin: str) -> str:
    """Return of which kind evidence is, "" of none that proves anything."""
    first = origin.split()[0]
    if origin.startswith("text called a date"):
        return ""
    kinds = {"microdata": "JSON-LD", "script": "", "profile": "profile"}
    return kinds.get(first, first if first in ("JSON-LD", "meta", "URL") else "seen")


def _is_at(one: str, other: str, within: timedelta) -> bool:
    gap = days_apart(one, other)
    return gap is not None and abs(gap) <= within


def _instant(text: str) -> datetime | None:
    try:
        if len(text) == len("2026-03-01"):
            return datetime.combine(date.fromisoformat(text), time(), timezone.utc)
        return datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
