"""Of the archive's pages those that the articles' files were made of."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage
from crawler.ledger import Entry, Ledger
from crawler.ledger.captures import Capture


class FilePages:
    """Chooses versions of pages by what the ledger has of their articles."""

    def __init__(self, output: Path, reader: Ledger) -> None:
        """reader: a ledger of which nothing else is asked meanwhile."""
        self.captures = reader.captures
        self._archive = PageArchive(output, reader)

    def address(self, newest: Capture) -> SavedPage | None:
        """Return the newest page of an address; None: it is not where the index has it."""
        return self._archive.read(newest)

    def of_file(self, page: SavedPage, entry: Entry | None) -> tuple[SavedPage, datetime] | None:
        """Return the version that an article's file was made of, and when it last had its text.

        page: the newest version, which is taken if there is no file. None: the archive does not
        have it. Looks that found the text unchanged need not be in the archive, which may be full.
        """
        history = self.captures.history(page.url)
        wanted = entry.retrieved if entry and entry.path else page.fetched_at
        payload = next((one for one in history if one.is_page and one.fetched <= wanted), None)
        if payload is None:
            return None
        until = last_same(payload, history)
        if entry and entry.path and until < text_since(entry):
            return None
        found = page if payload.fetched == page.fetched_at else self._archive.read(payload)
        return None if found is None else (found, max(until, wanted))

    def has(self, url: str) -> bool:
        """Return whether there is a page of an address."""
        return bool(self.captures.versions(url))

    def later(self, url: str, since: datetime) -> SavedPage | None:
        """Return a later page in its first version from a time on, else in its last one."""
        newest_first = list(self._archive.versions(url))
        from_then_on = [page for page in newest_first if page.fetched_at >= since]
        return next(iter(from_then_on[-1:] or newest_first), None)


def text_since(entry: Entry) -> datetime:
    """Return from when on an article's page has had the text that is in its file.

    A held file has what the last look found, which is no revision.
    """
    return entry.retrieved if entry.held else entry.revised or entry.first_retrieved


def last_same(payload: Capture, history: list[Capture]) -> datetime:
    """Return when a page was last found to be the same; history: of its address, newest first."""
    until = payload.fetched
    for capture in _since(payload, history):
        if capture.is_page:
            break
        if capture.is_revisit:
            until = capture.fetched
    return until


def _since(payload: Capture, history: list[Capture]) -> Iterator[Capture]:
    return (one for one in reversed(history) if one.fetched > payload.fetched)
