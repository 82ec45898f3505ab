"""`scrapy sources` on a narrow screen, and for programs."""

import io
import json
from datetime import datetime, timezone
from pathlib import Path

from rich.console import Console

from crawler.commands.sources import table
from crawler.console import print_table
from crawler.ledger import Entry, Ledger
from crawler.report.source_states import SourceState
from tests.support.herald import scrapy

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)


def state(name: str) -> SourceState:
    return SourceState(
        **{"name": name, "domain": f"{name}.example", "listings": 7, "last_article": NOON},
        **{"day": 12, "week": 80, "last_answer": NOON, "next_poll": NOON, "problems": ()},
    )


def test_a_narrow_screen_shows_names_whole() -> None:
    stream = io.StringIO()
    print_table(
        Console(file=stream, width=60), table([state("lakesidechronicle"), state("harbourpost")])
    )
    assert "lakesidechronicle" in stream.getvalue()
    assert "harbourpost" in stream.getvalue()
    assert max(map(len, stream.getvalue().splitlines())) <= 60


def test_times_are_utc_and_said_to_be() -> None:
    stream = io.StringIO()
    print_table(Console(file=stream, width=120), table([state("herald")]))
    assert "last article UTC" in stream.getvalue()
    assert "next poll UTC" in stream.getvalue()


def test_times_of_the_json_are_iso_8601_and_the_clock_is_the_simulations(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledger.begin_run("news", NOON)
    times = {"first_retrieved": NOON, "retrieved": NOON}
    ledger.save(
        Entry(url="https://www.presstv.ir/a", code="A", source="presstv", run=1, path="a", **times)
    )
    ledger.close()
    done = scrapy("sources", "--json", OUTPUT_DIR=tmp_path, CLOCK="tests.support.clocks.october")
    (press,) = [row for row in json.loads(done.stdout) if row["name"] == "presstv"]
    assert press["last_article"] == "2024-10-17T12:00:00+00:00"
    assert not [problem for problem in press["problems"] if "days" in problem]
