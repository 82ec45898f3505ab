"""Content codings: a body that breaks off in one is asked for again; unnamed gzip gets its name."""

import sys
import zlib
from collections.abc import Callable
from typing import Any

import brotli
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.downloader.meta import saved_answer
from crawler.downloader.responses import content_type
from crawler.fates import HasFate

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd  # Scrapy's own, as is brotli

GZIP = b"\x1f\x8b"  # begins a member
GZIP_NAMES = frozenset(("gzip", "x-gzip"))
BEGINNING = 4096  # bytes, in which the next layer shows
MOST_LAYERS = 3
ZSTD = b"\x28\xb5\x2f\xfd"  # begins a frame
STEP = 1 << 20  # bytes that are unpacked at a time, and let go


class CutBody(IgnoreRequest, HasFate):
    """The body ends before its coding does, which Scrapy takes as it is."""

    reason = "the answer broke off"


class ContentCodingMiddleware:
    """Asks again for a page whose packed body is cut, RETRY_TIMES; then it has failed.

    Names the gzip of a page that its server has packed once more than it says: Scrapy unpacks it.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ContentCodingMiddleware":
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response if it is whole, else the next try; raises CutBody after the last."""
        codings = codings_of(response)
        if "html" in content_type(response).lower():
            codings += ["gzip"] * undeclared_gzip(response.body, codings)
            if codings:
                response.headers["Content-Encoding"] = ", ".join(codings)
        is_whole = WHOLE.get(codings[-1]) if codings else None
        if request.method == "HEAD" or not response.body or is_whole is None:
            return response
        if is_whole(response.body, self._limit):
            return response
        if not saved_answer(request):
            assert self._crawler.spider is not None
            again = get_retry_request(request, spider=self._crawler.spider, reason="cut body")
            if again is not None:
                return again
        raise CutBody(f"the body of {response.url} is cut")


def codings_of(response: Response) -> list[str]:
    """Return what the header names, the last one applied last (RFC 9110, 8.4)."""
    named = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    return [coding.strip() for coding in named.split(",") if coding.strip()]


def undeclared_gzip(body: bytes, codings: list[str]) -> int:
    """Return how many layers of gzip a body has beside those that are named."""
    layers, start = 0, body[:BEGINNING]
    while start.startswith(GZIP) and layers < MOST_LAYERS:
        layers += 1
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, BEGINNING)
        except zlib.error:
            break
    return max(0, layers - sum(coding in GZIP_NAMES for coding in codings))


# For each coding, whether a body comes to its end; what is in no such coding is not judged here,
# nor what unpacks to more than the limit.


def is_whole_gzip(body: bytes, limit: int) -> bool:
    """Return whether gzip of one or more members is whole: RFC 1952, 2.2."""
    while body.startswith(GZIP):
        unpacking = zlib.decompressobj(wbits=31)
        if not _ends(unpacking, body, limit):
            return False
        body = unpacking.unused_data
    return not body or not GZIP.startswith(body)


def is_whole_deflate(body: bytes, limit: int) -> bool:
    """Return whether deflate is whole, with zlib's header or, as some servers send it, without."""
    try:
        zlib.decompressobj().decompress(body, 1)
    except zlib.error:
        return _ends(zlib.decompressobj(wbits=-15), body, limit)
    return _ends(zlib.decompressobj(), body, limit)


def is_whole_brotli(body: bytes, limit: int) -> bool:
    """Return whether Brotli is whole: RFC 7932."""
    unpacking = brotli.Decompressor()
    size = 0
    try:
        while not unpacking.is_finished() and size <= limit:
            unpacked = unpacking.process(body, output_buffer_limit=STEP)
            body = b""
            if not unpacked:
                return bool(unpacking.is_finished())
            size += len(unpacked)
    except brotli.error:
        return True
    return True


def is_whole_zstd(body: bytes, limit: int) -> bool:
    """Return whether Zstandard of one or more frames is whole: RFC 8878."""
    while body.startswith(ZSTD):
        unpacking = zstd.ZstdDecompressor()
        size, rest = 0, body
        try:
            while not unpacking.eof and size <= limit:
                unpacked = unpacking.decompress(rest, max_length=STEP)
                rest = b""
                if unpacking.needs_input and not unpacking.eof:
                    return False
                size += len(unpacked)
        except zstd.ZstdError:
            return True
        body = unpacking.unused_data if unpacking.eof else b""
    return not body or not ZSTD.startswith(body)


def _ends(unpacking: Any, body: bytes, limit: int) -> bool:
    size, rest = 0, body
    try:
        while not unpacking.eof and size <= limit:
            unpacked = unpacking.decompress(rest, STEP)
            if not unpacked and not unpacking.eof:
                return False
            size += len(unpacked)
            rest = unpacking.unconsumed_tail
    except zlib.error:
        return True  # not cut but broken, or not packed at all: Scrapy says so
    return True


WHOLE: dict[str, Callable[[bytes, int], bool]] = {
    "gzip": is_whole_gzip,
    "x-gzip": is_whole_gzip,
    "deflate": is_whole_deflate,
    "br": is_whole_brotli,
    "zstd": is_whole_zstd,
}
