import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from sqlalchemy import select

from crawler.errors import UserError
from crawler.items import Fate
from crawler.ledger import Entry, Ledger, LedgerError, LedgerKeeper
from crawler.ledger.database.database import Database
from crawler.ledger.database.schema import runs
from crawler.signals import article_displaced, url_settled
from tests.support.articles import make_article
from tests.support.disks import no_room

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


def test_a_url_never_seen_is_not_settled(ledger: Ledger) -> None:
    assert ledger.settled([URL], NOW) == set()
    assert ledger.visit(URL) is None


@pytest.mark.parametrize(
    ("due", "settled"),
    [(None, True), (NOW + timedelta(hours=1), True), (NOW, False), (NOW - timedelta(1), False)],
)
def test_a_url_is_settled_until_it_is_due(
    ledger: Ledger, due: datetime | None, settled: bool
) -> None:
    ledger.record(URL, "failed", at=NOW, due=due)
    assert (URL in ledger.settled([URL], NOW)) is settled


def test_more_urls_than_a_query_takes_are_looked_up(ledger: Ledger) -> None:
    ledger.record(f"{URL}/24999", "written", at=NOW)
    assert ledger.settled((f"{URL}/{n}" for n in range(25_000)), NOW) == {f"{URL}/24999"}


def test_what_became_of_a_url_is_kept(ledger: Ledger) -> None:
    ledger.record(URL, "failed", at=NOW, reason="status 500")
    ledger.record(URL, "written", at=NOW, etag='"a"', last_modified="Mon")
    visit = ledger.visit(URL)
    assert visit is not None
    assert (visit.fate, visit.reason, visit.visited) == ("written", None, NOW)
    assert (visit.etag, visit.last_modified) == ('"a"', "Mon")


def test_every_address_of_an_article_leads_to_it(ledger: Ledger) -> None:
    ledger.save(ENTRY)
    ledger.record(f"{URL}?amp=1", "written", at=NOW, canonical_url=URL)
    assert ledger.find(f"{URL}?amp=1") == ledger.find(URL) == ENTRY
    assert ledger.entry(f"{URL}?amp=1") is None
    assert ledger.settled([URL], NOW) == {URL}


def test_an_article_is_kept_in_place_of_what_was_known(ledger: Ledger) -> None:
    ledger.save(ENTRY)
    ledger.save(replace(ENTRY, path="articles/a.md", revisions=2, duplicate_of="ART1"))
    assert ledger.holder(ENTRY.code) == replace(
        ENTRY, path="articles/a.md", revisions=2, duplicate_of="ART1"
    )


def test_articles_of_the_same_text_are_found(ledger: Ledger) -> None:
    other = replace(ENTRY, url=f"{URL}/copy", code="ART2410171545AAAAAA")
    for entry in (other, ENTRY):
        ledger.save(entry)
        ledger.remember_text(entry.url, -5)
        ledger.remember_text(entry.url, -5)
    assert ledger.remember_text(f"{URL}/new", -5) == [ENTRY, other]
    assert ledger.remember_text(URL, -5) == [other]
    assert ledger.remember_text(URL, 5) == []


def test_what_was_committed_is_there_next_time(address: str) -> None:
    first = Ledger(address)
    assert first.begin_run("news", NOW) == 1
    first.record(URL, "written", at=NOW)
    first.end_run(NOW, "finished", {"written": 1})
    first.close()
    second = Ledger(address)
    assert second.begin_run("news", NOW) == 2
    assert second.settled([URL], NOW) == {URL}
    second.close()


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    Ledger(f"sqlite:///{tmp_path / 'a' / 'b' / 'ledger.sqlite'}").close()
    assert (tmp_path / "a" / "b" / "ledger.sqlite").is_file()


def test_a_damaged_ledger_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite: .*damaged"):
        Ledger(f"sqlite:///{path}")


def test_a_ledger_that_cannot_be_made_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LedgerError, match=r"ledger\.sqlite: .*LEDGER_URL"):
        Ledger(f"sqlite:///{tmp_path / 'file' / 'ledger.sqlite'}")


def test_a_sqlite_file_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    Ledger(address).close()
    monkeypatch.setattr("crawler.ledger.database.engine.LOCK_SECONDS", 0.0)
    holder = sqlite3.connect(tmp_path / "ledger.sqlite")
    holder.execute("BEGIN EXCLUSIVE")
    second = Ledger(address)
    second.record(URL, "written", at=NOW)
    with pytest.raises(LedgerError, match=r"locked; another program holds it"):
        second.commit()
    holder.close()
    second.close()


@pytest.mark.parametrize("address", ["nonsense", "nosuch://host/name", "mysql://host/name"])
def test_an_unusable_address_names_the_setting(address: str) -> None:
    with pytest.raises(UserError, match="LEDGER_URL"):
        Ledger(address)


