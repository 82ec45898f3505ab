"""The one way to a ledger: who opens it, and what is there before the first run."""

from contextlib import closing
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.ledger import ledger_to_read, open_ledger
from crawler.system.lock import RunLocked
from tests.support.runs import NOW

URL = "https://herald.example/2024/well-found"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings({"OUTPUT_DIR": str(tmp_path)})


def test_what_a_command_writes_a_reader_finds(settings: Settings) -> None:
    with closing(open_ledger(settings, "scrapy check")) as ledger:
        ledger.record(URL, "written", at=NOW)
    with ledger_to_read(settings) as ledger:
        assert ledger.settled([URL], NOW) == {URL}


def test_a_reader_makes_no_ledger(settings: Settings, tmp_path: Path) -> None:
    with ledger_to_read(settings) as ledger:
        assert ledger.is_new()
    assert list(tmp_path.iterdir()) == []


def test_two_commands_do_not_change_a_ledger_at_once(settings: Settings) -> None:
    with closing(open_ledger(settings, "scrapy crawl news")):
        with pytest.raises(RunLocked, match="scrapy crawl news"):
            open_ledger(settings, "scrapy check")
        with ledger_to_read(settings) as ledger:
            assert ledger.is_new()
