"""A character that a database can't keep costs that character."""

from datetime import datetime, timezone

import pytest

from crawler.ledger import Entry, Ledger, Picture
from crawler.ledger.agenda import HostState, ListingState, RobotsFile, SourceRecord

NOW = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
URL = "https://herald.example/harbour"


@pytest.fixture(params=["\0", "\ud800", "\udfff"], ids=["NUL", "first half", "second half"])
def odd(request: pytest.FixtureRequest) -> str:
    """A text that neither UTF-8 nor PostgreSQL can keep as it is."""
    return f"a{request.param}b"


def test_a_page_is_kept_whatever_its_texts_hold(ledger: Ledger, odd: str) -> None:
    url = f"{URL}/{odd}"
    ledger.record(url, "failed", at=NOW, reason=odd, due=NOW, etag=odd, last_modified=odd)
    ledger.record(URL, "written", at=NOW)
    ledger.commit()
    visit = ledger.visit(url)
    assert visit is not None
    assert visit.reason == visit.etag == visit.last_modified == "a\ufffdb"
    assert ledger.settled([url, URL], NOW) == {URL}


def test_an_article_is_kept_whatever_its_texts_hold(ledger: Ledger, odd: str) -> None:
    entry = Entry(
        url=f"{URL}/{odd}",
        code="ART2410171545KRUBXS",
        source=odd,
        run=1,
        first_retrieved=NOW,
        retrieved=NOW,
        page_url=odd,
        path=f"articles/{odd}.md",
    )
    ledger.save(entry)
    ledger.pictures.save(f"{URL}/{odd}.jpg", Picture(name=odd, content=1, width=2, height=3))
    ledger.commit()
    kept = ledger.entry(f"{URL}/{odd}")
    assert kept is not None
    assert (kept.source, kept.path) == ("a\ufffdb", "articles/a\ufffdb.md")
    assert ledger.pictures.named(odd) is not None


def test_what_is_known_of_a_site_is_kept_whatever_its_texts_hold(ledger: Ledger, odd: str) -> None:
    agenda = ledger.agenda
    agenda.add([f"{URL}/{odd}"], 1, NOW, due=NOW)
    agenda.save_listing(URL, ListingState(etag=odd, last_modified=odd))
    agenda.save_source(SourceRecord(odd, failures=2))
    agenda.save_host(HostState(odd, failures=3))
    agenda.save_robots(RobotsFile("https://herald.example", NOW, text=odd))
    ledger.commit()
    assert [page.url for page in agenda.due_pages(NOW)] == [f"{URL}/a\ufffdb"]
    assert agenda.listing(URL).etag == "a\ufffdb"
    assert (agenda.source(odd).failures, agenda.host(odd).failures) == (2, 3)
    robots = agenda.robots("https://herald.example")
    assert robots is not None
    assert robots.text == "a\ufffdb"
