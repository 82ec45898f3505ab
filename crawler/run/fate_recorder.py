"""Gives every URL that a run sees exactly one fate, from what Scrapy says of it."""

import logging
from datetime import datetime
from pathlib import Path

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.console import printable
from crawler.downloader.meta import ListingMeta, PageMeta
from crawler.downloader.redirects import is_to_front_page
from crawler.failures import Dropped, OutOfTurn, Postponed, fate_of_failure, first_line, reason_of
from crawler.fates import DOUBTED, FATES, WITH_FILE
from crawler.items import Article, Fate, FiledArticle
from crawler.ledger import Entry, ledger_of
from crawler.output import is_held
from crawler.run.tally import Tally, Trouble
from crawler.signals import (
    article_displaced,
    article_moved,
    edit_replaced,
    url_left,
    url_settled,
)
from crawler.traits import traits_of

logger = logging.getLogger(__name__)

# Why a spider closes when all of its requests have been answered: what is open then is lost.
DRAINED = ("finished", "start_error")


class FateRecorder:
    """Keeps the run's Tally.

    A page's URL and source are its request's PageMeta's, through redirects and retries. Spiders
    announce what they find and report what Scrapy has no signal for:

        if fates.seen(url, source):
            meta = PageMeta(url, source).as_meta()
            yield Request(url, callback, errback=fates.failed, meta=meta)
    """

    def __init__(self, crawler: Crawler) -> None:
        self.tally = Tally(each_counts=traits_of(crawler.spidercls).each_counts)
        self._raised: dict[str, str] = {}  # URL: what its callback raised
        self._crawler = crawler
        for handler, signal in (
            (self.item_scraped, signals.item_scraped),
            (self.item_dropped, signals.item_dropped),
            (self.item_error, signals.item_error),
            (self.spider_error, signals.spider_error),
            (self.request_dropped, signals.request_dropped),
            (self.spider_closed, signals.spider_closed),
            (self.article_displaced, article_displaced),
            (self.article_moved, article_moved),
            (self.edit_replaced, edit_replaced),
        ):
            crawler.signals.connect(handler, signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "FateRecorder":
        return cls(crawler)

    # What spiders say.

    def seen(self, url: str, source: str = "") -> bool:
        """Announce a page; False if this run has seen it before, and it is not to be fetched."""
        return self.tally.see(url, source)

    def settle(
        self,
        url: str,
        fate: Fate,
        reason: str = "",
        *,
        article: Article | None = None,
        path: str = "",
        response: Response | None = None,
    ) -> None:
        """Give the URL its fate; a second one for the same URL does not count."""
        if FATES[fate].is_no_article and (former := self._former(url)):
            reason = f"{fate}: {reason}" if reason else fate
            fate = "held back"
            if former.held:
                fate, path, article = "held", former.path or "", None
        source = self.tally.settle(url, fate, reason, path)
        if source is not None:
            logger.info("%s: %s%s", fate, printable(url), f" ({printable(reason)})" * bool(reason))
            self._crawler.signals.send_catch_log(
                url_settled,
                url=url,
                source=source,
                fate=fate,
                reason=reason,
                article=article,
                path=path,
                response=response,
            )

    def _former(self, url: str) -> Entry | None:
        """Return the article that stands at a URL, if an earlier run has given it a file."""
        ledger = ledger_of(self._crawler)
        entry = ledger.find(url)
        return entry if entry and entry.path and entry.run < ledger.run else None

    def postpone(self, url: str, why: Postponed) -> None:
        """Leave a page for a later run."""
        logger.info("left: %s (%s)", printable(url), printable(why.reason))
        self.tally.postpone(url, why.reason, why.until)
        self._crawler.signals.send_catch_log(url_left, url=url, reason=why.reason)

    def failed(self, failure: Failure) -> None:
        """Settle the page of a failed request: the errback of every page's request."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        url = PageMeta.of(request).url
        if isinstance(failure.value, Postponed):
            self.postpone(url, failure.value)
            return
        response = getattr(failure.value, "response", None)
        self.settle(url, *fate_of_failure(failure), response=response)

    def reads(self, source: str) -> None:
        """Announce a source that this run reads."""
        self.tally.sources[source] = None

    def passed_over(self, file: Path) -> None:
        """Count a file of a folder of saved pages that holds none."""
        logger.info("passed over: %s holds no page", printable(str(file)))
        self.tally.passed_over.append(file.name)

    def nothing_due(self, until: datetime | None) -> None:
        """Note that no source or page is due before a time, if that is known."""
        self.tally.next_due = until

    def known(self, source: str, links: int = 1) -> None:
        """Count links that this run leaves alone: settled by an earlier one, or too old."""
        self.tally.known[source] += links

    def left_over(self, source: str, pages: int) -> None:
        """Count pages that were found and not asked for: they are left for a later run."""
        self.tally.left[source] += pages

    def refused(self, url: str, source: str, pages: int, *, is_all: bool) -> None:
        """Count the addresses of a listing that are no articles by the rules of its source.

        is_all: it should hold articles, and nothing is left of it.
        """
        if pages:
            logger.info("refused: %d addresses: %s", pages, printable(url))
            self.tally.refuse(url, source, pages, is_all=is_all)

    def listing_unchanged(self, source: str) -> None:
        """Count a feed, sitemap or section page that is the same as at the last look."""
        self.tally.unchanged[source] += 1

    def listing_failed(self, failure: Failure, note: str = "") -> None:
        """Note a listing that could not be fetched: the errback of every listing's request."""
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        if fate_of_failure(failure)[0] == "unchanged":
            self.listing_unchanged(ListingMeta.of(request).source)
        elif isinstance(failure.value, Postponed):
            self._postpone_listing(request, failure.value)
        else:
            fate, reason = fate_of_failure(failure)
            self._note_listing(request, fate, f"{reason}; {note}" if note else reason)

    def listing_broken(self, url: str, source: str, reason: str) -> None:
        """Note a listing that came, but is none."""
        self.tally.broken_listings.append(Trouble(url, source, "failed", reason))

    def _postpone_listing(self, request: Request, why: Postponed) -> None:
        source = ListingMeta.of(request).source
        logger.info("left: %s (%s)", printable(request.url), printable(why.reason))
        self.tally.wait(source, why.reason, why.until).listings += 1
        if isinstance(why, OutOfTurn):
            self.tally.in_turn.add(source)

    def left_alone(self, source: str, why: Postponed, listings: int) -> None:
        """Note that a source is not read now, since it has not answered lately."""
        self.tally.wait(source, why.reason, why.until).listings += listings

    def listings_left(self, source: str, listings: int, reason: str) -> None:
        """Count listings that were found and not asked for."""
        logger.info("left: %d listings of %s (%s)", listings, source, reason)
        self.tally.wait(source, reason, None).listings += listings

    def answered(self, source: str) -> None:
        """Note that one of a source's listings has come."""
        self.tally.answered.add(source)

    def _note_listing(self, request: Request, fate: Fate, reason: str) -> None:
        source = ListingMeta.of(request).source
        self.tally.broken_listings.append(Trouble(request.url, source, fate, reason))

    def article_displaced(self, entry: Entry) -> None:
        """Turn an article that was written into a duplicate: a better copy has taken its place."""
        fates = self.tally.fates[entry.source]
        # "written" unless a file was there that the ledger had lost.
        had = DOUBTED if entry.held else WITH_FILE
        fates[next((fate for fate in had if fates[fate]), "written")] -= 1
        fates["duplicate"] += 1
        self.tally.held.pop(entry.path or "", None)

    def article_moved(self, path: str, new: str) -> None:
        """Name a held file as it is called now, or not at all once it is published."""
        held = self.tally.held.pop(path, None)
        if held and is_held(new):
            self.tally.held[new] = held

    def edit_replaced(self, path: Path, kept: Path) -> None:
        """Count a file that was edited by hand and is rewritten."""
        logger.info("edited: %s is rewritten; what it held is %s", path, kept)
        self.tally.edits += 1

    # What Scrapy says.

    def item_scraped(self, item: Article | FiledArticle, response: Response | None) -> None:
        if isinstance(item, FiledArticle) and item.fate is not None:
            self._settle_item(item.article, response, item.fate, path=item.path)
        else:
            article = item.article if isinstance(item, FiledArticle) else item
            self._settle_item(article, response, "failed", "no pipeline wrote it")

    def item_dropped(self, item: Article, response: Response | None, exception: Exception) -> None:
        if isinstance(exception, Dropped):
            self._settle_item(
                exception.article, response, exception.fate, exception.reason, path=exception.path
            )
        else:
            self._settle_item(item, response, "failed", first_line(exception))

    def item_error(self, item: Article, response: Response | None, failure: Failure) -> None:
        self._settle_item(item, response, "failed", reason_of(failure.value))

    def _settle_item(
        self,
        article: Article,
        response: Response | None,
        fate: Fate,
        reason: str = "",
        *,
        path: str = "",
    ) -> None:
        """Settle the URL under which the article's page was announced."""
        page = None if response is None else PageMeta.find(response)
        url = page.url if page else article.url
        self.settle(url, fate, reason, article=article, path=path, response=response)

    def spider_error(self, failure: Failure, response: Response | Failure | None) -> None:
        if response is None:
            return  # start() raised: no page's fault, and Scrapy's log has it
        request: Request = response.request  # type: ignore[assignment, union-attr]  # set by Scrapy
        if page := PageMeta.find(request):
            # its item may be on the way through the pipelines still: its fate is known at the end
            self._raised[page.url] = first_line(failure.value)
        else:
            self._note_listing(request, "failed", first_line(failure.value))

    def request_dropped(self, request: Request) -> None:
        """Settle a page whose address has led to one that this run has asked for already."""
        page = PageMeta.find(request)
        if page is None:
            return
        if request.url in request.meta.get("redirect_urls", ()):
            self.settle(page.url, "failed", "redirects in a circle")
        elif is_to_front_page(page.url, request.url):
            self.settle(page.url, "not an article", "leads to the front page")
        else:
            self.settle(page.url, "duplicate", f"leads to {request.url}")

    def spider_closed(self, reason: str) -> None:
        if reason not in DRAINED:
            self.tally.leave()
        for url in list(self.tally.open):
            self.settle(url, "failed", self._raised.get(url, "unfinished: nothing came of it"))
