"""Keeps what a run fetches in WARC files of its own, and the archive within its bound."""

import sys
from dataclasses import replace
from datetime import datetime
from hashlib import sha1
from itertools import count
from pathlib import Path

from crawler.archive.file_index import bring_up_to_date, digest_key, host_of
from crawler.archive.pruning import Rewriting, Wish, doomed, versions_in
from crawler.archive.warc_writer import Exchange, WarcWriter, members
from crawler.ledger.captures import Capture
from crawler.ledger.database.schema import url_key
from crawler.ledger.ledger import Ledger

# Of the bound, what is left when old versions have gone: files are not written anew for each page.
AFTER_PRUNING = 0.9
MOST_RECENT = 5000  # captures in memory


class Recorder:
    """Writes exchanges and indexes them; the newest version of each address stays in any case."""

    def __init__(
        self, folder: Path, ledger: Ledger, spider: str, *, most: int, most_of_a_file: int
    ) -> None:
        """Take in what a killed run has left; raises OSError.

        spider: its name; most, most_of_a_file: bytes, most: 0 for any number.
        """
        self._folder = folder
        self._ledger = ledger
        self._spider = spider
        self._most = most or sys.maxsize
        self._most_of_a_file = most_of_a_file
        self._rewriting = Rewriting(folder, ledger)
        self._writer: WarcWriter | None = None
        self._file, self._name = 0, ""
        self._recent: dict[int, Capture] = {}  # payloads of this run, by the key of their address
        self._has_pruned = False  # and nothing more could go
        self.size = bring_up_to_date(folder, ledger)  # bytes
        self.refused = 0  # exchanges that had no room

    def record(self, exchange: Exchange, source: str) -> None:
        """Append an exchange, unless the archive is full of newest versions; raises OSError."""
        answer, captures = exchange.answer, self._ledger.captures
        digest, is_ok = digest_key(sha1(answer.body).digest()), answer.status // 100 == 2
        key = url_key(answer.url)
        former = self._recent.get(key) or captures.latest_payload(answer.url)
        if former and (answer.status == 304 or (is_ok and is_same(former, answer.status, digest))):
            exchange = replace(exchange, same_as=former.fetched)
        parts = members(exchange)
        if not self._has_room(sum(map(len, parts))):
            self.refused += 1
            return
        writer = self._open(answer.fetched_at)
        before = writer.size
        place = writer.append(parts, answer.fetched_at)
        self.size += writer.size - before
        capture = Capture(
            key=key,
            file=self._file,
            start=place.start,
            length=place.length,
            size=place.size,
            fetched=answer.fetched_at,
            status=answer.status,
            is_revisit=answer.status == 304 or exchange.same_as is not None,
            digest=digest,
            source=source,
            host=host_of(answer.url),
        )
        captures.add(capture, self._name)
        self._remember(capture)
        if former and capture.is_page:
            self._has_pruned = False

    def _remember(self, capture: Capture) -> None:
        """Keep a payload until its row is written: the ledger gathers fewer rows than these."""
        if len(self._recent) >= MOST_RECENT:
            self._recent.clear()
        if not capture.is_revisit:
            self._recent[capture.key] = capture

    def close(self) -> None:
        """Close the file that is being written, if one is."""
        if self._writer:
            self._writer.close()
        self._writer = None

    def _open(self, at: datetime) -> WarcWriter:
        if self._writer and self._writer.size >= self._most_of_a_file:
            self.close()
        if self._writer is None:
            self._name = self._free_name(at)
            self._writer = WarcWriter(self._folder / self._name)
            self._file = self._ledger.captures.new_file(self._name)
        return self._writer

    def _free_name(self, at: datetime) -> str:
        """Return the name of a new file: see file_index.OURS."""
        run = f"{at:%Y%m%dT%H%M%SZ}-{self._spider}-{self._ledger.run}"
        names = (f"{run}-{number}.warc.gz" for number in count(1))
        return next(name for name in names if not (self._folder / name).exists())

    def _has_room(self, size: int) -> bool:
        if self.size + size <= self._most:
            return True
        if not self._has_pruned:
            self._prune(size)
        return self.size + size <= self._most

    def _prune(self, wanted: int) -> None:
        self.close()  # its records may be among those that go
        all_versions = versions_in(self._ledger)
        wish = Wish(most=min(int(self._most * AFTER_PRUNING), self._most - wanted))
        gone = doomed(all_versions, wish, self.size)
        self.size -= self._rewriting.leave_out(gone)
        self._ledger.commit()
        self._has_pruned = not gone


def is_same(former: Capture, status: int, digest: int) -> bool:
    """Return whether an answer is what was received before."""
    return (former.status, former.digest) == (status, digest)
