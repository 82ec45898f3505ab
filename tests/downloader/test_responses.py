"""What is asked of a Scrapy response."""

import gzip
from datetime import datetime, timezone

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from crawler.archive.records import SavedPage
from crawler.downloader.meta import PageMeta
from crawler.downloader.responses import charset, fetched_at, is_html, saved_page

URL = "https://herald.example/2024/harbour"
FETCHED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("response", "is_page"),
    [
        (HtmlResponse(URL, body=b"anything"), True),
        (TextResponse(URL, body=b"<!DOCTYPE html><p>"), True),
        (XmlResponse(URL, body=b'<?xml version="1.0"?><html xmlns="x">'), True),
        (XmlResponse(URL, body=b"<rss>"), False),
        (Response(URL, body=gzip.compress(b"<html>", mtime=0)), False),
    ],
)
def test_a_page_is_known_by_its_type_or_its_start(response: Response, is_page: bool) -> None:
    assert is_html(response) == is_page


@pytest.mark.parametrize(
    ("header", "named"),
    [
        ("text/html; charset=koi8-r", "koi8-r"),
        ("text/html; charset=windows-1252", "cp1252"),
        ("text/html", None),
        (None, None),
    ],
)
def test_the_charset_is_the_headers(header: str | None, named: str | None) -> None:
    headers = {"Content-Type": header} if header else {}
    assert charset(HtmlResponse(URL, headers=headers, body=b'<meta charset="utf-8">')) == named


def test_the_instant_is_the_requests() -> None:
    request = Request(URL, meta=PageMeta(URL, fetched_at=FETCHED).as_meta())
    assert fetched_at(Response(URL, request=request)) == FETCHED


def test_a_response_is_saved_with_each_of_its_headers() -> None:
    response = Response(URL, 404, headers={"Vary": ["a", "b"]}, body=b"x")
    headers = (("Vary", "a"), ("Vary", "b"))
    assert saved_page(response, FETCHED) == SavedPage(URL, FETCHED, 404, headers, b"x")
