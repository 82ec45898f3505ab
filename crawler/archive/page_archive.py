"""The archive to its readers: the page of an address, in all versions that there are of it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from crawler.archive.packed_bodies import unpacked_page
from crawler.archive.records import SavedPage, Unreadable, page_of, parsed
from crawler.archive.warc import unpacked_member
from crawler.ledger.captures import Capture
from crawler.ledger.database.schema import url_key
from crawler.ledger.ledger import Ledger
from crawler.output import folder_of


class PageArchive:
    """Reads records by the ledger's index; what is not where it says is passed over."""

    def __init__(self, output: Path, ledger: Ledger) -> None:
        self._folder = folder_of(output, "archive")
        self._ledger = ledger
        self._names: dict[int, str | None] = {}  # of files, by number

    def page(self, url: str) -> SavedPage | None:
        """Return the newest version of the page of an address; None: there is none.

        Of an article that the ledger knows, any address of it will do. The body is unpacked.
        """
        return next(self.versions(url), None)

    def versions(self, url: str) -> Iterator[SavedPage]:
        """Yield the versions of the page of an address, the newest first."""
        entry = self._ledger.find(url)
        of_entry = (entry.page_url, entry.asked_url, entry.url) if entry else ()
        for address in dict.fromkeys(filter(None, (url, *of_entry))):
            if captures := self._ledger.captures.versions(address):
                yield from filter(None, map(self.read, captures))
                return

    def newest(
        self,
        *,
        source: str | None = None,
        host: str | None = None,
        since: datetime | None = None,
        most: int | None = None,
    ) -> Iterator[SavedPage]:
        """Yield the newest version of each page, in the order of the addresses' keys.

        Of a source or a host only, and fetched since an instant; most: the newest so many of each
        source on each host. Nothing may be written to the ledger meanwhile.
        """
        for capture in self._ledger.captures.newest(
            source=source, host=host, since=since, most=most
        ):
            if page := self.read(capture):
                yield page

    def read(self, capture: Capture) -> SavedPage | None:
        """Return the page that a capture is, with its body unpacked; None: it is not there."""
        name = self._name(capture.file)
        if name is None:
            return None
        where = f"{self._folder / name}, byte {capture.start}"
        try:
            with (self._folder / name).open("rb") as file:
                file.seek(capture.start)
                record = parsed(unpacked_member(file.read(capture.length)), where)
            page = page_of(record, where)
            is_it = isinstance(page, SavedPage) and url_key(page.url) == capture.key
            return unpacked_page(page) if isinstance(page, SavedPage) and is_it else None
        except (OSError, Unreadable):
            return None

    def _name(self, file: int) -> str | None:
        if file not in self._names:
            self._names[file] = self._ledger.captures.name(file)
        return self._names[file]
