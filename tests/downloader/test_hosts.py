from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.archive.records import SavedPage
from crawler.downloader.hosts import HostMiddleware, retry_after
from crawler.downloader.meta import PageMeta
from crawler.failures import Postponed
from crawler.ledger import Ledger
from crawler.profiles.schedule import FIRST_RETRY

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
REQUEST = Request("https://herald.example/world/harbour")
ELSEWHERE = Request("https://tribune.example/world/harbour")
HOUR = timedelta(hours=1)


@pytest.fixture
def host_at() -> Iterator[Callable[[datetime], HostMiddleware]]:
    """Return the middleware of a run at an instant; all runs share a ledger."""
    ledger = Ledger("sqlite://")

    def host_at(instant: datetime) -> HostMiddleware:
        middleware = HostMiddleware(get_crawler(), lambda: instant)
        middleware.agenda = ledger.agenda
        return middleware

    yield host_at
    ledger.close()


HostAt = Callable[[datetime], HostMiddleware]


def answer(
    middleware: HostMiddleware, status: int, request: Request = REQUEST, **headers: str
) -> Response | None:
    response = Response(request.url, status, {k.replace("_", "-"): v for k, v in headers.items()})
    return middleware.process_response(request, response)


def rests(middleware: HostMiddleware) -> bool:
    """Return whether the host is left alone."""
    try:
        middleware.process_request(REQUEST)
    except Postponed:
        return True
    return False


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("Thu, 17 Oct 2024 12:02:00 GMT", 120),
        ("Thu, 17 Oct 2024 11:00:00 GMT", 0),
        ("Thu, 17 Oct 2024 12:02:00", 0),
        ("soon", 0),
        ("", 0),
        ("9" * 400, 86_400),
    ],
)
def test_the_time_to_wait_is_read_as_seconds_or_a_date(header: str, seconds: int) -> None:
    assert retry_after(header, NOON) == timedelta(seconds=seconds)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_it_is_left_alone_in_the_next_runs_too(
    host_at: HostAt, status: int
) -> None:
    run = host_at(NOON)
    with pytest.raises(Postponed, match="until 2024-10-17 14:00"):
        answer(run, status, Retry_After="7200")
    for later in (run, host_at(NOON + HOUR)):
        with pytest.raises(Postponed, match="until 2024-10-17 14:00"):
            later.process_request(REQUEST)
        later.process_request(ELSEWHERE)
    host_at(NOON + 2 * HOUR).process_request(REQUEST)


@pytest.mark.parametrize("asked", ["99999999", "Fri, 17 Oct 2031 12:00:00 GMT"])
def test_a_host_that_asks_for_years_is_left_alone_for_a_day(host_at: HostAt, asked: str) -> None:
    with pytest.raises(Postponed, match="until 2024-10-18 12:00"):
        answer(host_at(NOON), 429, Retry_After=asked)
    with pytest.raises(Postponed, match="until 2024-10-18 12:00"):
        host_at(NOON + 24 * HOUR - timedelta(seconds=1)).process_request(REQUEST)
    host_at(NOON + 24 * HOUR).process_request(REQUEST)


def test_a_host_that_asks_again_is_left_alone_longer(host_at: HostAt) -> None:
    at, pauses = NOON, []
    for _ in range(3):
        middleware = host_at(at)
        with pytest.raises(Postponed):
            answer(middleware, 429)
        until = middleware.state("herald.example").rests_until
        assert until is not None
        pauses.append((until - at) / FIRST_RETRY)
        at = until
    assert pauses == [1, 2, 4]


def test_a_host_that_fails_twice_in_a_row_is_left_alone(host_at: HostAt) -> None:
    run = host_at(NOON)
    run.process_exception(REQUEST, ConnectionRefusedError())
    assert not rests(run)
    assert answer(run, 500).status == 500
    assert rests(run)


def test_an_answer_makes_good_for_a_failure(host_at: HostAt) -> None:
    run = host_at(NOON)
    for status in (500, 404, 500, 200, 500):
        answer(run, status)
    assert not rests(run)


def test_a_host_that_answers_again_is_forgiven(host_at: HostAt) -> None:
    with pytest.raises(Postponed):
        answer(host_at(NOON), 429)
    answer(host_at(NOON + HOUR), 200)
    with pytest.raises(Postponed, match="until 2024-10-17 14:15"):
        answer(host_at(NOON + 2 * HOUR), 429)


def test_what_we_refuse_to_ask_is_no_failure_of_the_host(host_at: HostAt) -> None:
    run = host_at(NOON)
    for _ in range(3):
        run.process_exception(REQUEST, IgnoreRequest("Forbidden by robots.txt"))
    assert not rests(run)


@pytest.mark.parametrize("status", [429, 503, 500])
def test_a_replay_says_nothing_of_a_host(host_at: HostAt, status: int) -> None:
    middleware = host_at(NOON)
    saved = SavedPage(REQUEST.url, NOON, status, (), b"")
    meta = PageMeta(REQUEST.url, saved=saved).as_meta()
    for _ in range(5):
        answer(middleware, status, REQUEST.replace(meta=meta))
    assert not rests(middleware)
