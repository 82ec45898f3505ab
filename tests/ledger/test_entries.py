"""What a batch has read and will write is one with what is in the database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from sqlite3 import Cursor

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from crawler.ledger import Entry, Ledger, entries

NOW = datetime(2024, 10, 25, 8, 39, 1, 247000, tzinfo=timezone.utc)
URL = "https://herald.example/harbour"
ENTRY = Entry(
    url=URL,
    code="ART2410171545KRUBXS",
    source="herald",
    run=1,
    first_retrieved=NOW,
    retrieved=NOW,
)
OTHER = replace(ENTRY, url=f"{URL}/other", code="ART2410171545AAAAAA")


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What is asked of databases."""
    asked: list[str] = []

    def hear(connection: Connection, cursor: Cursor, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield asked
    event.remove(Engine, "before_cursor_execute", hear)


def test_an_article_is_read_once_and_written_once_a_batch(
    ledger: Ledger, statements: list[str]
) -> None:
    statements.clear()
    for path in ("a.md", "b.md", "c.md"):
        ledger.save(replace(ledger.entry(URL) or ENTRY, path=path))
    ledger.commit()
    assert [statement[:6] for statement in statements] == ["SELECT", "INSERT"]
    assert ledger.entry(URL) == replace(ENTRY, path="c.md")


def test_a_url_is_written_once_a_batch(ledger: Ledger, statements: list[str]) -> None:
    statements.clear()
    ledger.record(URL, "failed", at=NOW, due=NOW)
    ledger.agenda.plan(URL, NOW, 2)
    ledger.record(URL, "written", at=NOW, canonical_url=URL)
    ledger.agenda.plan(URL, NOW + timedelta(hours=1), 3)
    ledger.agenda.misled(URL)
    ledger.commit()
    assert len(statements) == 1
    (page,) = ledger.agenda.due_pages(NOW + timedelta(hours=1))
    assert (page.tries, page.is_new) == (3, False)
    assert list(ledger.agenda.watched([URL], NOW)) == []


def test_what_waits_is_another_programs_from_the_commit_on(address: str, ledger: Ledger) -> None:
    reader = Ledger(address)
    ledger.save(ENTRY)
    ledger.record(URL, "written", at=NOW)
    assert (reader.entry(URL), reader.settled([URL], NOW)) == (None, set())
    reader.commit()
    ledger.commit()
    assert (reader.entry(URL), reader.settled([URL], NOW)) == (ENTRY, {URL})
    reader.close()


def test_who_looks_through_the_articles_finds_those_that_wait(ledger: Ledger) -> None:
    ledger.save(replace(ENTRY, path="a.md"))
    assert [entry.path for entry in ledger.entries.written()] == ["a.md"]
    harvest = ledger.entries.harvest("herald", NOW, NOW)
    assert harvest is not None
    assert harvest.day == 1


def test_a_page_that_waits_leads_to_its_article(ledger: Ledger) -> None:
    ledger.save(ENTRY)
    ledger.record(f"{URL}?amp", "written", at=NOW, canonical_url=URL)
    assert ledger.find(f"{URL}?amp") == ENTRY
    ledger.commit()
    ledger.record(f"{URL}?amp", "gone", at=NOW)
    assert ledger.find(f"{URL}?amp") == ENTRY


@pytest.mark.parametrize("commits", [False, True])
def test_a_code_has_the_holder_that_it_has_now(ledger: Ledger, commits: bool) -> None:
    ledger.save(ENTRY)
    if commits:
        ledger.commit()
    new = "ART2410171545BBBBBB"
    assert ledger.holder(ENTRY.code) == ENTRY
    ledger.rename_copied(ENTRY.code, new)
    ledger.save(replace(ENTRY, code=new))
    assert ledger.holder(ENTRY.code) is None
    assert ledger.holder(new) == replace(ENTRY, code=new)
    ledger.save(replace(OTHER, code=ENTRY.code))
    ledger.commit()
    assert ledger.holder(ENTRY.code) == replace(OTHER, code=ENTRY.code)


def test_a_copy_that_waits_names_the_new_code(ledger: Ledger) -> None:
    ledger.run = 1
    ledger.save(ENTRY)
    ledger.save(replace(OTHER, duplicate_of=ENTRY.code))
    ledger.rename_copied(ENTRY.code, "ART2410171545BBBBBB")
    assert ledger.entry(OTHER.url) == replace(OTHER, duplicate_of="ART2410171545BBBBBB")


def test_articles_that_wait_share_texts_and_passages(ledger: Ledger) -> None:
    for entry in (OTHER, ENTRY):
        ledger.save(entry)
        ledger.remember_text(entry.url, 5)
        ledger.remember_marks(entry.url, {1, 2, 3}, NOW, 3)
    new = f"{URL}/new"
    assert ledger.remember_text(new, 5) == [ENTRY, OTHER]
    assert ledger.remember_marks(new, {1, 2, 3, 4}, NOW, 3) == [(ENTRY, 3), (OTHER, 3)]


def test_more_articles_than_memory_holds_are_kept(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST_HELD", 2)
    many = [replace(ENTRY, url=f"{URL}/{number}", code=f"ART{number}") for number in range(5)]
    for entry in many:
        ledger.save(entry)
    assert [ledger.entry(entry.url) for entry in many] == many
    assert [ledger.holder(entry.code) for entry in many] == many
