"""What the spiders ask for, and what becomes of what they cannot ask for."""

import asyncio
import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Protocol

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import Settings

from crawler import settings as project_settings
from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import saved_pages, write_page
from crawler.archive.warc_writer import WarcWriter
from crawler.downloader.meta import PageMeta, saved_answer
from crawler.errors import ArgumentError
from crawler.items import Article
from crawler.ledger import LedgerKeeper
from crawler.run.fate_recorder import FateRecorder
from crawler.spiders.base import ArticleSpider, is_web_address
from crawler.spiders.news import NewsSpider
from crawler.spiders.origin_urls import UrlSpider
from crawler.spiders.replay import ReplaySpider
from crawler.workers.worker import ExtractionFailed

NOW = datetime(2024, 10, 25, 8, 39, 1, tzinfo=timezone.utc)
URL = "https://herald.example/2024/harbour"


class SpiderOf(Protocol):
    """Returns a spider with the project's settings, of a crawl that does not begin."""

    def __call__(self, kind: type[ArticleSpider], **arguments: str) -> ArticleSpider: ...


@pytest.fixture
def spider_of() -> Iterator[SpiderOf]:
    with ExitStack() as ledgers:

        def spider_of(kind: type[ArticleSpider], **arguments: str) -> ArticleSpider:
            settings = Settings()
            settings.setmodule(project_settings)
            settings.set("EXTRACTION_PROCESSES", 0)
            settings.set("LEDGER_URL", "sqlite://")
            crawler = Crawler(kind, settings)
            keeper = LedgerKeeper(crawler)
            ledgers.callback(keeper.ledger.close)
            extensions = {FateRecorder: FateRecorder(crawler), LedgerKeeper: keeper}
            crawler.get_extension = extensions.get
            return kind.from_crawler(crawler, **arguments)

        yield spider_of


def urls(spider: ArticleSpider) -> list[str]:
    return [request.url for request in spider.requests()]


def failures(spider: ArticleSpider) -> list[tuple[str, str]]:
    return [(trouble.url, trouble.reason) for trouble in spider.fates.tally.troubles]


def test_urls_are_asked_for_once(spider_of: SpiderOf, tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_bytes(
        b"\xef\xbb\xbf# caf\xe9\r\n\r\nhttps://b.example/2\r\nhttps://a.example/1\r\n"
    )
    spider = spider_of(UrlSpider, url="https://a.example/1  https://c.example/3", file=str(listed))
    assert urls(spider) == ["https://a.example/1", "https://c.example/3", "https://b.example/2"]


def test_urls_come_from_standard_input(
    spider_of: SpiderOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("https://a.example/1\nhttps://b.example/2"))
    assert urls(spider_of(UrlSpider, file="-")) == ["https://a.example/1", "https://b.example/2"]


def test_a_bad_url_fails_alone(spider_of: SpiderOf) -> None:
    spider = spider_of(UrlSpider, url=f"ftp://a.example/1 {URL}")
    assert urls(spider) == [URL]
    assert failures(spider) == [("ftp://a.example/1", "not an http address")]


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.presstv.ir/Detail/2024/10/05/734/x", "presstv"),
        ("https://presstv.co.uk/Detail/2024/10/05/734/x", "presstv"),
        ("https://else.example/x", ""),
    ],
)
def test_a_request_names_its_source_and_url(spider_of: SpiderOf, url: str, source: str) -> None:
    (request,) = spider_of(UrlSpider, url=url).requests()
    assert request.meta == PageMeta(url, source).as_meta()


@pytest.mark.parametrize(
    ("kind", "arguments", "message"),
    [
        (UrlSpider, {}, "say which"),
        (UrlSpider, {"urls": URL}, "no argument 'urls'; did you mean 'url'?"),
        (UrlSpider, {"file": "no-such-list.txt"}, "no-such-list.txt: No such file"),
        (NewsSpider, {"source": "phnompenhpost,prestv"}, "source=prestv: .* did you mean 'press"),
        (ReplaySpider, {"path": "no-such-folder"}, "no-such-folder: no such file or folder"),
        (ReplaySpider, {"path": "it's"}, "no closing quotation"),
    ],
)
def test_a_wrong_argument_is_reported(
    spider_of: SpiderOf, kind: type[ArticleSpider], arguments: dict[str, str], message: str
) -> None:
    with pytest.raises(ArgumentError, match=message):
        spider_of(kind, **arguments)


def test_news_reads_the_listings_of_the_chosen_sources(spider_of: SpiderOf) -> None:
    spider = spider_of(NewsSpider, source="presstv")
    profile = spider.profiles["presstv"]
    assert urls(spider) == list(profile.feeds)
    assert list(spider.fates.tally.sources) == ["presstv"]


def test_a_page_in_place_of_a_feed_is_reported(spider_of: SpiderOf) -> None:
    spider = spider_of(NewsSpider, source="presstv")
    request = next(spider.requests())
    response = HtmlResponse(request.url, body=b"<html><h1>Back soon", request=request)

    async def parsed() -> list[Request]:
        return [one async for one in spider.parse_listing(response)]

    fallbacks = spider.profiles["presstv"].fallbacks
    assert [one.url for one in asyncio.run(parsed())] == list(fallbacks)
    (trouble,) = spider.fates.tally.broken_listings
    assert (trouble.source, trouble.reason) == ("presstv", "a page in place of a feed")


