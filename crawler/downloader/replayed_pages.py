"""Answers from saved pages: a replay asks the network for nothing."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.downloader.meta import saved_answer
from crawler.traits import traits_of


class SavedPageMiddleware:
    """Answers a replay's request with its saved page, and lets nothing else of it out."""

    def __init__(self, crawler: Crawler) -> None:
        self.is_offline = traits_of(crawler.spidercls).is_offline

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "SavedPageMiddleware":
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """Return the saved response, None for a request that goes to the network."""
        page = saved_answer(request)
        if page is None:
            if self.is_offline:
                raise IgnoreRequest("a replay asks the network for nothing")
            return None
        headers = Headers()
        for name, value in page.headers:
            headers.appendlist(name, value)
        kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
        return kind(page.url, status=page.status, headers=headers, body=page.body)