def test_the_keeper_puts_the_ledger_into_the_output_folder(tmp_path: Path) -> None:
    keeper = LedgerKeeper.from_crawler(get_crawler(settings_dict={"OUTPUT_DIR": str(tmp_path)}))
    keeper.engine_stopped()
    assert (tmp_path / "ledger.sqlite").is_file()


def test_the_keeper_follows_ledger_url(address: str) -> None:
    settings = {"OUTPUT_DIR": os.devnull, "LEDGER_URL": address}
    keeper = LedgerKeeper.from_crawler(get_crawler(settings_dict=settings))
    keeper.spider_opened(Spider("news"))
    keeper.engine_stopped()
    ledger = Ledger(address)
    assert ledger.has_read_news()
    ledger.close()


@pytest.mark.parametrize(
    ("fate", "settled"),
    [
        ("written", True),
        ("part", True),
        ("not an article", True),
        ("failed", False),
        ("robots", False),
    ],
)
def test_the_keeper_keeps_the_fate_of_a_url(address: str, fate: Fate, settled: bool) -> None:
    crawler = get_crawler(settings_dict={"LEDGER_URL": address})
    keeper = LedgerKeeper.from_crawler(crawler)
    response = Response(URL, headers={"ETag": '"a"'})
    crawler.signals.send_catch_log(
        url_settled,
        url=f"{URL}?amp=1",
        source="herald",
        fate=fate,
        reason="why",
        article=make_article(canonical_url=URL),
        response=response,
    )
    visit = keeper.ledger.visit(URL)
    assert visit is not None
    assert (visit.fate, visit.reason, visit.etag) == (fate, "why", '"a"')
    later = datetime.now(timezone.utc)
    assert keeper.ledger.settled([f"{URL}?amp=1"], later) == (
        {f"{URL}?amp=1"} if settled else set()
    )
    keeper.engine_stopped()


def test_an_article_on_several_pages_is_asked_for_whole_again(address: str) -> None:
    crawler = get_crawler(settings_dict={"LEDGER_URL": address})
    keeper = LedgerKeeper.from_crawler(crawler)
    crawler.signals.send_catch_log(
        url_settled,
        url=URL,
        source="herald",
        fate="written",
        reason="",
        article=make_article(canonical_url=URL, next_page=f"{URL}?page=2"),
        response=Response(URL, headers={"ETag": '"a"'}),
    )
    visit = keeper.ledger.visit(URL)
    assert visit is not None
    assert visit.etag is None
    keeper.engine_stopped()


def test_the_keeper_keeps_that_a_better_copy_took_the_place(address: str) -> None:
    crawler = get_crawler(settings_dict={"LEDGER_URL": address})
    keeper = LedgerKeeper.from_crawler(crawler)
    displaced = replace(ENTRY, duplicate_of="ART2410171545AAAAAA")
    crawler.signals.send_catch_log(article_displaced, entry=displaced)
    visit = keeper.ledger.visit(URL)
    assert visit is not None
    assert (visit.fate, visit.reason) == (
        "duplicate",
        "ART2410171545KRUBXS repeats ART2410171545AAAAAA",
    )
    assert visit.due is None
    keeper.engine_stopped()


def test_a_full_disk_ends_the_crawl_with_one_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[str] = []
    monkeypatch.setattr(
        "crawler.ledger.keeper.end_crawl", lambda crawler, reason: ends.append(reason)
    )
    crawler = get_crawler(settings_dict={"OUTPUT_DIR": str(tmp_path)})
    keeper = LedgerKeeper.from_crawler(crawler)
    with no_room(5_000):
        for number in range(3):
            settled = {
                "url": f"{URL}/{number}",
                "source": "",
                "fate": "gone",
                "reason": "x" * 9_000,
            }
            crawler.signals.send_catch_log(url_settled, **settled, article=None, response=None)
            keeper._commit()
        keeper.engine_stopped()
    assert ends == ["ledger_failed"]
    (error,) = caplog.messages
    assert error.endswith("make room on its disk, then run again")


def test_a_disk_that_stays_full_damages_no_ledger(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with no_room(5_000):
        ledger.record(URL, "gone", at=NOW, reason="x" * 9_000)
        for act in (ledger.commit, ledger.commit, ledger.close):
            with pytest.raises(LedgerError, match=r"make room on its disk, then run again$"):
                act()
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as again:
        assert again.visit(URL) is None


def test_a_run_that_was_killed_is_closed_by_the_next(address: str) -> None:
    ledger = Ledger(address)
    ledger.begin_run("news", NOW)
    assert ledger.has_killed_run()
    later = NOW + timedelta(minutes=15)
    ledger.begin_run("replay", later)
    ledger.end_run(later, "finished", {})
    assert not ledger.has_killed_run()
    ledger.close()
    with closing(Database(address)) as database:
        rows = database.all(select(runs.c.spider, runs.c.outcome, runs.c.ended).order_by(runs.c.id))
    assert rows == [("news", "killed", later), ("replay", "finished", later)]
