"""Which record of the archive holds which page, on each of the databases."""

from datetime import timedelta
from typing import Any

from crawler.ledger import Ledger
from crawler.ledger.captures import Capture
from crawler.ledger.database.schema import url_key
from tests.support.archives import NOON, URL

OTHER = "https://paper.example/quay"


def capture(file: int, start: int, hours: float = 0, url: str = URL, **changes: Any) -> Capture:
    fields: dict[str, Any] = {
        "key": url_key(url),
        "file": file,
        "start": start,
        "length": 90,
        "size": 100,
        "fetched": NOON + timedelta(hours=hours),
        "status": 200,
        "is_revisit": False,
        "digest": 7,
        "source": "herald",
        "host": "herald.example",
    }
    return Capture(**(fields | changes))


def filled(ledger: Ledger) -> list[Capture]:
    """Have two files in the ledger: a page with its history, and another page."""
    first, second = (ledger.captures.new_file(name) for name in ("a.warc.gz", "b.warc.gz"))
    found = [
        capture(first, 10),
        capture(first, 110, 1, is_revisit=True),
        capture(first, 210, 2, digest=-8),
        capture(second, 10, 3, status=404),
        capture(second, 110, 1, OTHER, source="", host="paper.example"),
    ]
    for one in found:
        ledger.captures.add(one, "a.warc.gz" if one.file == first else "b.warc.gz")
    return found


def test_a_page_is_found_with_its_versions_the_newest_first(ledger: Ledger) -> None:
    page, revisit, changed, gone, _ = filled(ledger)
    assert ledger.captures.versions(URL) == [changed, page]
    assert ledger.captures.history(URL) == [gone, changed, revisit, page]
    assert ledger.captures.latest_payload(URL) == gone
    assert ledger.captures.latest_payload("https://herald.example/none") is None


def test_the_newest_of_each_page_come_while_others_are_looked_up(ledger: Ledger) -> None:
    *_, changed, _, other = filled(ledger)
    ledger.commit()
    found = [(one, len(ledger.captures.history(URL))) for one in ledger.captures.newest()]
    assert found == [(one, 4) for one in sorted((changed, other), key=lambda one: one.key)]
    assert ledger.captures.count_newest() == 2
    first = found[0][0]
    assert [one.key for one in ledger.captures.newest(after=first.key)] == [found[1][0].key]
    assert list(ledger.captures.newest(source="herald")) == [changed]
    assert list(ledger.captures.newest(since=changed.fetched)) == [changed]


def test_the_newest_few_of_each_source_on_each_host_are_found(ledger: Ledger) -> None:
    ledger.captures.new_file("a.warc.gz")
    for n in range(9):
        site = {"source": "herald" if n % 2 else "", "host": f"{'ab'[n % 3 > 0]}.example"}
        ledger.captures.add(capture(1, 100 * n, n, key=n, **site), "a.warc.gz")
    assert [one.key for one in ledger.captures.newest()] == [*range(9)]
    assert [one.key for one in ledger.captures.newest(most=1)] == [3, 6, 7, 8]
    assert [one.key for one in ledger.captures.newest(source="herald", most=2)] == [3, 5, 7]
    assert [one.key for one in ledger.captures.newest(most=1, after=6)] == [7, 8]


def test_what_there_is_is_counted_by_source_and_host(ledger: Ledger) -> None:
    filled(ledger)
    assert {name: held.captures for name, held in ledger.captures.sources().items()} == {
        "": 1,
        "herald": 4,
    }
    herald = ledger.captures.hosts()["herald.example"]
    assert (herald.pages, herald.versions, herald.size) == (1, 2, 400)
    assert (herald.first, herald.last) == (NOON, NOON + timedelta(hours=3))
    assert ledger.captures.total().captures == 5


def test_a_file_can_hold_fewer_or_be_forgotten(ledger: Ledger) -> None:
    page, _, changed, gone, other = filled(ledger)
    moved = capture(page.file, 10, 2, digest=-8)
    ledger.captures.replace(page.file, [moved], 110)
    assert ledger.captures.history(URL) == [gone, moved]
    assert ledger.captures.files()["a.warc.gz"] == (page.file, 110)
    ledger.captures.forget(other.file)
    assert list(ledger.captures.everything()) == [moved]
    assert list(ledger.captures.files()) == ["a.warc.gz"]
    assert changed.file == page.file


def test_what_is_not_committed_is_forgotten_with_its_file(ledger: Ledger) -> None:
    filled(ledger)
    ledger._database.roll_back()
    assert ledger.captures.files() == {}
    assert list(ledger.captures.everything()) == []
