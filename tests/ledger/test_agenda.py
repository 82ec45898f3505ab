from dataclasses import replace
from datetime import datetime, timedelta, timezone

from crawler.ledger import Ledger
from crawler.ledger.agenda import HostState, ListingState, SourceRecord

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
URL = "https://herald.example/harbour"


def due(ledger: Ledger, at: datetime = NOON) -> list[str]:
    return [page.url for page in ledger.agenda.due_pages(at)]


def test_a_new_page_is_due_until_it_is_settled(ledger: Ledger) -> None:
    ledger.agenda.add([URL], 1, NOON, due=NOON)
    assert [page.is_new for page in ledger.agenda.due_pages(NOON)] == [True]
    assert ledger.visit(URL) is None
    ledger.record(URL, "written", at=NOON)
    assert due(ledger) == []


def test_a_page_passed_over_is_settled(ledger: Ledger) -> None:
    ledger.agenda.add([URL], 1, NOON, due=None)
    assert due(ledger) == []
    assert ledger.settled([URL], NOON) == {URL}


def test_a_known_page_is_not_new_again(ledger: Ledger) -> None:
    ledger.record(URL, "written", at=NOON)
    ledger.agenda.add([URL], 2, NOON, due=NOON)
    assert due(ledger) == []


def test_a_planned_page_is_due_at_its_time_with_its_validators(ledger: Ledger) -> None:
    ledger.record(URL, "written", at=NOON, etag='"a"')
    ledger.agenda.plan(URL, NOON + HOUR)
    assert due(ledger) == []
    assert ledger.settled([URL], NOON) == {URL}
    (page,) = ledger.agenda.due_pages(NOON + HOUR)
    assert (page.url, page.etag, page.is_new) == (URL, '"a"', False)


def test_an_article_under_two_addresses_is_looked_at_once(ledger: Ledger) -> None:
    for url in (f"{URL}?page=1", f"{URL}?page=2"):
        ledger.record(url, "written", at=NOON, canonical_url=URL)
        ledger.agenda.plan(url, NOON)
    assert due(ledger) == [f"{URL}?page=1"]


def test_what_is_looked_at_longest_ago_comes_first(ledger: Ledger) -> None:
    for hours, url in ((2, "b"), (1, "c"), (3, "a")):
        ledger.agenda.add([f"{URL}/{url}"], 1, NOON, due=NOON - hours * HOUR)
    assert [url[-1] for url in due(ledger)] == ["a", "b", "c"]


def test_what_is_known_of_those_who_are_asked_is_kept(ledger: Ledger) -> None:
    agenda = ledger.agenda
    listing = ListingState('"a"', "Mon", -7, NOON)
    source = SourceRecord("herald", NOON, NOON, NOON + HOUR, 3, True)
    host = HostState("herald.example", 2, NOON)
    assert agenda.listing(URL) == ListingState()
    assert agenda.source("herald") == SourceRecord("herald")
    assert agenda.host(host.name) == HostState(host.name)
    agenda.save_listing(URL, listing)
    agenda.save_source(replace(source, failures=0))
    agenda.save_source(source)
    agenda.save_host(host)
    assert agenda.listing(URL) == listing
    assert agenda.source("herald") == source
    assert agenda.host(host.name) == host
