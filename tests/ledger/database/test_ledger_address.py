"""LEDGER_URL: what it may be, and that no message shows a password."""

import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.ledger import Ledger, LedgerError
from crawler.ledger.database.address import parsed, shown
from crawler.ledger.database.engine import engine
from crawler.ledger.opening import ledger_url, open_ledger
from tests.support.command import scrapy

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (f"postgres://desk:{SECRET}@db.example/news", "postgresql://db.example/news"),
        (f"postgresql://desk:{SECRET}@db.example:5433/news", "postgresql://db.example:5433/news"),
        (f"postgresql+psycopg://db.example/news?password={SECRET}", "postgresql://db.example/news"),
        (f"postgresql://desk:{SECRET}%40%2F@[::1]/news", "postgresql://[::1]/news"),
        (f" postgresql:///news?host=/run/pg&user=desk&password={SECRET}\n", "postgresql:///news"),
    ],
)
def test_every_name_of_postgresql_means_psycopg_3(address: str, place: str) -> None:
    url = parsed(address)
    assert engine(url).driver == "psycopg"
    assert shown(url) == place


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"postgresql+asyncpg://desk:{SECRET}@db.example/news", "kept with 'postgresql+asyncpg'"),
        (f"postgresql+psycopg2://desk:{SECRET}@db.example/news", "kept with 'postgresql+psycopg2'"),
        ("sqlite+aiosqlite:///ledger.sqlite", "kept with 'sqlite+aiosqlite'"),
        (f"postgresq://desk:{SECRET}@db.example/news", "did you mean 'postgresql'"),
        (f"oracle://desk:{SECRET}@db.example/news?password={SECRET}", "kept with 'oracle'"),
        (f"mysql://desk:{SECRET}@db.example/news", "kept with 'mysql'"),
        ("sqlite:///file:ledger.sqlite?mode=ro&uri=true", "name the file itself"),
        (f"postgresql://desk:{SECRET}@{SECRET}@db.example/news", "%40 for @"),
        (f"postgresql://desk:{SECRET}/news", "can't be read"),
        (f"host=db.example password={SECRET}", "can't be read"),
        (f"postgresql:/desk:{SECRET}@db.example/news", "can't be read"),
        ("ledger.sqlite", "sqlite:////folder/ledger.sqlite"),
    ],
)
def test_an_address_that_is_none_is_refused_in_one_line(address: str, words: str) -> None:
    with pytest.raises(LedgerError) as refusal:
        Ledger(address)
    message = str(refusal.value)
    assert message.startswith("LEDGER_URL")
    assert words in message
    assert SECRET not in message
    assert "\n" not in message


def test_a_driver_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"pip install 'news-ingestion\[postgres\]'"):
        Ledger("postgresql://db.example/news")


@pytest.mark.parametrize(
    "words", [["crawl", "replay"], ["check"], ["sources"], ["export"]], ids=lambda words: words[-1]
)
def test_no_command_prints_a_password(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWS_LEDGER_URL", f"postgresql://desk:{SECRET}@127.0.0.1:1/news")
    ended = scrapy(*words, settings={"OUTPUT_DIR": tmp_path, "LOG_LEVEL": "DEBUG"})
    assert ended.returncode == 2
    last = ended.stderr.splitlines()[-1]
    assert last.startswith("ledger postgresql://127.0.0.1:1/news: connection failed")
    assert last.endswith("see that the server runs, and that LEDGER_URL names it")
    kept = [file.read_text("utf-8") for file in tmp_path.rglob("*") if file.is_file()]
    assert SECRET not in "".join([ended.stdout, ended.stderr, *kept])
    assert "Traceback" not in ended.stderr


def test_a_setting_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_LEDGER_URL", "sqlite:///environment.sqlite")
    assert ledger_url(Settings()) == "sqlite:///environment.sqlite"
    assert ledger_url(Settings({"LEDGER_URL": "sqlite:///set.sqlite"})) == "sqlite:///set.sqlite"


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    output = tmp_path / "news?mode=ro&50%25#@"
    settings = Settings({"OUTPUT_DIR": str(output)})
    open_ledger(settings, "scrapy check").close()
    assert (output / "ledger.sqlite").is_file()
