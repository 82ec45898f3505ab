"""Articles that a listing calls changed: which are looked at for it, and whether it was true."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.clock import Clock
from crawler.discovery import Discovered
from crawler.fates import FATES
from crawler.items import Fate
from crawler.ledger.agenda import Agenda, DuePage
from crawler.profiles.profile import SourceProfile
from crawler.profiles.schedule import duration, is_believed, is_changed


class Hints:
    """Follows the listings' word for one run."""

    def __init__(self, agenda: Agenda, now: Clock) -> None:
        self.agenda = agenda
        self.now = now
        self._followed: dict[str, str] = {}  # pages that are on their way: their source

    def followed(self, profile: SourceProfile, pages: Iterable[Discovered]) -> Iterator[DuePage]:
        """Yield the articles that are watched and that a listing calls changed since the last look.

        A page of which that was not true is looked at when it is due, and no sooner; a source of
        which it mostly is not true is not believed any more.
        """
        now, ages = self.now(), [duration(age) for age in profile.revisit]
        if not ages:
            return
        since = now - max(ages)  # what was last changed before is no longer watched, or was seen
        modified = {
            page.url: page.modified
            for page in pages
            if page.modified and since < page.modified <= now
        }
        if not modified:
            return
        record = self.agenda.source(profile.name)
        for one in self.agenda.watched(modified, now):
            on_the_way = Counter(self._followed.values())[profile.name]
            if not is_believed(record.hints + on_the_way, record.true_hints):
                return
            url = one.page.url
            if FATES[one.fate].had_article and is_changed(modified[url], one.visited, now, ages):
                self._followed[url] = profile.name
                yield one.page

    def url_settled(self, url: str, fate: Fate) -> None:
        """Record whether a page was changed, if a listing had called it so."""
        if url not in self._followed:
            return
        record = self.agenda.source(self._followed.pop(url))
        if fate == "updated":
            true_hints = record.true_hints + 1
            self.agenda.save_source(replace(record, hints=record.hints + 1, true_hints=true_hints))
        elif fate == "unchanged":
            self.agenda.save_source(replace(record, hints=record.hints + 1))
            self.agenda.misled(url)
