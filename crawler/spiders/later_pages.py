"""The later pages of an article: asked for one after the other."""

import logging
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.defer import deferred_from_coro, maybe_deferred_to_future
from twisted.python.failure import Failure

from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import content_type, is_html
from crawler.errors import SettingsError
from crawler.extraction.paging.joining import goes_on_in, joined
from crawler.failures import Postponed, fate_of_failure, fate_of_status
from crawler.fates import FATES, HasFate
from crawler.items import Article, Fate, PageType

if TYPE_CHECKING:
    from crawler.spiders.base import ArticleSpider

logger = logging.getLogger(__name__)

# What a site shows in a page's place for a while.
PASSING: frozenset[PageType] = frozenset(("challenge", "consent", "error"))


class PageLost(HasFate):
    """A later page can't be fetched now, and without it the article is not to be written.

    fate: what this makes of the article.
    """

    def __init__(self, url: str, fate: Fate, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.fate = fate
        self.reason = f"later page {url}: {reason}"


def most_pages(settings: BaseSettings) -> int:
    """Return how many pages of an article are read; raises SettingsError."""
    most = settings.getint("ARTICLE_PAGES_MAX")
    if most < 1:
        raise SettingsError(f"ARTICLE_PAGES_MAX is {most}; it takes 1, 2, 3 …")
    return most


class LaterPages:
    """Fetches what an article goes on with: past the scheduler, but as politely as all requests."""

    def __init__(self, spider: "ArticleSpider") -> None:
        self.most = most_pages(spider.settings)
        self._spider = spider

    async def whole(self, first: Article, response: Response) -> Article:
        """Return the article with the text of all its pages; raises PageLost or ExtractionFailed.

        Raises Postponed if the article is to be left for a later run. response is that of the
        first page.
        """

        async def fetched(url: str) -> Article | None:
            page = await self._page(url, response)
            return page if page and goes_on_in(first, page) else None

        later: dict[str, Article] = {}
        if first.whole_page and self.most > 1:
            page = await fetched(first.whole_page)
            if page and len(page.text) > len(first.text):
                later[first.whole_page] = page
        url = None if later else first.next_page
        while url and url != first.url and url not in later:
            if len(later) + 1 >= self.most:
                logger.warning(
                    "%s: has more pages than ARTICLE_PAGES_MAX, %d", first.url, self.most
                )
                break
            page = await fetched(url)
            if page is None:
                break
            later[url] = page
            url = page.next_page
        for url in later:
            self._spider.fates.seen(url, PageMeta.of(response).source)
            self._spider.fates.settle(url, "part", f"of {first.canonical_url}")
        return joined(first, list(later.values()))

    async def _page(self, url: str, response: Response) -> Article | None:
        """Return what a later page says, None if it can't be fetched; its own fate says why."""
        if not self._spider.crawler.crawling:
            raise Postponed("the run was stopped")
        request = self._spider.later_page_request(url, response)
        if request is None:
            self._missing(url, response, "gone", "not among the saved pages")
            return None
        answer = await self.answer(request)
        if isinstance(answer, Failure):
            if isinstance(answer.value, Postponed):
                raise answer.value
            fate, reason = fate_of_failure(answer)
        elif answer.status // 100 != 2:
            fate, reason = fate_of_status(answer.status)
        elif not is_html(answer):
            fate, reason = "not an article", content_type(answer) or "no HTML"
        else:
            page = await self._spider.extracted(answer)
            if page.page_type in PASSING:
                raise PageLost(url, "failed", page.page_type)
            return page
        if not FATES[fate].is_dispensable:
            raise PageLost(url, fate, reason)
        self._missing(url, response, fate, reason)
        return None

    def _missing(self, url: str, response: Response, fate: Fate, reason: str) -> None:
        self._spider.fates.seen(url, PageMeta.of(response).source)
        self._spider.fates.settle(url, fate, f"{reason}; a later page of {response.url}")

    async def answer(self, request: Request) -> Response | Failure:
        """Return what came of a request, through all downloader middlewares."""
        assert self._spider.crawler.engine is not None
        answer = deferred_from_coro(self._spider.crawler.engine.download_async(request))
        response, failure = await maybe_deferred_to_future(
            answer.addCallbacks(lambda response: (response, None), lambda failure: (None, failure))
        )
        outcome: Response | Failure = response or failure
        return outcome
