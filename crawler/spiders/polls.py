"""Which sources a run polls, and how they answer: the agenda's record of each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from crawler.clock import Clock
from crawler.failures import Postponed
from crawler.ledger.agenda import Agenda, SourceRecord
from crawler.profiles.profile import SourceProfile
from crawler.profiles.schedule import duration, is_at_rest, next_poll


class Polls:
    """Reads and writes the records of the sources for one run."""

    def __init__(self, agenda: Agenda, profiles: Mapping[str, SourceProfile], now: Clock) -> None:
        self.agenda = agenda
        self.profiles = profiles
        self.now = now
        self._before: dict[str, SourceRecord] = {}  # sources as the run found them
        self._answering: set[str] = set()  # sources that have answered in this run

    def record(self, source: str) -> SourceRecord:
        """Return how the source's polls went before this run."""
        if source not in self._before:
            self._before[source] = self.agenda.source(source)
        return self._before[source]

    def awake(self) -> list[SourceProfile]:
        """Return the sources that are neither retired nor paused, by their names."""
        today = self.now().date()
        named = (self.profiles[name] for name in sorted(self.profiles))
        return [profile for profile in named if not is_at_rest(profile, today)]

    def polled(self, chosen: Sequence[str], *, due_or_not: bool) -> list[SourceProfile]:
        """Return the sources that this run polls: the chosen ones, else those that are due."""
        if chosen:
            return [self.profiles[name] for name in chosen]
        return [one for one in self.awake() if due_or_not or self._is_due(one.name)]

    def _is_due(self, source: str) -> bool:
        due = self.record(source).due
        return due is None or due <= self.now()

    def next_due(self) -> datetime | None:
        """Return when the first of the sources is due, None if that is not known."""
        dues = (self.record(profile.name).due for profile in self.awake())
        return min(filter(None, dues), default=None)

    def rest(self, profile: SourceProfile) -> tuple[Postponed, int] | None:
        """Return why a source that has not answered is not polled now, and its listings' number."""
        record = self.record(profile.name)
        if not record.failures or record.due is None:
            return None
        since = f" since {record.answered:%Y-%m-%d %H:%M} UTC" if record.answered else ""
        reason = f"no answer{since}: asked again at {record.due:%Y-%m-%d %H:%M} UTC"
        return Postponed(reason, record.due), len(profile.listings) or 1

    def answered(self, profile: SourceProfile) -> None:
        """Note that a source has answered: it is polled again after its interval."""
        if profile.name in self._answering:
            return
        self._answering.add(profile.name)
        now = self.now()
        due = next_poll(now, duration(profile.poll_interval), 0)
        record = replace(self.record(profile.name), polled=now, answered=now, due=due, failures=0)
        self.agenda.save_source(record)

    def failed(self, profile: SourceProfile) -> None:
        """Note that a listing failed; a source of which all do is polled less and less."""
        if profile.name in self._answering:
            return
        now, before = self.now(), self.record(profile.name)
        due = next_poll(now, duration(profile.poll_interval), before.failures + 1)
        record = replace(before, polled=now, due=due, failures=before.failures + 1)
        self.agenda.save_source(record)

    def conditions(
        self, source: str, etag: str | None, last_modified: str | None
    ) -> dict[str, str]:
        """Return the headers that ask a source whether something has changed."""
        if self.record(source).validators_lie:
            return {}
        named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return {name: value for name, value in named.items() if value}

    def lied(self, source: str) -> None:
        """Record that a source has said "not modified" of what was, so that it is not asked."""
        self._before[source] = replace(self.record(source), validators_lie=True)
        self.agenda.save_source(replace(self.agenda.source(source), validators_lie=True))
