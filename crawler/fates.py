"""The exception by which a pipeline gives a URL its fate."""

from scrapy.exceptions import DropItem

from crawler.items import Fate


class Dropped(DropItem):
    """An article that is not written: pipelines raise subclasses, each of which names a fate."""

    fate: Fate

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason
