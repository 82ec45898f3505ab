"""Takes saved pages through the very same code as fetched ones, with no network."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scrapy import Request

from crawler.archive import Unreadable, saved_pages
from crawler.spiders.base import ArticleSpider

logger = logging.getLogger(__name__)


class ReplaySpider(ArticleSpider):
    """`scrapy crawl replay -a path=…`: folders of saved pages, pages, WARC files."""

    name = "replay"

    def __init__(self, path: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.paths = path.split()

    def requests(self) -> Iterator[Request]:
        """Yield one request a saved page, which is answered from the page."""
        for path in self.paths or [self.settings["REPLAY_PATH"]]:
            for page in saved_pages(Path(path)):
                if isinstance(page, Unreadable):
                    logger.error("%s", page)
                    continue
                yield self.article_request(
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
