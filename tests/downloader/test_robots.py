import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.downloader.robots import RobotsMiddleware, long_delay, site_of
from crawler.failures import OutOfTurn
from crawler.ledger import Ledger
from crawler.traits import Traits

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
FILE = b"User-agent: *\nDisallow: /private\n"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger("sqlite://")
    yield ledger
    ledger.close()


class Downloader:
    """What the middleware sees of Scrapy's."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.per_slot_settings: dict[str, dict[str, float]] = {}

    def get_slot_key(self, request: Request) -> str:
        return "herald.example"


class Site:
    """Takes the engine's place: answers for robots.txt, and counts how often."""

    def __init__(
        self, body: bytes = FILE, status: int = 200, error: Exception | None = None
    ) -> None:
        self.body, self.status, self.error = body, status, error
        self.asked = 0
        self.requests: list[Request] = []
        self.moved: dict[str, str] = {}  # address: where it leads
        self.moved_by = 301
        self.downloader = Downloader()

    async def download_async(self, request: Request) -> Response:
        await asyncio.sleep(0)
        self.asked += 1
        self.requests.append(request)
        if self.error:
            raise self.error
        if location := self.moved.get(request.url):
            return Response(request.url, self.moved_by, headers={"Location": location})
        return Response(request.url, self.status, body=self.body)


class ReturningSpider(Spider):
    """Comes back for what is postponed."""

    name = "returning"
    traits = Traits(comes_back=True)


def robots_at(
    instant: datetime, site: Site, ledger: Ledger, spider: type[Spider] = Spider
) -> RobotsMiddleware:
    """Return the middleware of a run at an instant."""
    settings = {
        "ROBOTSTXT_OBEY": True,
        "USER_AGENT": "news-ingestion/0.1",
        "DOWNLOAD_DELAY": 1,
        "CLOCK": lambda: instant,
    }
    crawler = get_crawler(spider, settings_dict=settings)
    crawler.engine = site
    middleware = RobotsMiddleware.from_crawler(crawler)
    middleware.agenda = ledger.agenda
    return middleware


def request_for(path: str) -> Request:
    """Return a request as a spider makes it: the User-Agent comes later on its way."""
    return Request(f"https://herald.example{path}")


def refused(middleware: RobotsMiddleware, *paths: str) -> list[str]:
    """Return those of the pages that are refused when all are asked for at once."""

    async def ask(path: str) -> str | None:
        try:
            await middleware.process_request(request_for(path))
        except IgnoreRequest:
            return path
        return None

    async def ask_all() -> list[str | None]:
        return await asyncio.gather(*map(ask, paths))

    return [path for path in asyncio.run(ask_all()) if path]


def test_every_request_that_waits_for_the_file_is_checked(ledger: Ledger) -> None:
    site = Site()
    paths = ("/private/a", "/private/b", "/open", "/private/c")
    middleware = robots_at(NOON, site, ledger)
    assert refused(middleware, *paths) == ["/private/a", "/private/b", "/private/c"]
    assert site.asked == 1


def test_the_file_is_read_once_a_day_whatever_the_number_of_runs(ledger: Ledger) -> None:
    site = Site()
    for hours in range(0, 48, 6):
        run = robots_at(NOON + timedelta(hours=hours), site, ledger)
        assert refused(run, "/private", "/") == ["/private"]
    assert site.asked == 2


@pytest.mark.parametrize(("seconds", "asked"), [(-1, 1), (0, 2)])
def test_the_file_is_believed_for_less_than_a_day(seconds: int, asked: int, ledger: Ledger) -> None:
    """RFC 9309, 2.4."""
    site = Site()
    for instant in (NOON, NOON + timedelta(days=1, seconds=seconds)):
        refused(robots_at(instant, site, ledger), "/")
    assert site.asked == asked


@pytest.mark.parametrize("status", [301, 401, 403, 404, 410])  # 301 that leads nowhere
def test_a_site_without_the_file_forbids_nothing(status: int, ledger: Ledger) -> None:
    middleware = robots_at(NOON, Site(status=status), ledger)
    assert refused(middleware, "/private") == []
    known = ledger.agenda.robots("https://herald.example")
    assert known is not None
    assert known.text == ""


