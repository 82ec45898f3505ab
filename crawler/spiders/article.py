"""Takes single articles: origin URLs from any site, of a known source or not."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from scrapy import Request

from crawler.errors import ArgumentError
from crawler.spiders.base import ArticleSpider
from crawler.traits import Traits


class UrlSpider(ArticleSpider):
    """`scrapy crawl article -a url="https://… https://…"`, or `-a file=urls.txt` (`-`: stdin)."""

    name = "article"
    traits = Traits(each_counts=True)

    def __init__(self, url: str = "", file: str = "", **unknown: str) -> None:
        super().__init__(**unknown)
        self.urls = url.split()
        self.file = file
        if not self.urls and not file:
            raise ArgumentError("say which: -a url=https://… or -a file=urls.txt (- reads stdin)")
        if file not in {"", "-"}:
            try:
                Path(file).open().close()
            except OSError as error:
                raise ArgumentError(f"-a file={file}: {error.strerror}") from error

    def requests(self) -> Iterator[Request]:
        """Yield one request per URL."""
        with ExitStack() as stack:
            lines: Iterable[str] = ()
            if self.file == "-":
                lines = sys.stdin
            elif self.file:
                lines = stack.enter_context(
                    Path(self.file).open(encoding="utf-8-sig", errors="replace")
                )
            for url in (*self.urls, *lines):
                if url.strip() and not url.startswith("#"):
                    yield from self.article_requests(url.strip())
