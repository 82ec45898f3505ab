"""What happens to a request before, beside and instead of the network."""

import gzip
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.archive.recorder import Recorder
from crawler.archive.records import SavedPage
from crawler.archive.warc import read_warc
from crawler.clock import utc_now
from crawler.downloader.fetched_pages import FetchedPageMiddleware
from crawler.downloader.meta import ListingMeta, Meta, PageMeta
from crawler.downloader.redirects import RefreshMiddleware
from crawler.downloader.replayed_pages import SavedPageMiddleware
from crawler.downloader.responses import fetched_at
from crawler.ledger.opening import blank_ledger
from crawler.spiders.origin_urls import UrlSpider
from crawler.spiders.replay import ReplaySpider

FETCHED = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
URL = "https://paper.example/world/harbour"
PAGE = PageMeta(URL)
REPLAYED = PageMeta(URL, saved=SavedPage(URL, FETCHED, 200, (), b"<p>kept"))


def test_a_replays_request_is_answered_with_its_page() -> None:
    headers = (("Content-Type", "text/html; charset=koi8-r"), ("X", "a"), ("X", "b"))
    page = SavedPage(URL, FETCHED, 410, headers, b"<p>gone")
    middleware = SavedPageMiddleware(Crawler(ReplaySpider))
    response = middleware.process_request(Request(URL, meta=PageMeta(URL, saved=page).as_meta()))
    assert isinstance(response, HtmlResponse)
    assert (response.url, response.status, response.body) == (URL, 410, b"<p>gone")
    assert response.headers.getlist("X") == [b"a", b"b"]


def test_another_request_goes_to_the_network() -> None:
    crawler = Crawler(UrlSpider)
    crawler.spider = UrlSpider(url=URL)
    assert SavedPageMiddleware(crawler).process_request(Request(URL)) is None


def test_a_replay_asks_the_network_for_nothing() -> None:
    crawler = Crawler(ReplaySpider)
    crawler.spider = ReplaySpider()
    with pytest.raises(IgnoreRequest):
        SavedPageMiddleware(crawler).process_request(Request("https://paper.example/image.jpg"))


REFRESH = '<meta http-equiv="Refresh" content="0; url=/world/ferries"><p>One moment.'


@pytest.mark.parametrize(
    ("page", "leads_to"),
    [
        (REFRESH.encode(), "https://paper.example/world/ferries"),
        (REFRESH.upper().encode(), "https://paper.example/WORLD/FERRIES"),
        (REFRESH.encode("utf-16"), "https://paper.example/world/ferries"),
        (("é" * 4000 + REFRESH).encode(), "https://paper.example/world/ferries"),
        (b"<p>Ferries offer refreshments again.", URL),
        (b"<p>Ferries sail again.", URL),
    ],
)
def test_a_page_that_refreshes_itself_leads_to_another(page: bytes, leads_to: str) -> None:
    middleware = RefreshMiddleware.from_crawler(get_crawler(UrlSpider, {"url": URL}))
    response = HtmlResponse(URL, body=page, encoding="utf-16" if b"\0" in page else "utf-8")
    answer = middleware.process_response(Request(URL), response)
    assert answer.url.partition("?")[0] == leads_to  # Scrapy keeps the mark of UTF-16 there


def test_a_page_that_names_no_refresh_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    middleware = RefreshMiddleware.from_crawler(get_crawler(UrlSpider, {"url": URL}))
    monkeypatch.setattr(HtmlResponse, "text", property(lambda response: pytest.fail("decoded")))
    response = HtmlResponse(URL, body=b"<p>Ferries sail again.")
    assert middleware.process_response(Request(URL), response) is response


def fetched(
    middleware: FetchedPageMiddleware, status: int = 200, *, asks_for: Meta = PAGE
) -> Request:
    """Let a response pass the middleware; return its request."""
    request = Request(URL, meta=asks_for.as_meta())
    headers = {"Content-Encoding": "gzip", "Vary": ["a", "b"]}
    response = Response(URL, status=status, headers=headers, body=b"\x1f\x8b\x08")
    assert middleware.process_response(request, response) is response
    middleware.close()
    return request


def test_an_articles_page_is_stamped_to_the_millisecond() -> None:
    instant = PageMeta.of(fetched(FetchedPageMiddleware(None, utc_now))).fetched_at
    assert instant is not None
    assert instant.tzinfo is timezone.utc
    assert instant.microsecond % 1000 == 0


def test_a_saved_page_keeps_its_instant() -> None:
    request = fetched(FetchedPageMiddleware(None, utc_now), asks_for=REPLAYED)
    assert fetched_at(Response(URL, request=request)) == FETCHED


@pytest.fixture
def archiving(tmp_path: Path) -> Iterator[FetchedPageMiddleware]:
    """A middleware that keeps what it sees in a folder."""
    with closing(blank_ledger()) as ledger:
        recorder = Recorder(tmp_path, ledger, "article", most=0, most_of_a_file=1000)
        yield FetchedPageMiddleware(recorder, utc_now)


def test_an_archived_page_is_read_as_it_came(
    archiving: FetchedPageMiddleware, tmp_path: Path
) -> None:
    request = fetched(archiving, 404)
    (file,) = tmp_path.iterdir()
    headers = (("Content-Encoding", "gzip"), ("Vary", "a"), ("Vary", "b"))
    assert list(read_warc(file)) == [
        SavedPage(URL, fetched_at(Response(URL, request=request)), 404, headers, b"\x1f\x8b\x08")
    ]


def test_an_archive_that_cannot_be_written_costs_no_article(
    archiving: FetchedPageMiddleware, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tmp_path.rmdir()
    tmp_path.write_text("no folder")
    fetched(archiving)
    fetched(archiving)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "the archive can't be written, and keeps no more pages" in caplog.text
    tmp_path.unlink()


def test_the_request_is_kept_without_its_secrets(
    archiving: FetchedPageMiddleware, tmp_path: Path
) -> None:
    secret = {"Cookie": "session=1", "Authorization": "Basic eA==", "Accept": "*/*"}
    request = Request(f"{URL}?a=b", headers=secret, meta=PAGE.as_meta())
    archiving.process_response(request, Response(request.url, body=b"<p>The harbour reopens."))
    archiving.close()
    (file,) = tmp_path.iterdir()
    content = gzip.decompress(file.read_bytes())
    head = b"GET /world/harbour?a=b HTTP/1.1\r\nHost: paper.example\r\nAccept: */*\r\n\r\n"
    assert head in content
    assert f"askedFor: {URL}\r\n".encode() in content


@pytest.mark.parametrize(
    ("status", "asks_for"),
    [(200, ListingMeta(URL)), (200, REPLAYED)],
    ids=["feed", "replay"],
)
def test_only_fetched_articles_are_archived(
    status: int, asks_for: Meta, archiving: FetchedPageMiddleware, tmp_path: Path
) -> None:
    fetched(archiving, status, asks_for=asks_for)
    assert list(tmp_path.iterdir()) == []
