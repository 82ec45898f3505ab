"""Where saved pages are, by address: a replay finds the later pages of an article by it, and takes
the versions of a page in the order in which they were fetched.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from crawler.archive.page_files import files, is_warc
from crawler.archive.records import Outcome, SavedPage, Unreadable
from crawler.archive.saved_pages import saved_pages
from crawler.archive.warc import placed_pages
from crawler.extraction.paging.page_numbers import readings


class Place(NamedTuple):
    """Where a version of a page is."""

    fetched_at: datetime
    url: str
    file: Path
    start: int  # of its record in a WARC file


class PageIndex:
    """All pages are read through once, when the index is first asked.

    Memory: some 400 bytes per page.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._versions: defaultdict[int, list[Place]] = defaultdict(list)  # by exact address
        self._later: defaultdict[int, list[Place]] = defaultdict(list)  # of later pages, by _key()
        self._addresses: set[int] = set()
        self._is_built = False

    def build(self) -> Iterator[None]:
        """Read the pages, and yield between them for other work to be done."""
        for file in (file for path in self._paths for file in files(path)):
            for start, page in _pages(file):
                if isinstance(page, SavedPage) and page.status // 100 == 2:
                    self._add(Place(page.fetched_at, page.url, file, start))
                yield
        self._is_built = True

    def _add(self, place: Place) -> None:
        self._versions[hash(place.url)].append(place)
        self._addresses.add(_key(place.url))
        if any(reading.number or reading.is_whole for reading in readings(place.url)):
            self._later[_key(place.url)].append(place)

    def _built(self) -> "PageIndex":
        if not self._is_built:
            deque(self.build(), maxlen=0)
        return self

    def has(self, url: str) -> bool:
        """Return whether there is a page of this address."""
        return _key(url) in self._built()._addresses

    def versions(self, url: str) -> list[Place]:
        """Return where the versions of the page of exactly this address are, the oldest first."""
        return sorted(self._built()._versions.get(hash(url), ()))

    def find(self, url: str, fetched_at: datetime) -> SavedPage | None:
        """Return a later page in its first version from this time on, else in its last one.

        None: there is none of this address.
        """
        places = sorted(self._built()._later.get(_key(url), ()))
        since = [place for place in places if place.fetched_at >= fetched_at]
        chosen = next(iter(since or reversed(places)), None)
        return chosen and page_at(chosen)


def _pages(file: Path, start: int = 0) -> Iterator[tuple[int, Outcome]]:
    """Yield the pages of a file with their places; one that can't be read has none."""
    with suppress(OSError, Unreadable):  # the replay itself reports it
        if is_warc(file):
            yield from placed_pages(file, start)
        else:
            yield from ((0, page) for page in saved_pages(file))


def page_at(place: Place) -> SavedPage | None:
    """Return the page; if its record can't be a start, from the whole file."""
    wanted = (place.url, place.fetched_at)
    for start in (place.start, 0):
        for _, page in _pages(place.file, start):
            if isinstance(page, SavedPage) and (page.url, page.fetched_at) == wanted:
                return page
            if start:
                break
    return None


def _key(url: str) -> int:
    """Return the same number for all spellings of an address."""
    return hash(next((reading.article for reading in readings(url)), url))
