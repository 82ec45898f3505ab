"""The obvious spider: trafilatura in the callback, one file per page.

scrapy runspider plain_spider.py -a urls=urls.txt -a folder=output
"""

from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from pathlib import Path

import scrapy
import trafilatura
from scrapy.http import Response


class PlainSpider(scrapy.Spider):
    """Writes what trafilatura says of each page."""

    name = "plain"

    def __init__(self, urls: str, folder: str) -> None:
        super().__init__()
        self.urls = Path(urls)
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls.read_text().split():
            yield scrapy.Request(url)

    def parse(self, response: Response) -> Iterator[dict[str, str]]:
        text = trafilatura.extract(
            response.body, url=response.url, output_format="markdown", with_metadata=True
        )
        if text:
            name = sha256(response.url.encode()).hexdigest()[:16]
            (self.folder / f"{name}.md").write_text(text, "utf-8")
            yield {"url": response.url}
