"""What rides on our requests: one frozen value under one key of request.meta, beside Scrapy's own.

Redirects and retries copy the meta, so that it stays with the request wherever that goes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from typing_extensions import Self

from crawler.archive.records import SavedPage

KEY = "asked_for"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a request asks for."""

    url: str  # as it was announced, wherever redirects lead
    source: str = ""  # the name of its profile; "": it has none

    def as_meta(self) -> dict[str, Any]:
        """Return the meta of a request that carries this."""
        return {KEY: self}

    @classmethod
    def find(cls, message: Request | Response) -> Self | None:
        """Return what a request, or that of a response, carries; None if nothing of this kind."""
        found = message.meta.get(KEY)
        return found if isinstance(found, cls) else None

    @classmethod
    def of(cls, message: Request | Response) -> Self:
        """Return what one of our requests carries; raises LookupError if nothing of this kind."""
        found = cls.find(message)
        if found is None:
            raise LookupError(f"{message.url}: its request carries no {cls.__name__}")
        return found


@dataclass(frozen=True, slots=True)
class PageMeta(Meta):
    """A page, or a later page of an article, whose fate is the article's."""

    saved: SavedPage | None = None  # answers in place of the network
    fetched_at: datetime | None = None  # UTC; None before the network has answered

    def as_meta(self) -> dict[str, Any]:
        """Return the meta of a request that carries this; a saved answer stays what it is."""
        meta: dict[str, Any] = {KEY: self}
        if self.saved is not None:
            names = ("dont_redirect", "dont_retry", "dont_obey_robotstxt")
            meta |= dict.fromkeys(names, True)
        return meta


@dataclass(frozen=True, slots=True)
class ListingMeta(Meta):
    """A feed, sitemap, section page or robots.txt."""

    nesting: int = 0  # listings that have led here, one from the other
    is_dated: bool = False  # all in it is of the days that the crawl is after
    is_doubted: bool = False  # it is asked for whole, since its "not modified" is doubted


def saved_answer(request: Request) -> SavedPage | None:
    """Return the saved page that answers a request; None if the network does."""
    page = PageMeta.find(request)
    return None if page is None else page.saved
