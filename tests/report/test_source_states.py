"""What `scrapy sources` says of each source."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from crawler.ledger import Entry, Ledger
from crawler.ledger.agenda import RobotsFile, SourceRecord
from crawler.profiles.profile import SourceProfile
from crawler.report.source_states import SourceState, gaps, source_states
from tests.support.command import scrapy

NOW = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
WHOLE = {
    "domains": ("herald.example",),
    "feeds": ("https://herald.example/rss",),
    "timezone": "Asia/Tehran",
    "language": "en",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledger.begin_run("news", NOW)
    for number, hours in enumerate([2, 30, 24 * 8]):
        ledger.save(
            Entry(
                url=f"https://herald.example/{number}",
                code=f"ART24101712{number:02}ABCDEF",
                source="herald",
                run=1,
                first_retrieved=NOW - timedelta(hours=hours),
                retrieved=NOW,
                path=f"articles/{number}.md",
            )
        )
    yield ledger
    ledger.close()


def state(ledger: Ledger, now: datetime = NOW, **profile: object) -> SourceState:
    profile = SourceProfile(name="herald", **{**WHOLE, **profile})
    return source_states({"herald": profile}, ledger, now)[0]


def test_articles_of_a_day_and_a_week_are_counted(ledger: Ledger) -> None:
    found = state(ledger)

    assert (found.day, found.week) == (1, 2)
    assert found.last_article == NOW - timedelta(hours=2)
    assert found.problems == ()


def test_source_that_fell_silent_is_reported(ledger: Ledger) -> None:
    found = state(ledger, now=NOW + timedelta(days=9))

    assert found.problems == ("has given nothing for 9 days",)


def test_old_pages_of_a_replay_are_no_silence(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    run = ledger.begin_run("replay", NOW)
    old = NOW - timedelta(days=400)
    url = "https://herald.example/old"
    code = "ART2309121200ABCDEF"
    where = {"source": "herald", "run": run, "path": "articles/old.md"}
    ledger.save(Entry(url=url, code=code, first_retrieved=old, retrieved=old, **where))

    assert state(ledger).problems == ()
    assert state(ledger).last_article == old
    ledger.begin_run("news", NOW)
    assert state(ledger).problems == ("has given no article yet",)
    ledger.close()


def test_source_that_never_gave_anything_is_reported_once_there_were_runs(ledger: Ledger) -> None:
    profiles = {"gazette": SourceProfile(name="gazette", **WHOLE)}

    assert source_states(profiles, ledger, NOW)[0].problems == ("has given no article yet",)

    with closing(Ledger("sqlite://")) as blank:
        assert source_states(profiles, blank, NOW)[0].problems == ()


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"feeds": ()}, "names no listing: `news` reads its front page"),
        ({"sections": ("https://herald.example/a",)}, "has no article_urls: links of section p"),
        ({"timezone": None}, "has no timezone: its dates may be hours off"),
        ({"language": None}, "has no language"),
        ({"unverified": ("feeds", "timezone")}, "not checked on line: feeds, timezone"),
    ],
)
def test_gap_of_a_profile_is_reported(
    changes: dict[str, None] | dict[str, tuple[str, ...]], gap: str
) -> None:
    profile = SourceProfile(name="herald", **{**WHOLE, **changes})

    assert [found[: len(gap)] for found in gaps(profile)] == [gap]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"failures": 2, "answered": NOW}, "has not answered since 2024-10-17 12:00 UTC"),
        ({"failures": 2}, "has never answered"),
        ({"hints": 5}, "says of articles that they have changed which have not; it is ignored"),
        ({"validators_lie": True}, "says “not modified” of a listing that was"),
    ],
)
def test_what_is_wrong_with_the_polls_is_reported(
    ledger: Ledger,
    record: dict[str, bool] | dict[str, datetime | int] | dict[str, int],
    problem: str,
) -> None:
    ledger.agenda.save_source(SourceRecord("herald", due=NOW + timedelta(hours=1), **record))
    found = state(ledger)

    assert found.problems[0].startswith(problem)
    assert found.next_poll == NOW + timedelta(hours=1)


def test_a_site_that_wants_to_be_asked_seldom_is_reported(ledger: Ledger) -> None:
    text = "User-agent: *\nCrawl-delay: 3600"
    ledger.agenda.save_robots(RobotsFile("https://www.herald.example", NOW, text))
    assert state(ledger).problems == (
        "its robots.txt asks for 3600 seconds between two pages: 24 a day at most, feeds included",
    )


def sources(*arguments: object, **settings: object) -> CompletedProcess:
    return scrapy("sources", *arguments, settings=settings)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A profile whose feed refuses, in a folder of its own."""
    lines = "name: herald\ndomains: [herald.example]\nfeeds: [http://127.0.0.1:1/rss]\n"
    (tmp_path / "herald.yml").write_text(f"{lines}timezone: Asia/Tehran\nlanguage: en\n")
    return str(tmp_path)


def test_command_lists_each_source_and_makes_no_ledger(folder: str, tmp_path: Path) -> None:
    run = sources("--json", SOURCES=folder, OUTPUT_DIR=str(tmp_path / "output"))

    assert (run.returncode, run.stderr) == (0, "")
    assert [
        (line["name"], line["listings"], line["problems"]) for line in json.loads(run.stdout)
    ] == [("herald", 1, [])]
    assert not (tmp_path / "output").exists()


def test_check_names_the_listing_that_does_not_answer(folder: str, tmp_path: Path) -> None:
    settings = {"RETRY_TIMES": "0", "ALLOW_PRIVATE_ADDRESSES": "True"}
    run = sources("--check", SOURCES=folder, OUTPUT_DIR=str(tmp_path / "output"), **settings)

    assert (run.returncode, run.stderr) == (1, "")
    assert "herald: http://127.0.0.1:1/rss: robots.txt: connection refused" in run.stdout
