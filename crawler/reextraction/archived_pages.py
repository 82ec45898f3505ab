"""Takes the pages of the archive through the very same code as fetched ones, for their articles."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import Any

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.internet.task import LoopingCall
from typing_extensions import Self

from crawler import __version__
from crawler.changes import wanted_changes
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import fetched_at
from crawler.errors import ArgumentError, did_you_mean
from crawler.items import Article
from crawler.ledger import ledger_of, ledger_to_read
from crawler.reextraction.file_pages import FilePages
from crawler.reextraction.headway import Headway
from crawler.signals import url_left, url_settled
from crawler.spiders.arguments import argument_day, argument_flag
from crawler.spiders.base import ArticleSpider
from crawler.traits import Traits

NOTE_SECONDS = 5.0  # what a killed run does again
AT_A_TIME = 100  # pages that are passed over, between which the reactor does other work


class ReextractSpider(ArticleSpider):
    """Yields the articles of archived pages, in the order of the addresses' keys."""

    name = "reextract"
    traits = Traits(is_offline=True, is_second_look=True)
    pages: FilePages
    headway: Headway
    reader: ExitStack  # closes what the pages are read by

    def __init__(
        self, source: str = "", since: str = "", restart: str = "", **unknown: str
    ) -> None:
        super().__init__(**unknown)
        self.source = source or None
        self.since = beginning(argument_day("since", since))
        self.restarts = argument_flag("restart", restart)
        self.missing = 0  # articles whose page the archive does not have
        self._until: dict[str, datetime] = {}  # URL on its way: when its page was last the same
        self._noting = LoopingCall(self.note)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; raises UserError, ArgumentError for a source without pages."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        output = Path(crawler.settings["OUTPUT_DIR"])
        choice = [crawler.settings[name] for name in ("REEXTRACT_ACCEPT", "REEXTRACT_REJECT")]
        with ExitStack() as stack:
            reader = stack.enter_context(ledger_to_read(crawler.settings))
            archived = reader.captures.sources()
            if spider.source and spider.source not in archived:
                raise ArgumentError(
                    f"--source {spider.source}: the archive has no page of it"
                    f"{did_you_mean(spider.source, archived)}"
                )
            known = {*archived, *spider.profiles}
            for name in sorted(wanted_changes(*choice).sources - known):
                near = did_you_mean(name, known)
                raise ArgumentError(f"--accept, --reject {name}: no source of that name{near}")
            spider.pages = FilePages(output, reader)
            spider.reader = stack.pop_all()
        asked = (__version__, spider.source, spider.since, *choice)
        spider.headway = Headway(output, " ".join(map(str, asked)))
        crawler.signals.connect(spider.headway.settled, url_settled)
        crawler.signals.connect(spider.headway.settled, url_left)
        crawler.signals.connect(spider.ended, signals.spider_closed)
        return spider

    def requests(self) -> Iterator[Request | None]:
        """Yield one request per page, which is answered from the archive."""
        captures = self.pages.captures
        if not self.traits.is_rehearsal:
            if not self.restarts:
                self.headway.resume()
            self._noting.start(NOTE_SECONDS, now=False)
        expected = captures.count_newest(source=self.source, since=self.since)
        self.fates.tally.expected = expected - self.headway.resumed
        after = self.headway.after
        newest = captures.newest(source=self.source, since=self.since, after=after)
        for number, capture in enumerate(newest):
            if number % AT_A_TIME == AT_A_TIME - 1:
                yield None
            page = self.pages.address(capture)
            entry = ledger_of(self.crawler).find(page.url) if page else None
            found = self.pages.of_file(page, entry) if page else None
            if found is None:
                self.missing += 1
                self.headway.begun(capture.key)
                self.fates.known(capture.source)
                continue
            page, self._until[page.url] = found
            self.headway.begun(capture.key, page.url)
            yield from self.article_requests(page.url, dont_filter=True, saved=page)

    async def parse_article(self, response: Response) -> AsyncIterator[Article | Request]:
        """Yield the page's article, as that of the file which was made of the page."""
        until = self._until.pop(PageMeta.of(response).url)
        async for found in super().parse_article(response):
            yield self.as_known(found, until) if isinstance(found, Article) else found

    def as_known(self, article: Article, until: datetime) -> Article:
        """Return an article under the address that it has, and of the instant that it was."""
        ledger = ledger_of(self.crawler)
        entry = ledger.find(article.url) or ledger.entry(article.canonical_url)
        own = article.own_url or article.url
        if entry is None or entry.path is None or own != (entry.page_url or entry.url):
            return article
        is_its_page = article.retrieved <= entry.retrieved <= until
        return replace(
            article,
            canonical_url=entry.url,
            older_url=None,
            asked_url=entry.asked_url or entry.url,
            date_retrieved=entry.retrieved if is_its_page else article.date_retrieved,
        )

    # Articles on several pages.

    def is_later_page(self, article: Article, response: Response) -> bool:
        """Return whether the article's first page is in the archive, too."""
        first = article.first_page
        if first is None or not super().is_later_page(article, response):
            return False
        return self.pages.has(first)

    def first_page_requests(self, article: Article, response: Response) -> Iterator[Request]:
        """Yield nothing: the first page comes by itself."""
        yield from ()

    def later_page_request(self, url: str, response: Response) -> Request | None:
        """Return the request that an archived page answers, None if there is none."""
        page = self.pages.later(url, fetched_at(response))
        if page is None:
            return None
        return Request(url, meta=replace(PageMeta.of(response), saved=page).as_meta())

    # How far it has come.

    def note(self) -> None:
        """Note what is done, for a run that goes on from there."""
        self.headway.note(ledger_of(self.crawler))

    def ended(self, reason: str) -> None:
        self.reader.close()
        if not self._noting.running:
            return
        self._noting.stop()
        if reason == "finished":
            self.headway.clear()
        else:
            self.note()


class RehearsalSpider(ReextractSpider):
    """Does the same, but for the files and the ledger, which stay as they are."""

    traits = replace(ReextractSpider.traits, is_rehearsal=True)


def beginning(day: date | None) -> datetime | None:
    """Return the first instant of a day, UTC."""
    return None if day is None else datetime.combine(day, time(), timezone.utc)
