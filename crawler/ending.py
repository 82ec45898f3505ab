"""How a crawl that cannot go on ends."""

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro


def end_crawl(crawler: Crawler, reason: str) -> None:
    """Ask for nothing more; pages that are on their way still end."""
    if crawler.engine is not None and crawler.engine.spider is not None:
        deferred_from_coro(crawler.engine.close_spider_async(reason=reason))
