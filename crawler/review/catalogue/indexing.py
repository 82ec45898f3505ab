"""Brings the catalogue up to what ledger and files say, reading only the files that changed."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path

from crawler.ledger import Entry, Ledger
from crawler.ledger.standings import Standing
from crawler.review.catalogue.catalogue import Card, Catalogue
from pipelines.document.reading import UnreadableFile, article_file

AT_A_TIME = 500  # articles, between two commits

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Indexing:
    """One pass over ledger and catalogue; done and total say how far it is."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, output: Path) -> None:
        self.catalogue = catalogue
        self.ledger = ledger
        self.output = output
        self.done = self.total = 0

    def run(self) -> int:
        """Return how many articles were read anew or taken out; raises LedgerError, OSError."""
        if not self.catalogue.is_usable():
            self.catalogue.clear()
        known = self.catalogue.seen()
        changed: dict[int, str] = {}
        for standing in self.ledger.standings.all():
            seen = self.seen(standing)
            if known.pop(standing.key, None) != seen:
                changed[standing.key] = seen
        self.total = len(changed)
        keys = iter(changed)
        while some := list(islice(keys, AT_A_TIME)):
            self.catalogue.replace(self.cards(some, changed))
            self.done += len(some)
        if known:
            self.catalogue.replace((), known)
        if len(changed) >= AT_A_TIME:
            self.catalogue.settle()
        return len(changed) + len(known)

    def refresh(self, codes: Sequence[str]) -> None:
        """Have the catalogue hold these articles as they are now."""
        holders = (self.ledger.holder(code) for code in codes)
        found = self.ledger.standings.of([entry.url for entry in holders if entry])
        seen = {key: self.seen(standing) for key, standing in found.items() if standing}
        self.catalogue.replace(self.cards(list(seen), seen), found.keys() - seen.keys())

    def seen(self, standing: Standing) -> str:
        """Return what ledger and file system have of an article's file."""
        try:
            stamp = os.stat(f"{self.output}/{standing.path}").st_mtime_ns  # noqa: PTH116  # twice as fast
        except OSError:
            stamp = 0
        return f"{standing[1:]} {stamp}"

    def cards(self, keys: Sequence[int], seen: dict[int, str]) -> Iterator[tuple[Card, str]]:
        """Yield the articles of these keys, with their texts."""
        for key, entry in self.ledger.standings.entries(keys).items():
            if entry.path is not None:
                yield self.card(key, entry, seen[key])

    def card(self, key: int, entry: Entry, seen: str) -> tuple[Card, str]:
        """Return an article and its text; of a file that can't be read the code is the title."""
        assert entry.path is not None
        try:
            file = article_file((self.output / entry.path).read_bytes())
        except (OSError, UnreadableFile):
            keys, body = {}, ""
        else:
            keys, body = file.keys, file.body
        card = Card(
            key=key,
            code=entry.code,
            path=entry.path,
            seen=seen,
            source=entry.source,
            run=entry.run,
            url=entry.url,
            title=str(keys.get("title") or entry.code),
            category=str(keys.get("category") or ""),
            language=str(keys.get("language") or ""),
            fate=fate(entry),
            held=entry.held,
            confidence=confidence(entry, keys.get("confidence")),
            retrieved=milliseconds(entry.first_retrieved),
            dated=milliseconds(entry.published or entry.first_retrieved),
        )
        return card, body


def fate(entry: Entry) -> str:
    """Return what became of an article that has a file."""
    if entry.held:
        return "held"
    if entry.withdrawn:
        return "gone"
    return "updated" if entry.revisions else "written"


def confidence(entry: Entry, stated: object) -> int | None:
    """Return how sure an article's text is in percent; of an older ledger, as its file has it."""
    if entry.confidence is not None:
        return entry.confidence
    return stated if isinstance(stated, int) else None


def milliseconds(moment: datetime) -> int:
    """Return an instant as milliseconds since 1970 UTC."""
    return round((moment - _EPOCH).total_seconds() * 1000)
