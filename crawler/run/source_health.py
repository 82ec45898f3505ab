"""Judges the sources that a run has read by their own past, when it ends."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

from scrapy import signals
from scrapy.crawler import Crawler

from crawler.clock import clock_of
from crawler.items import Article
from crawler.ledger import Ledger, ledger_of
from crawler.run.announcements import Announcements, announcements, found_alarms
from crawler.run.fate_recorder import FateRecorder
from crawler.run.health import (
    RECENT,
    SPAN,
    Yield,
    alarms,
    day_counts,
    fit_by_day,
    is_alarmed,
    usual_fills,
)
from crawler.run.tally import Tally
from crawler.signals import url_settled
from crawler.traits import traits_of


class SourceHealth:
    """Keeps what each source gives, by day, and since when an alarm stands.

    What was taken in the meantime, or shortly before, is looked at again when the alarm is over.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.yields: defaultdict[str, Yield] = defaultdict(Yield)  # by source
        self.alarms: list[tuple[str, str]] = []  # sources, and how they left their usual range
        self.usual: dict[str, dict[str, int]] = {}  # by source: percent of articles with a field
        self.fits: dict[str, tuple[tuple[date, int], ...]] = {}  # by source: percent, day by day
        self.announced = Announcements()
        self._crawler = crawler
        self._now = clock_of(crawler)
        crawler.signals.connect(self.url_settled, url_settled)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SourceHealth":
        return cls(crawler)

    def url_settled(self, source: str, article: Article | None) -> None:
        if article is not None:
            self.yields[source].add(article)

    def spider_closed(self) -> None:
        fates = self._crawler.get_extension(FateRecorder)
        if fates is None or traits_of(self._crawler.spidercls).is_second_look:
            return
        now, ledger = self._now(), ledger_of(self._crawler)
        unanswered = fates.tally.unanswered
        for source in fates.tally.sources:
            counts = dict(day_counts(fates.tally.fates[source], self.yields[source]))
            if traits_of(self._crawler.spidercls).comes_back:
                counts |= {"polls": 1, "unanswered": int(source in unanswered)}
            ledger.days.add(source, now.date(), counts)
            days = ledger.days.since(source, now.date() - RECENT - SPAN)
            self.usual[source] = usual_fills(days, now.date())
            self.fits[source] = tuple(fit_by_day(days))
            self.alarms.extend((source, alarm) for alarm in alarms(days, now.date()))
            keep_alarm(ledger, source, now, stands=is_alarmed(days, now.date()))
        if traits_of(self._crawler.spidercls).comes_back:
            self.announce(ledger, fates.tally, now)

    def announce(self, ledger: Ledger, tally: Tally, now: datetime) -> None:
        """Settle which alarms are reported, and keep that."""
        found = found_alarms(tally, self.alarms)
        self.announced = announcements(ledger.agenda.alarms.all(), found, tally, now)
        for alarm in self.announced.changed:
            ledger.agenda.alarms.save(alarm)


def keep_alarm(ledger: Ledger, source: str, now: datetime, *, stands: bool) -> None:
    """Record since when an alarm stands; have what was taken looked at again once it is over."""
    record = ledger.agenda.source(source)
    if stands:
        ledger.agenda.save_source(replace(record, alarmed=record.alarmed or now))
    elif record.alarmed:
        # The runs of two days are judged together, so that an alarm comes late.
        for url in ledger.entries.taken(source, record.alarmed - 2 * RECENT):
            ledger.agenda.look_again(url, now)
        ledger.agenda.save_source(replace(record, alarmed=None))