def test_a_replay_asks_the_network_for_nothing(spider_of: SpiderOf, tmp_path: Path) -> None:
    (tmp_path / "a page.html").write_text(f'<link rel="canonical" href="{URL}">')
    (tmp_path / "b.html").write_text("")
    spider = spider_of(ReplaySpider, path=f'"{tmp_path}/a page.html" {tmp_path}/b.html')
    (request,) = spider.requests()
    assert isinstance(saved_answer(request), SavedPage)
    assert request.dont_filter
    assert failures(spider) == [(f"{tmp_path}/b.html", "empty file")]


def test_a_replay_begins_with_the_oldest_version_of_a_page(
    spider_of: SpiderOf, tmp_path: Path
) -> None:
    for name, minutes in (("a", 2), ("b", 1), ("c", 3)):
        page = SavedPage(URL, NOW + timedelta(minutes=minutes), 200, (), b"<html>")
        write_page(page, tmp_path / name)
    (request,) = spider_of(ReplaySpider, path=str(tmp_path)).requests()
    assert request is not None
    answer = saved_answer(request)
    assert answer is not None
    assert answer.fetched_at == NOW + timedelta(minutes=1)


def test_copies_of_one_instant_are_a_request_each(spider_of: SpiderOf, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_page(SavedPage(URL, NOW, 200, (), b"<html>"), tmp_path / name)
    assert urls(spider_of(ReplaySpider, path=str(tmp_path))) == [URL, URL]


def test_a_record_that_is_no_page_costs_no_request(spider_of: SpiderOf, tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path / "run.warc.gz")
    for kind, status in (("image/png", 200), ("text/html", 301), ("text/html", 200)):
        writer.write(SavedPage(URL, NOW, status, (("Content-Type", kind),), b"<html>"))
    writer.close()
    spider = spider_of(ReplaySpider, path=str(tmp_path))
    assert urls(spider) == [URL]
    assert spider.fates.tally.totals == {"not an article": 2}
    assert list(spider.fates.tally.open) == [URL]  # which has its own fate yet to come


def test_the_reactor_does_other_work_among_many_records(
    spider_of: SpiderOf, tmp_path: Path
) -> None:
    writer = WarcWriter(tmp_path / "run.warc.gz")
    for number in range(250):
        writer.write(SavedPage(f"{URL}/{number}", NOW, 200, (("Content-Type", "image/png"),), b""))
    writer.close()
    spider = spider_of(ReplaySpider, path=str(tmp_path))
    assert list(spider.requests()) == [None, None, None, None]  # two while it is indexed


def test_a_part_of_a_page_is_not_written(spider_of: SpiderOf) -> None:
    spider = spider_of(UrlSpider, url=URL)
    list(spider.requests())
    body = b"<html><article><p>Half of it.</article>"
    headers = {"Content-Type": "text/html"}
    assert parsed(spider, HtmlResponse(URL, status=206, headers=headers, body=body)) == []
    assert failures(spider) == [(URL, "HTTP 206, a part of a page")]


def parsed(spider: ArticleSpider, response: Response) -> list[Any]:
    async def items() -> list[Any]:
        return [item async for item in spider.parse_article(response)]

    response.request = Request(URL, meta=PageMeta(URL).as_meta())
    return asyncio.run(items())


def test_an_article_is_extracted_in_the_charset_of_its_header(spider_of: SpiderOf) -> None:
    response = HtmlResponse(
        URL,
        headers={"Content-Type": "text/html; charset=koi8-r"},
        body="<html><title>Порт</title><h1>Порт открыт</h1>".encode("koi8-r"),
    )
    (article,) = parsed(spider_of(UrlSpider, url=URL), response)
    assert article.headline == "Порт открыт"
    assert article.date_retrieved.tzinfo is not None


def test_what_is_no_page_is_no_article(spider_of: SpiderOf) -> None:
    spider = spider_of(UrlSpider, url=URL)
    response = Response(URL, headers={"Content-Type": "application/pdf"}, body=b"%PDF-1.7")
    assert parsed(spider, response) == []
    assert spider.fates.tally.totals == {"not an article": 1}


class Deadly:
    """Stands for worker processes in which a page has died."""

    async def extract(self, html: bytes, url: str, *others: object) -> Article:
        raise ExtractionFailed(url, "extraction died of SIGSEGV")


def test_a_deadly_page_is_kept_and_the_crawl_goes_on(spider_of: SpiderOf, tmp_path: Path) -> None:
    spider = spider_of(UrlSpider, url=URL)
    spider.settings.set("OUTPUT_DIR", str(tmp_path))
    spider.extractor = Deadly()
    response = HtmlResponse(URL, body=b"<html>deadly")
    assert parsed(spider, response) == []
    (kept,) = saved_pages(tmp_path)
    assert (kept.url, kept.body) == (URL, b"<html>deadly")
    ((url, reason),) = failures(spider)
    assert url == URL
    assert reason.startswith(f"extraction died of SIGSEGV; page kept in {tmp_path}/quarantine/")


@pytest.mark.parametrize(
    ("url", "is_address"),
    [
        (URL, True),
        ("HTTP://a.example", True),
        ("http://[2001:db8::1]:8080/", True),
        ("ftp://a.example/", False),
        ("file:///etc/passwd", False),
        ("//a.example/", False),
        ("http://", False),
        ("http:///path", False),
        ("http://[::1/", False),
        ("http://a.example:port/", False),
        ("harbour reopens", False),
    ],
)
def test_an_address_is_http_with_a_host(url: str, is_address: bool) -> None:
    assert is_web_address(url) == is_address
