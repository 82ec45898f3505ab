"""Tells each site who is asking: the project's name, and whom to write to."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings


class IdentityMiddleware:
    """Sends USER_AGENT with CONTACT, of every spider and command; in the place of Scrapy's."""

    def __init__(self, user_agent: str) -> None:
        self.user_agent = user_agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "IdentityMiddleware":
        return cls(user_agent(crawler.settings))

    def process_request(self, request: Request) -> None:
        """Name us, unless the request does."""
        request.headers.setdefault(b"User-Agent", self.user_agent)


def user_agent(settings: BaseSettings) -> str:
    """Return the User-Agent header, such as "news-ingestion/0.1 (+desk@herald.example)"."""
    contact = settings["CONTACT"]
    return f"{settings['USER_AGENT']} (+{contact})" if contact else settings["USER_AGENT"]
