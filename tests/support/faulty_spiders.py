"""Spiders and a pipeline in which something goes wrong, for the real command."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.downloader.meta import PageMeta
from crawler.items import Article, FiledArticle
from crawler.run.fate_recorder import FateRecorder
from crawler.traits import Traits


class WellSpider(scrapy.Spider):
    """Asks for one page, and all is well."""

    name = "well"
    traits = Traits()

    def __init__(self, url: str = "") -> None:
        super().__init__()
        self.url = url

    @property
    def fates(self) -> FateRecorder:
        return self.crawler.get_extension(FateRecorder)

    async def start(self) -> AsyncIterator[Request]:
        self.fates.seen(self.url)
        meta = PageMeta(self.url).as_meta()
        yield Request(self.url, self.parse, errback=self.fates.failed, meta=meta)

    def parse(self, response: Response) -> Iterator[Article]:
        yield Article(url=response.url, canonical_url=response.url)


class FaultySpider(WellSpider):
    """Whose callback raises after its item, whose start raises, and whose sources are silent."""

    name = "faulty"

    async def start(self) -> AsyncIterator[Request]:
        self.fates.reads("herald")
        self.fates.reads("gazette")
        async for request in super().start():
            yield request
        raise ValueError("start's own fault")

    def parse(self, response: Response) -> Iterator[Article]:
        yield Article(url=response.url, canonical_url=response.url)
        raise ValueError("the callback's own fault")


class WritingPipeline:
    """Writes 10 kB a page."""

    def __init__(self, output: Path) -> None:
        self.path = output / "article.md"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "WritingPipeline":
        return cls(Path(crawler.settings["OUTPUT_DIR"]))

    def process_item(self, item: Article) -> FiledArticle:
        self.path.write_text("x" * 10_000)
        return FiledArticle(article=item, code="", path=self.path.name, fate="written")
