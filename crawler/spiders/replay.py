"""Takes saved pages through the very same code as fetched ones, with no network."""

import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from typing_extensions import Self

from crawler.archive.records import NoPage, SavedPage, Unreadable
from crawler.archive.saved_pages import saved_pages
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import fetched_at
from crawler.errors import ArgumentError
from crawler.items import Article
from crawler.spiders.arguments import argument_results
from crawler.spiders.base import ArticleSpider
from crawler.spiders.page_index import PageIndex, page_at
from crawler.traits import Traits

AT_A_TIME = 100  # records of an archive, between which the reactor does other work


class ReplaySpider(ArticleSpider):
    """`scrapy crawl replay -a path=…`: folders of saved pages, pages, WARC files.

    Several are separated by spaces; a name that has spaces needs quotes, unless it stands alone.

    -a results=FILE         what became of each page, as CSV or JSON lines, by the file's ending
    -a resume=0             start that file over; else the pages that it has are passed over
    """

    name = "replay"
    traits = Traits(is_offline=True)  # images stay where they are, too
    paths: list[Path]
    index: PageIndex

    def __init__(self, path: str = "", results: str = "", resume: str = "", **unknown: str) -> None:
        super().__init__(**unknown)
        self.path = path
        self._followed: set[str] = set()  # pages whose later versions have been taken
        self.results = argument_results(results, resume)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; raises UserError, ArgumentError for a path that there isn't."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.paths = existing_paths(spider.path or crawler.settings["REPLAY_PATH"])
        spider.index = PageIndex(spider.paths)
        return spider

    def requests(self) -> Iterator[Request | None]:
        """Yield one request per saved page, which is answered from the page.

        What holds no page has its fate at once: an archive has twenty such for each page. Of a page
        in several versions there is one request, that of the oldest.
        """
        yield from (
            None for number, _ in enumerate(self.index.build(), 1) if number % AT_A_TIME == 0
        )
        for path in self.paths:
            for number, page in enumerate(saved_pages(path, self.fates.passed_over)):
                if number % AT_A_TIME == AT_A_TIME - 1:
                    yield None
                name = page.url if isinstance(page, SavedPage) else page.where
                if self.results:
                    if self.results.has(name):
                        self.fates.known("")
                        continue
                    self.results.ask(name, name)
                if isinstance(page, Unreadable):
                    self.fates.settle(page.where, "failed", page.reason)
                elif isinstance(page, NoPage):
                    self.fates.settle(page.where, "not an article", f"{page.reason}; {page.url}")
                elif self.is_oldest(page):
                    yield from self.article_requests(page.url, dont_filter=True, saved=page)

    def is_oldest(self, page: SavedPage) -> bool:
        """Return whether a page is the first of its versions, or an error among them."""
        versions = self.index.versions(page.url)
        return page.status // 100 != 2 or all(
            version.fetched_at >= page.fetched_at for version in versions
        )

    async def parse_article(self, response: Response) -> AsyncIterator[Article | Request]:
        """Yield the article of a page, then of each later version, as runs have met them.

        What came to an article's address later may be none of its versions, which can be judged in
        the order of time alone.
        """
        async for found in super().parse_article(response):
            yield found
        meta, fetched = PageMeta.of(response), fetched_at(response)
        later = [place for place in self.index.versions(meta.url) if place.fetched_at > fetched]
        if not later or meta.url in self._followed:  # as copies of one instant are
            return
        self._followed.add(meta.url)
        for page in filter(None, map(page_at, later)):
            if not self.crawler.crawling:
                return
            version = replace(meta, saved=page)
            answer = await self.later_pages.answer(Request(page.url, meta=version.as_meta()))
            if isinstance(answer, Response):
                async for found in super().parse_article(answer):
                    yield found

    def is_later_page(self, article: Article, response: Response) -> bool:
        """Return whether the article's first page is among the saved ones, too."""
        first = article.first_page
        return (
            first is not None and super().is_later_page(article, response) and self.index.has(first)
        )

    def first_page_requests(self, article: Article, response: Response) -> Iterator[Request]:
        """Yield nothing: the first page comes by itself."""
        yield from ()

    def later_page_request(self, url: str, response: Response) -> Request | None:
        """Return the request that a saved page answers, None if there is none of the address."""
        page = self.index.find(url, fetched_at(response))
        if page is None:
            return None
        return Request(url, meta=replace(PageMeta.of(response), saved=page).as_meta())


def existing_paths(text: str) -> list[Path]:
    """Return the paths that a text names; raises ArgumentError if there is nothing at one."""
    if Path(text).exists():
        return [Path(text)]
    try:
        paths = [Path(word) for word in shlex.split(text)]
    except ValueError as error:
        raise ArgumentError(f"-a path={text}: {str(error).lower()}") from error
    for path in paths:
        if not path.exists():
            raise ArgumentError(f"{path}: no such file or folder; -a path= needs saved pages")
    return paths
