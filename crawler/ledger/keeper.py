"""The extension that owns the run's Ledger: open before the first page, closed after the last."""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from weakref import finalize

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.task import LoopingCall

from crawler.clock import clock_of
from crawler.ending import end_crawl
from crawler.fates import DOUBTED, FATES, WITH_FILE
from crawler.items import Article, Fate
from crawler.ledger.database.ledger_errors import DamagedLedger, LedgerError
from crawler.ledger.database.schema import Entry
from crawler.ledger.ledger import Ledger
from crawler.ledger.opening import blank_ledger, open_ledger
from crawler.signals import article_displaced, url_settled
from crawler.traits import traits_of

logger = logging.getLogger(__name__)

COMMIT_SECONDS = 1.0  # what a killed process may forget; its files are found again


def ledger_of(crawler: Crawler) -> Ledger:
    """Return the run's ledger; a blank one for a command that keeps none."""
    keeper = crawler.get_extension(LedgerKeeper)
    if keeper:
        return keeper.ledger
    blank = blank_ledger()
    finalize(crawler, blank.close)
    return blank


class LedgerKeeper:
    """Shares one Ledger, see ledger_of; begins and ends the run in it, and keeps the fates."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = clock_of(crawler)
        self.ledger = open_ledger(crawler.settings, f"scrapy crawl {crawler.spidercls.name}")
        self._traits = traits_of(crawler.spidercls)
        self.ledger.is_rehearsal = self._traits.is_rehearsal
        self.fault: LedgerError | OSError | None = None  # what has ended the crawl
        self._counts: Counter[Fate] = Counter()  # of the run
        self._commits = LoopingCall(self._commit)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "LedgerKeeper":
        """Open the ledger; raises LedgerError or RunLocked before anything is fetched."""
        keeper = cls(crawler)
        crawler.signals.connect(keeper.spider_opened, signals.spider_opened)
        crawler.signals.connect(keeper.url_settled, url_settled)
        crawler.signals.connect(keeper.spider_closed, signals.spider_closed)
        crawler.signals.connect(keeper.article_displaced, article_displaced)
        # after spider_closed, so that whoever listens to that can still write
        crawler.signals.connect(keeper.engine_stopped, signals.engine_stopped)
        return keeper

    def spider_opened(self, spider: Spider) -> None:
        self.ledger.on_failure(self._fail)  # what failed before has ended the command
        self.ledger.begin_run(spider.name, self.now())
        self.ledger.samples.forget(self.now())
        self._commits.start(COMMIT_SECONDS, now=False)

    def url_settled(
        self,
        url: str,
        fate: Fate,
        reason: str,
        article: Article | None,
        response: Response | None,
    ) -> None:
        now = self.now()
        self._counts[fate] += 1
        if self._traits.is_second_look:
            return
        if article is not None and article.goes_on:
            response = None  # "not modified" would be true of one of its pages only
        if FATES[fate].is_doubted:
            response = None  # a better look needs the page whole
        if FATES[fate].keeps_former:
            article = response = None  # nor is what is there now the article
        with self._or_end():
            if FATES[fate].withdraws and (entry := self.ledger.find(url)):
                self.ledger.save(replace(entry, withdrawn=entry.withdrawn or now))
            self.ledger.record(
                url,
                fate,
                at=now,
                reason=reason or None,
                due=None if FATES[fate].is_settled else now,
                canonical_url=None if article is None else article.canonical_url,
                etag=validator(response, "ETag", "If-None-Match"),
                last_modified=validator(response, "Last-Modified", "If-Modified-Since"),
            )

    def article_displaced(self, entry: Entry) -> None:
        had = DOUBTED if entry.held else WITH_FILE
        self._counts[next((fate for fate in had if self._counts[fate]), "written")] -= 1
        self._counts["duplicate"] += 1
        reason = f"{entry.code} repeats {entry.duplicate_of}"
        with self._or_end():
            self.ledger.record(
                entry.url, "duplicate", at=self.now(), reason=reason, canonical_url=entry.url
            )

    def spider_closed(self, reason: str) -> None:
        with self._or_end():
            self.ledger.end_run(self.now(), reason, self._counts)

    def engine_stopped(self) -> None:
        if self._commits.running:
            self._commits.stop()
        with self._or_end():
            self.ledger.close()

    def _commit(self) -> None:
        with self._or_end():
            self.ledger.commit()

    @contextmanager
    def _or_end(self) -> Iterator[None]:
        """End the crawl, once, if the ledger fails: what is fetched then would be forgotten.

        Or if the files fail that it would name: it is as it was before them.
        """
        try:
            yield
        except (LedgerError, OSError) as error:
            self._fail(error)

    def _fail(self, error: LedgerError | OSError) -> None:
        if self.fault is None:
            self.fault = error
            if not isinstance(error, DamagedLedger):  # which is the command's last word
                logger.error("%s", error)
            end_crawl(self.crawler, "ledger_failed")


def validator(response: Response | None, name: str, condition: str) -> str | None:
    """Return what a page can be asked with next time, whether it is still the same.

    "Not modified" need not repeat it: then the condition of the request holds.
    """
    if response is None:
        return None
    value = response.headers.get(name)
    if value is None and response.status == 304 and response.request is not None:
        value = response.request.headers.get(condition)
    return None if value is None else value.decode("latin-1")
