"""An alarm is reported when it begins, once a day, and when it is over."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone

import pytest

from crawler.ledger import Ledger
from crawler.run.announcements import announcements, found_alarms
from crawler.run.tally import Tally, Trouble
from crawler.run.verdict import Ending, verdict
from crawler.traits import Traits

START = datetime(2024, 10, 17, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
FEED = "https://herald.example/feed"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger("sqlite://")
    yield ledger
    ledger.close()


def read(*, broken: bool = False, failed: int = 0, good: int = 0) -> Tally:
    """A run that has read the source; another of its listings has answered."""
    tally = Tally()
    tally.sources["herald"] = None
    tally.answered.add("herald")
    tally.known["herald"] = 1
    if broken:
        tally.broken_listings.append(Trouble(FEED, "herald", "failed", "HTTP 404"))
    for number in range(failed + good):
        url = f"https://herald.example/{number}"
        tally.see(url, "herald")
        tally.settle(url, "failed" if number < failed else "written")
    return tally


def ends(
    ledger: Ledger,
    runs: Sequence[tuple[float, Tally]],
    strict: bool = False,
    health: Sequence[tuple[str, str]] = (),
) -> list[tuple[int, str]]:
    """Return the exit code and the sentence of each run; runs: hours after the start, tallies."""
    words = []
    for hours, tally in runs:
        now = START + hours * HOUR
        known = ledger.agenda.alarms.all()
        announced = announcements(known, found_alarms(tally, health), tally, now)
        for alarm in announced.changed:
            ledger.agenda.alarms.save(alarm)
        ending = Ending(
            tally, "finished", traits=Traits(comes_back=True), announced=announced, alarms=health
        )
        words.append(verdict(ending))
    return [(word.exit_code, word.sentence) for word in words]


def test_a_dead_feed_is_reported_when_it_begins_once_a_day_and_when_it_is_over(
    ledger: Ledger,
) -> None:
    runs = [(hour / 4, read(broken=True)) for hour in range(200)] + [(50, read()), (51, read())]
    found = ends(ledger, runs)
    reported = [hour for hour, (code, _) in zip(range(200), found, strict=False) if code]
    assert reported == [0, 96, 192]
    assert found[0][1] == "Nothing new. But 1 listing failed (herald)."
    assert found[1][1] == "Nothing new. Still so, as you know: herald."
    assert found[-2] == (
        0,
        f"Nothing new. Over: herald: {FEED} can't be read (HTTP 404), since 2024-10-17 00:00 UTC.",
    )
    assert found[-1] == (0, "Nothing new.")


def test_an_alarm_that_comes_and_goes_within_a_day_is_reported_once(ledger: Ledger) -> None:
    runs = [(hour, read(broken=not hour % 2)) for hour in range(20)]
    sentences = [sentence for _, sentence in ends(ledger, runs)]
    assert sum("But" in sentence for sentence in sentences) == 1
    assert sum("Over" in sentence for sentence in sentences) == 1


def test_one_that_comes_back_after_a_day_is_a_new_one(ledger: Ledger) -> None:
    found = ends(ledger, [(0, read(broken=True)), (1, read()), (30, read(broken=True))])
    assert [code for code, _ in found] == [1, 0, 1]
    (alarm,) = ledger.agenda.alarms.all()
    assert alarm.since == START + 30 * HOUR


def test_a_second_fault_is_reported_while_the_first_stands(ledger: Ledger) -> None:
    found = ends(ledger, [(0, read(broken=True)), (1, read(broken=True, failed=1))])
    assert found[1][0] == 1
    assert found[1][1].endswith("But 1 of 1 page failed.")


def test_pages_that_fail_are_over_when_others_come(ledger: Ledger) -> None:
    found = ends(ledger, [(0, read(failed=1)), (1, read()), (2, read(failed=1)), (3, read(good=1))])
    assert [code for code, _ in found] == [1, 0, 0, 0]
    assert "Still so, as you know: herald." in found[1][1]  # no page came that could tell
    assert "Over: herald: pages failed" in found[3][1]


def test_a_source_that_is_not_read_is_not_judged(ledger: Ledger) -> None:
    ends(ledger, [(0, read(broken=True))])
    ((code, sentence),) = ends(ledger, [(1, Tally())])
    assert (code, sentence) == (0, "Nothing new. Still so, as you know: herald.")


def test_what_a_source_gives_is_one_alarm_whatever_its_numbers(ledger: Ledger) -> None:
    texts = [f"{share}% of its articles lack image; 2% is usual" for share in (70, 85)]
    codes = [
        ends(ledger, [(hour, read())], health=[("herald", text)])[0][0]
        for hour, text in enumerate(texts)
    ]
    assert codes == [1, 0]
