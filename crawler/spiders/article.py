"""Takes single articles: origin URLs from any site."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy import Request

from crawler.spiders.base import ArticleSpider


class OriginUrlSpider(ArticleSpider):
    """`scrapy crawl article -a url="https://… https://…"` or `-a file=urls.txt` (`-`: stdin)."""

    name = "article"

    def __init__(self, url: str = "", file: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = url.split()
        self.file = file

    def requests(self) -> Iterator[Request]:
        """Yield one request a URL."""
        for url in self.urls:
            yield self.article_request(url)
        if self.file:
            with sys.stdin if self.file == "-" else Path(self.file).open() as lines:
                for line in lines:
                    if url := line.strip():
                        yield self.article_request(url)
