"""Writes what became of each address that a person asked for: `-a results=FILE`."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import OutputError
from crawler.fates import DOUBTED, WITH_FILE
from crawler.items import Article, Fate
from crawler.ledger import Ledger, LedgerError, ledger_of
from crawler.run.result_rows import KNOWN, LEFT, Result, checked_format, head, line, rows
from crawler.signals import article_displaced, article_moved, url_left, url_settled
from crawler.system.whole_files import write_whole


class Results:
    """Writes each row once the ledger keeps its fate; what has its row is not asked for again.

    So the rows of a run that was killed name no file that the ledger has forgotten.
    """

    def __init__(self, path: Path, *, resumes: bool = True) -> None:
        """Read the file, if there is one; raises OutputError, or ArgumentError for another's.

        resumes: the rows that are there stay, but for those that may come out otherwise now.
        """
        self.path = path
        self._form = checked_format(path)
        self._asked: dict[str, str] = {}  # URL without its row: as it stands in the list
        self._waiting: list[str] = []  # rows for the next commit
        self._is_stale = False  # a row names a file that has gone or moved
        try:
            former = list(rows(path, self._form)) if path.exists() else []
            kept = [row for row in former if resumes and row.is_final]
            self._write_whole(kept)
        except OSError as error:
            raise OutputError(f"-a results={path}: {error.strerror or error}") from error
        self._done = {row.asked_url for row in kept}

    def begin(self, crawler: Crawler) -> None:
        """Listen to a run that begins."""
        self._ledger: Ledger = ledger_of(crawler)
        self._ledger.keep_with(self)
        self._file = self.path.open("a", encoding="utf-8", newline="")
        for handler, signal in (
            (self.settled, url_settled),
            (self.left, url_left),
            (self.stale, article_displaced),
            (self.stale, article_moved),
            (self.close, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)

    def has(self, asked: str) -> bool:
        """Return whether an earlier run has given an address of the list its row."""
        return asked in self._done

    def ask(self, url: str, asked: str) -> None:
        """Announce an address, and how it stands in the list."""
        self._asked[url] = asked

    def known(self, url: str, asked: str, fate: Fate) -> None:
        """Write the row of an address that is not asked for; fate: what an earlier run gave it."""
        self.ask(url, asked)
        self._write(url, Result(asked, fate=KNOWN, reason=f"{fate} in an earlier run"))

    def left(self, url: str, reason: str) -> None:
        """Write the row of a page that is left for a later run."""
        if url in self._asked:
            self._write(url, Result(self._asked[url], fate=LEFT, reason=reason))

    def settled(
        self, url: str, fate: Fate, reason: str, article: Article | None, response: Response | None
    ) -> None:
        """Write the row of a page that has its fate; one that another page has led to has none."""
        if url not in self._asked:
            return
        row = Result(self._asked[url], fate=fate, reason=reason)
        if response is not None:
            seconds = response.meta.get("download_latency")
            row = replace(row, final_url=response.url)
            row = row if seconds is None else replace(row, seconds=f"{seconds:.3f}")
        if article is not None:
            row = replace(row, canonical_url=article.canonical_url, title=article.headline)
        self._write(url, row)

    def stale(self) -> None:
        """Note that a row's file has gone, or has another name."""
        self._is_stale = True

    def close(self) -> None:
        """End the file, with each row's code and path as they are by now."""
        with suppress(LedgerError, OSError):  # the last commit is the keeper's, which says so
            self._ledger.commit()
        self._waiting.clear()
        self._file.close()
        if self._is_stale:
            self._write_whole(map(self._as_filed, list(rows(self.path, self._form))))

    def _write(self, url: str, row: Result) -> None:
        del self._asked[url]
        self._waiting.append(line(self._as_filed(row, url), self._form))

    def ready(self) -> dict[str, str | None]:
        """Return nothing: no file of the output waits for its name."""
        return {}

    def settle(self) -> None:
        """Write the rows that have waited for the commit; raises OSError."""
        if self._waiting:
            self._file.write("".join(self._waiting))
            self._file.flush()
            self._waiting.clear()

    def _as_filed(self, row: Result, url: str = "") -> Result:
        """Return a row with the code and the path that its article has in the ledger."""
        entry = self._ledger.find(row.canonical_url or url or row.asked_url)
        if entry is None:
            return row
        row = replace(row, canonical_url=entry.url)
        if entry.path is None and row.fate in WITH_FILE + DOUBTED:  # a better copy has come since
            row = replace(
                row, fate="duplicate", reason=f"{entry.code} repeats {entry.duplicate_of}"
            )
        if entry.path is None and entry.duplicate_of:
            entry = self._ledger.holder(entry.duplicate_of) or entry
        return replace(row, code=entry.code, path=entry.path or "")

    def _write_whole(self, results: Iterable[Result]) -> None:
        text = head(self._form) + "".join(line(row, self._form) for row in results)
        write_whole(self.path, text.encode())