def test_a_command_without_a_ledger_asks_for_the_file_too() -> None:
    crawler = get_crawler(Spider, settings_dict={"ROBOTSTXT_OBEY": True, "USER_AGENT": "a/1"})
    crawler.engine = Site()
    assert refused(RobotsMiddleware(crawler), "/private", "/open") == ["/private"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_tell_forbids_all_and_is_asked_once(status: int, ledger: Ledger) -> None:
    site = Site(status=status)
    middleware = robots_at(NOON, site, ledger)
    assert refused(middleware, "/private", "/open") == ["/private", "/open"]
    assert refused(middleware, "/open") == ["/open"]
    assert site.asked == 1


def test_the_request_for_the_file_is_left_alone_by_what_handles_pages(ledger: Ledger) -> None:
    """By this middleware, by Scrapy's retries and by its redirects, which the caller follows."""
    site = Site()
    refused(robots_at(NOON, site, ledger), "/")
    (request,) = site.requests
    assert request.url == "https://herald.example/robots.txt"
    assert request.meta == {
        "dont_obey_robotstxt": True,
        "dont_retry": True,
        "dont_redirect": True,
    }


def test_a_site_that_does_not_answer_is_asked_once(ledger: Ledger) -> None:
    site = Site(error=DownloadTimeoutError())
    middleware = robots_at(NOON, site, ledger)
    assert refused(middleware, "/a", "/b") == ["/a", "/b"]
    assert site.asked == 1


def test_a_site_that_failed_is_asked_again_later_in_a_long_run(ledger: Ledger) -> None:
    site = Site(status=500)
    instants = iter([NOON, NOON + timedelta(seconds=899), NOON + timedelta(minutes=15)])
    middleware = robots_at(NOON, site, ledger)
    middleware.now = lambda: next(instants, NOON + timedelta(minutes=15))
    assert refused(middleware, "/open") == ["/open"]
    site.status = 200
    assert refused(middleware, "/open") == ["/open"]
    assert refused(middleware, "/open", "/private") == ["/private"]


def test_redirects_are_followed_to_the_file(ledger: Ledger) -> None:
    site = Site()
    site.moved = {
        "https://herald.example/robots.txt": "/r1",
        "https://herald.example/r1": "https://www.herald.example/robots.txt",
    }
    assert refused(robots_at(NOON, site, ledger), "/private", "/open") == ["/private"]
    assert site.asked == 3


def test_redirects_without_an_end_are_followed_five_times_and_forbid_nothing(
    ledger: Ledger,
) -> None:
    site = Site()
    site.moved = {"https://herald.example/robots.txt": "/robots.txt"}
    middleware = robots_at(NOON, site, ledger)
    assert refused(middleware, "/private", "/open") == []
    assert site.asked == 6


def test_a_site_that_could_tell_yesterday_is_believed(ledger: Ledger) -> None:
    refused(robots_at(NOON, Site(), ledger), "/")
    later = robots_at(NOON + timedelta(days=2), Site(status=500), ledger)
    assert refused(later, "/private", "/open") == ["/private"]


def delayed(asked: str) -> Site:
    return Site(b"User-agent: *\nCrawl-delay: " + asked.encode())


@pytest.mark.parametrize("spider", [Spider, ReturningSpider])
@pytest.mark.parametrize(("asked", "least"), [("7", 7), ("0.5", 1), ("60", 60), ("4s", 4)])
def test_a_crawl_delay_is_kept_as_it_is_written_unless_ours_is_longer(
    asked: str, least: float, spider: type[Spider], ledger: Ledger
) -> None:
    site = delayed(asked)
    middleware = robots_at(NOON, site, ledger, spider)
    request = request_for("/open")
    asyncio.run(middleware.process_request(request))
    slot = site.downloader.per_slot_settings["herald.example"]
    assert slot == {"delay": least, "jitter": 0}
    assert request.meta["autothrottle_dont_adjust_delay"]


@pytest.mark.parametrize(("asked", "warnings"), [("60", 0), ("61", 1)])
def test_a_delay_over_a_minute_is_logged(
    asked: str, warnings: int, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    refused(robots_at(NOON, delayed(asked), ledger), "/open")
    assert len(caplog.messages) == warnings


@pytest.mark.parametrize("nonsense", ["-5", "nan", "soon", ""])
def test_a_delay_that_is_none_is_left_out(nonsense: str, ledger: Ledger) -> None:
    site = delayed(nonsense)
    asyncio.run(robots_at(NOON, site, ledger).process_request(request_for("/open")))
    assert site.downloader.per_slot_settings == {}


def test_an_odd_delay_is_logged_once(ledger: Ledger, caplog: pytest.LogCaptureFixture) -> None:
    middleware = robots_at(NOON, delayed("1,5"), ledger)
    refused(middleware, "/a", "/b")
    assert caplog.messages == [
        "https://herald.example/robots.txt: Crawl-delay '1,5' is read as 1.5 seconds"
    ]


def test_a_long_delay_is_kept_by_a_spider_that_does_not_come_back(
    ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    site = delayed("600")
    asyncio.run(robots_at(NOON, site, ledger).process_request(request_for("/open")))
    assert site.downloader.per_slot_settings["herald.example"]["delay"] == 600
    assert caplog.messages == [
        "herald.example: robots.txt asks for 600 seconds between two pages; they are kept"
    ]


def asked_at(minutes: float, ledger: Ledger, *paths: str) -> list[str]:
    """Return what a run asks for of a site that wants 600 seconds between two pages."""
    instant = NOON + timedelta(minutes=minutes)
    middleware = robots_at(instant, delayed("600"), ledger, ReturningSpider)
    put_off = refused(middleware, *paths)
    return [path for path in paths if path not in put_off]


def test_a_long_delay_is_kept_from_run_to_run(ledger: Ledger) -> None:
    asked = [asked_at(minutes, ledger, "/a", "/b") for minutes in (0, 5, 9.9, 10, 15, 20)]
    assert asked == [["/a"], [], [], ["/a"], [], ["/a"]]


def test_a_long_delay_outlasts_the_day_of_the_file(ledger: Ledger) -> None:
    minutes = (0, 23 * 60 + 55, 24 * 60 + 1, 24 * 60 + 5)
    assert [asked_at(at, ledger, "/a") for at in minutes] == [["/a"], ["/a"], [], ["/a"]]


def test_a_delay_of_a_minute_is_waited_for_in_the_run(ledger: Ledger) -> None:
    middleware = robots_at(NOON, delayed("60"), ledger, ReturningSpider)
    assert refused(middleware, "/a", "/b") == []


def test_the_turn_of_a_page_is_that_of_what_it_leads_to(ledger: Ledger) -> None:
    middleware = robots_at(NOON, delayed("600"), ledger, ReturningSpider)
    request = request_for("/old")
    asyncio.run(middleware.process_request(request))
    led_to = request.replace(url=f"{request.url}/new", meta={"redirect_times": 1})
    asyncio.run(middleware.process_request(led_to))
    with pytest.raises(OutOfTurn) as put_off:
        asyncio.run(middleware.process_request(request))
    assert put_off.value.until == NOON + timedelta(seconds=600)
    assert put_off.value.reason == (
        "robots.txt asks for 600 seconds between two pages: not before 2024-10-17 12:10 UTC"
    )


def test_more_than_a_day_is_a_day(ledger: Ledger) -> None:
    middleware = robots_at(NOON, delayed("1e300"), ledger, ReturningSpider)
    asyncio.run(middleware.process_request(request_for("/a")))
    assert long_delay(ledger.agenda, "https://herald.example/b", "news-ingestion") == 24 * 3600


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_each_status_of_a_redirect_leads_to_the_file(status: int, ledger: Ledger) -> None:
    site = Site()
    site.moved_by = status
    site.moved = {"https://herald.example/robots.txt": "/rules"}
    assert refused(robots_at(NOON, site, ledger), "/private", "/open") == ["/private"]
    assert site.asked == 2


def test_what_names_a_place_without_a_redirect_is_no_file(ledger: Ledger) -> None:
    site = Site()
    site.moved_by = 300
    site.moved = {"https://herald.example/robots.txt": "/rules"}
    assert refused(robots_at(NOON, site, ledger), "/private") == []
    assert site.asked == 1


@pytest.mark.parametrize("is_obeyed", [True, False])
def test_robots_txt_is_read_unless_the_setting_is_off(is_obeyed: bool) -> None:
    crawler = get_crawler(Spider, settings_dict={"ROBOTSTXT_OBEY": is_obeyed, "USER_AGENT": "a/1"})
    if is_obeyed:
        assert RobotsMiddleware.from_crawler(crawler).token == "a"
    else:
        with pytest.raises(NotConfigured):
            RobotsMiddleware.from_crawler(crawler)


def test_what_needs_no_leave_is_not_asked_for(ledger: Ledger) -> None:
    site = Site(b"User-agent: *\nDisallow: /\n")
    middleware = robots_at(NOON, site, ledger)
    for request in (
        Request("https://herald.example/robots.txt", meta={"dont_obey_robotstxt": True}),
        Request("data:text/html,harbour"),
    ):
        asyncio.run(middleware.process_request(request))
    assert site.asked == 0
    assert refused(middleware, "/open") == ["/open"]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://herald.example/a?b#c", "https://herald.example"),
        ("http://herald.example:8080/a", "http://herald.example:8080"),
        ("https://ada:secret@herald.example/a", "https://herald.example"),
    ],
)
def test_a_robots_txt_is_a_schemes_hosts_and_ports(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(("asked", "waited"), [("60", 0.0), ("61", 61.0), ("9e9", 86_400.0)])
def test_a_delay_over_a_minute_is_too_long_for_a_run(
    asked: str, waited: float, ledger: Ledger
) -> None:
    assert long_delay(ledger.agenda, "https://herald.example/a", "news-ingestion") == 0.0
    refused(robots_at(NOON, delayed(asked), ledger), "/a")
    assert long_delay(ledger.agenda, "https://herald.example/a", "news-ingestion") == waited


def test_the_delay_holds_for_a_site_that_is_asked_already(ledger: Ledger) -> None:
    site = delayed("7")
    slot = SimpleNamespace(delay=1.0, jitter=0.5)
    site.downloader.slots["herald.example"] = slot
    asyncio.run(robots_at(NOON, site, ledger).process_request(request_for("/open")))
    assert (slot.delay, slot.jitter) == (7, 0)
