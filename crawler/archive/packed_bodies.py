"""Bodies of archived pages, which are kept as they travelled, as they were before."""

import sys
import zlib
from dataclasses import replace
from functools import cache
from typing import cast

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.archive.records import RECORD_LIMIT, SavedPage

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd  # Scrapy's own, as is brotli

_CODING = "content-encoding"
_DAMAGED = (IgnoreRequest, OSError, EOFError, ValueError, zlib.error, brotli.error, zstd.ZstdError)


def unpacked_page(page: SavedPage) -> SavedPage | None:
    """Return a page with its body unpacked and no Content-Encoding; None: it can't be.

    That is Scrapy's doing, so that a page is here what it is in a crawl.
    """
    if not any(name.lower() == _CODING for name, _ in page.headers):
        return page
    headers = Headers()
    for name, value in page.headers:
        headers.appendlist(name, value)
    request = Request(page.url, meta={"download_maxsize": RECORD_LIMIT})
    packed = Response(page.url, page.status, headers, page.body)
    try:
        plain = _unpacker().process_response(request, packed)
    except _DAMAGED:
        return None
    assert isinstance(plain, Response)
    kept = tuple((name, value) for name, value in page.headers if name.lower() != _CODING)
    return replace(page, headers=kept, body=plain.body)


class _NoCrawl:
    """What the middleware asks of a crawl; to make a real one sets up the log of the program."""

    def __init__(self) -> None:
        self.stats = None
        self.settings = Settings()
        self.signals = SignalManager()


@cache
def _unpacker() -> HttpCompressionMiddleware:
    return HttpCompressionMiddleware(crawler=cast(Crawler, _NoCrawl()))
