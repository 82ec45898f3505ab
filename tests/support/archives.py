"""Archives of small pages, as runs leave them."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.archive.recorder import Recorder
from crawler.archive.records import SavedPage
from crawler.archive.warc_writer import Exchange
from crawler.ledger import Ledger

URL = "https://herald.example/2024/harbour"
NOON = datetime(2024, 10, 25, 12, 0, 0, 250000, tzinfo=timezone.utc)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
PAGE = SavedPage(URL, NOON, 200, HTML, b"<p>The harbour of Westhaven reopens.")


def version(hours: float = 0, body: bytes | None = None, **changes: object) -> SavedPage:
    """Return the page as it was fetched so many hours after noon."""
    body = PAGE.body if body is None else body
    return replace(PAGE, fetched_at=NOON + timedelta(hours=hours), body=body, **changes)


def exchange(page: SavedPage, source: str = "herald") -> Exchange:
    """Return a page as the answer to a request."""
    known = {"source": source} if source else {}
    return Exchange(answer=page, asked=(("Host", "herald.example"),), known=known)


@contextmanager
def recording(
    output: Path, most: int = 0, most_of_a_file: int = 10_000_000
) -> Iterator[tuple[Recorder, Ledger]]:
    """Yield the recorder of a run, and its ledger; both are closed at the end."""
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        recorder = Recorder(
            output / "archive", ledger, "news", most=most, most_of_a_file=most_of_a_file
        )
        ledger.begin_run("news", NOON)
        yield recorder, ledger
        recorder.close()
        ledger.end_run(NOON, "finished", {})


def record(output: Path, *pages: SavedPage, source: str = "herald", **limits: int) -> int:
    """Have a run record pages; return how many had no room."""
    with recording(output, **limits) as (recorder, _):
        for page in pages:
            recorder.record(exchange(page, source), source)
        return recorder.refused


def records(output: Path) -> list[WarcRecord]:
    """Return all records of an archive, in the order of its files."""
    found = []
    for path in sorted((output / "archive").glob("*.warc.gz")):
        for one in ArchiveIterator(io.BytesIO(path.read_bytes()), WarcRecordType.any_type):
            one.freeze()
            found.append(one)
    return found


def kinds(output: Path) -> list[str]:
    """Return the types of all records of an archive."""
    return [record.headers["WARC-Type"] for record in records(output)]
