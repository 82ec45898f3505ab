"""Takes saved pages through the very same code as fetched ones, with no network."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from scrapy import Request

from crawler.archive import Unreadable
from crawler.errors import ArgumentError
from crawler.saved_pages import saved_pages
from crawler.spiders.base import ArticleSpider


class ReplaySpider(ArticleSpider):
    """`scrapy crawl replay -a path=…`: folders of saved pages, pages, WARC files.

    Several are parted by spaces; one with a space in its name needs quotes around it.
    """

    name = "replay"

    def __init__(self, path: str = "", **unknown: str) -> None:
        super().__init__(**unknown)
        self.paths = (
            [Path(path)] if Path(path).exists() else [Path(one) for one in shlex.split(path)]
        )
        for one in self.paths:
            if not one.exists():
                raise ArgumentError(f"{one}: no such file or folder; -a path= needs saved pages")

    def requests(self) -> Iterator[Request]:
        """Yield one request a saved page, which is answered from the page."""
        for path in self.paths or [Path(self.settings["REPLAY_PATH"])]:
            for page in saved_pages(path):
                if isinstance(page, Unreadable):
                    self.fates.settle(page.where, "failed", page.reason)
                    continue
                yield from self.article_requests(
                    page.url,
                    dont_filter=True,
                    meta={
                        "saved_page": page,
                        "fetched_at": page.fetched_at,
                        # a saved answer stays what it is, whatever its status
                        "dont_redirect": True,
                        "dont_retry": True,
                        "dont_obey_robotstxt": True,
                    },
                )
