"""Which alarms are reported: each when it begins, once a day, and when it is over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from crawler.fates import FATES
from crawler.items import Fate
from crawler.ledger.standing_alarms import StandingAlarm
from crawler.run.tally import Tally

AGAIN = timedelta(days=1)  # how often a person is reminded of an alarm that stands
# One that comes and goes within a day is one alarm: it is reported no more often than that.

Key = tuple[str, str]  # source and kind


@dataclass(frozen=True, slots=True)
class Announcements:
    """What a run's end is to say of alarms."""

    silent: frozenset[Key] = frozenset()  # alarms that stand, of which a person knows
    over: tuple[str, ...] = ()  # what has been found to be over
    changed: tuple[StandingAlarm, ...] = ()  # to be kept

    @property
    def sources(self) -> list[str]:
        """The sources of which something stands that a person knows."""
        return sorted({source for source, _ in self.silent})


def listing_kind(url: str) -> str:
    """Return the kind of the alarm that a listing can't be read."""
    return f"listing {url}"


def fate_kind(fate: Fate) -> str:
    """Return the kind of the alarm that pages have a fate."""
    return f"pages {fate}"


def health_kind(alarm: str) -> str:
    """Return the kind of an alarm on what a source gives, whatever its numbers are by now."""
    return re.sub(r"\d+", "0", alarm)


UNANSWERED, SILENT = "no answer", "nothing came"


def found_alarms(tally: Tally, health: Iterable[tuple[str, str]]) -> dict[Key, str]:
    """Return what is wrong with the sources of a run; health: sources, and how they changed."""
    found = {(source, health_kind(text)): text for source, text in health}
    for broken in tally.broken_listings:
        text = f"{broken.url} can't be read ({broken.reason})"
        found[broken.source, listing_kind(broken.url)] = text
    for source in tally.unanswered:
        found[source, UNANSWERED] = "no listing answers"
    for source in tally.silent:
        found.setdefault((source, SILENT), "nothing came of its listings")
    for source, fates in tally.fates.items():
        for fate, number in fates.items():
            if number and FATES[fate].fails == "a run":
                found[source, fate_kind(fate)] = f"pages {fate}"
    return found


def is_judged(tally: Tally, alarm: StandingAlarm) -> bool:
    """Return whether a run would have found an alarm again if it still stood."""
    if alarm.kind.startswith("pages "):
        return tally.fates[alarm.source].total() > 0
    if alarm.kind.startswith("listing "):
        return alarm.source in tally.answered
    return alarm.source in tally.sources


def announcements(
    known: Iterable[StandingAlarm], found: Mapping[Key, str], tally: Tally, now: datetime
) -> Announcements:
    """Return what to say of the alarms that a run has found, and of those that stood before."""
    before = {(alarm.source, alarm.kind): alarm for alarm in known}
    changed: list[StandingAlarm] = []
    silent: set[Key] = set()
    for key, text in found.items():
        alarm = before.get(key)
        if alarm is None or now - alarm.said >= AGAIN:
            since = now if alarm is None or alarm.ended else alarm.since
            end_said = alarm.end_said if alarm else None
            alarm = StandingAlarm(
                source=key[0], kind=key[1], text=text, since=since, said=now, end_said=end_said
            )
        else:
            silent.add(key)
            alarm = replace(alarm, text=text, ended=None)
        changed.append(alarm)
    ended = [
        alarm
        for key, alarm in before.items()
        if key not in found and not alarm.ended and is_judged(tally, alarm)
    ]
    over = tuple(said_over(ended, now))
    reported = [alarm.end_said is None or now - alarm.end_said >= AGAIN for alarm in ended]
    changed += [
        replace(alarm, ended=now, end_said=now if is_reported else alarm.end_said)
        for alarm, is_reported in zip(ended, reported, strict=True)
    ]
    # Those that this run could not judge still stand.
    silent |= {
        key
        for key, alarm in before.items()
        if key not in found and not alarm.ended and alarm not in ended
    }
    return Announcements(frozenset(silent), over, tuple(changed))


def said_over(ended: Iterable[StandingAlarm], now: datetime) -> Iterator[str]:
    """Yield of each alarm that has ended that it has, but for one that comes and goes."""
    for alarm in ended:
        if alarm.end_said is None or now - alarm.end_said >= AGAIN:
            yield f"over: {alarm.source}: {alarm.text}, since {alarm.since:%Y-%m-%d %H:%M} UTC"
