"""What rides on a request, and where it is read."""

import re
from datetime import datetime, timezone

import pytest
from scrapy import Request, Spider
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.archive.records import SavedPage
from crawler.downloader.meta import KEY, ListingMeta, Meta, PageMeta, saved_answer
from crawler.downloader.redirects import CookieRedirectMiddleware
from tests.support import ROOT

URL = "https://herald.example/world/harbour"
NOW = datetime(2024, 10, 25, 8, 39, 1, tzinfo=timezone.utc)
SAVED = SavedPage(URL, NOW, 200, (), b"<p>kept")
# Scrapy's keys that are used: https://docs.scrapy.org/en/latest/topics/request-response.html
SCRAPYS = {
    "autothrottle_dont_adjust_delay",
    "dont_obey_robotstxt",
    "dont_redirect",
    "dont_retry",
    "download_latency",
    "download_maxsize",
    "download_warnsize",
    "handle_httpstatus_list",
    "redirect_times",
    "redirect_urls",
}
# request.meta["a"], response.meta.get("a"), "a" in request.meta, meta={"a": 1, "b": 2}
USES = re.compile(
    r'\b(?:request|response)\.meta(?:\[|\.\w+\()"\w+"'
    r'|"\w+" (?:not )?in (?:request|response)\.meta'
    r"|\bmeta ?= ?\{[^}]*\}"
)


@pytest.mark.parametrize("asked", [PageMeta(URL, "herald"), ListingMeta(URL, "herald", 2)])
def test_what_is_asked_for_stays_through_redirects_and_retries(asked: Meta) -> None:
    crawler = get_crawler()
    spider = Spider.from_crawler(crawler, "herald")
    request = Request(URL, meta=asked.as_meta())
    moved = Response(URL, 301, headers={"Location": "/moved"})
    redirects = CookieRedirectMiddleware.from_crawler(crawler)
    led_to = redirects.process_response(request, moved)
    assert isinstance(led_to, Request)
    assert led_to.url == "https://herald.example/moved"
    again = get_retry_request(led_to, spider=spider, reason="reset")
    assert again is not None
    assert type(asked).of(again) == asked


def test_a_page_is_no_listing() -> None:
    page = Request(URL, meta=PageMeta(URL).as_meta())
    assert PageMeta.find(page) == PageMeta(URL)
    assert ListingMeta.find(page) is None
    with pytest.raises(LookupError, match=f"{URL}: its request carries no ListingMeta"):
        ListingMeta.of(Response(URL, request=page))


@pytest.mark.parametrize(
    ("meta", "saved"),
    [
        ({}, None),
        (ListingMeta(URL).as_meta(), None),
        (PageMeta(URL).as_meta(), None),
        (PageMeta(URL, saved=SAVED).as_meta(), SAVED),
    ],
)
def test_only_a_page_may_be_answered_by_a_saved_one(
    meta: dict[str, Meta], saved: SavedPage | None
) -> None:
    assert saved_answer(Request(URL, meta=meta)) is saved


def test_scrapy_takes_a_saved_answer_as_it_is() -> None:
    asked = PageMeta(URL, saved=SAVED)
    assert asked.as_meta() == {
        KEY: asked,
        "dont_obey_robotstxt": True,
        "dont_redirect": True,
        "dont_retry": True,
    }


def test_all_else_in_a_requests_meta_is_scrapys() -> None:
    found = {
        name
        for folder in ("crawler", "pipelines")
        for path in (ROOT / folder).rglob("*.py")
        for use in USES.findall(path.read_text("utf-8"))
        for name in re.findall(r'"(\w+)"', use)
    }
    assert found == SCRAPYS
