"""Which fate a failed request gives its URL."""

import gzip
import ssl
from collections.abc import Callable
from typing import Any

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.internet import error
from twisted.python.failure import Failure
from twisted.web._newclient import ResponseNeverReceived

from crawler.downloader.connections import PrivateAddress
from crawler.downloader.content_codings import CutBody
from crawler.downloader.long_addresses import TooLongUrl
from crawler.downloader.redirects import TooManyRedirects
from crawler.failures import (
    DuplicateArticle,
    RobotsForbidden,
    RobotsUnavailable,
    fate_of_failure,
    reason_of,
)
from crawler.items import Fate
from crawler.spiders.later_pages import PageLost
from crawler.workers.worker import ExtractionFailed
from tests.support.articles import make_article

URL = "https://herald.example/story"


@pytest.mark.parametrize(
    ("status", "fate"),
    [
        (304, "unchanged"),
        (401, "blocked"),
        (402, "paywalled"),
        (403, "blocked"),
        (404, "gone"),
        (410, "gone"),
        (418, "failed"),
        (429, "blocked"),
        (451, "blocked"),
        (500, "failed"),
        (503, "failed"),
    ],
)
def test_status_decides_the_fate(status: int, fate: str) -> None:
    failure = Failure(HttpError(Response(URL, status=status), "Ignoring non-200 response"))

    assert fate_of_failure(failure) == (fate, f"HTTP {status}")


def test_robots_is_a_fate_of_its_own() -> None:
    failure = Failure(RobotsForbidden())

    assert fate_of_failure(failure) == ("robots", "forbidden by robots.txt")


def test_a_robots_txt_that_fails_is_named_as_the_reason() -> None:
    failure = Failure(RobotsUnavailable("HTTP 503"))
    reason = "robots.txt: HTTP 503"
    assert fate_of_failure(failure) == ("failed", reason)


def test_another_refusal_fails_with_its_own_words() -> None:
    failure = Failure(IgnoreRequest("10.0.0.1 is a private address"))

    assert fate_of_failure(failure) == ("failed", "IgnoreRequest: 10.0.0.1 is a private address")


def bundled(cause: Exception) -> ResponseNeverReceived:
    """As Twisted hands over what happened to a request."""
    return ResponseNeverReceived([Failure(cause)])


def wrapped(cause: Exception) -> Exception:
    """As Scrapy hands it over."""
    outer = RuntimeError("download failed")
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize("pack", [lambda cause: cause, bundled, wrapped])
@pytest.mark.parametrize(
    ("cause", "reason"),
    [
        (error.DNSLookupError("no results"), "host not found"),
        (error.ConnectionRefusedError("111"), "connection refused"),
        (error.TimeoutError("30 s"), "timed out"),
        (error.TCPTimedOutError("110"), "timed out"),
        (error.ConnectionLost("non-clean"), "connection lost"),
        (error.ConnectionDone("clean"), "connection lost"),
        (ssl.SSLError("bad certificate"), "TLS: SSLError: ('bad certificate',)"),
    ],
)
def test_network_faults_are_named_in_a_few_words(
    pack: Callable[..., Any], cause: Exception, reason: str
) -> None:
    assert fate_of_failure(Failure(pack(cause))) == ("failed", reason)


@pytest.mark.parametrize("pack", [lambda cause: cause, bundled, wrapped])
@pytest.mark.parametrize(
    ("cause", "fate", "reason"),
    [
        (RobotsForbidden(), "robots", "forbidden by robots.txt"),
        (CutBody("cut"), "failed", "the answer broke off"),
        (TooManyRedirects("on"), "failed", "more redirects than REDIRECT_MAX_TIMES"),
        (TooLongUrl("9"), "failed", "address longer than URLLENGTH_LIMIT"),
        (
            PrivateAddress("10.0.0.1"),
            "failed",
            "private address; ALLOW_PRIVATE_ADDRESSES is off",
        ),
        (ExtractionFailed(URL, "took too long"), "failed", "took too long"),
        (PageLost(URL, "blocked", "HTTP 403"), "blocked", f"later page {URL}: HTTP 403"),
        (DuplicateArticle(make_article(), "A", "B"), "duplicate", "A repeats B"),
    ],
)
def test_an_exception_carries_its_fate_whatever_is_wrapped_around_it(
    pack: Callable[[Exception], Exception], cause: Exception, fate: Fate, reason: str
) -> None:
    assert fate_of_failure(Failure(pack(cause))) == (fate, reason)


def test_the_reason_of_the_outer_exception_stands_before_what_caused_it() -> None:
    outer = RobotsUnavailable("timed out")
    outer.__cause__ = error.TimeoutError("30 s")
    assert fate_of_failure(Failure(outer)) == ("failed", "robots.txt: timed out")


def test_a_body_that_grows_past_the_limit_as_it_is_unpacked_is_too_large() -> None:
    crawler = get_crawler(settings_dict={"DOWNLOAD_MAXSIZE": 1000})
    packed = gzip.compress(b"a" * 5000)
    response = Response(URL, headers={"Content-Encoding": "gzip"}, body=packed)
    unpack = HttpCompressionMiddleware.from_crawler(crawler).process_response

    with pytest.raises(IgnoreRequest) as refusal:
        unpack(Request(URL), response)
    assert reason_of(refusal.value) == "larger than DOWNLOAD_MAXSIZE"


def test_unknown_fault_is_named_in_its_own_words() -> None:
    assert reason_of(ValueError("bad\nsecond line")) == "ValueError: bad"


def test_fault_without_words_is_named_by_its_kind() -> None:
    assert reason_of(KeyError()) == "KeyError"
