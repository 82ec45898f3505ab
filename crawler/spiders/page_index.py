"""Where saved pages are, by address: with it a replay finds the later pages of an article."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from crawler.archive.page_files import files, is_warc
from crawler.archive.records import Outcome, SavedPage
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

    Memory: a set entry per page, and a place for each whose address may be a later page's.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    def has(self, url: str) -> bool:
        """Return whether there is a page of this address."""
        return _key(url) in self._built[0]

    def find(self, url: str, fetched_at: datetime) -> SavedPage | None:
        """Return a later page in its first version from this time on, else in its last one.

        None: there is none of this address.
        """
        places = sorted(self._built[1].get(_key(url), ()))
        since = [place for place in places if place.fetched_at >= fetched_at]
        chosen = next(iter(since or reversed(places)), None)
        return chosen and _page_at(chosen)

    @cached_property
    def _built(self) -> tuple[set[int], dict[int, list[Place]]]:
        addresses: set[int] = set()
        places: defaultdict[int, list[Place]] = defaultdict(list)
        for file in (file for path in self._paths for file in files(path)):
            for start, page in _pages(file):
                if isinstance(page, SavedPage) and page.status // 100 == 2:
                    addresses.add(_key(page.url))
                    if any(reading.number or reading.is_whole for reading in readings(page.url)):
                        place = Place(page.fetched_at, page.url, file, start)
                        places[_key(page.url)].append(place)
        return addresses, places


def _pages(file: Path, start: int = 0) -> Iterator[tuple[int, Outcome]]:
    """Yield the pages of a file with their places; one that can't be read has none."""
    if not is_warc(file):
        yield from ((0, page) for page in saved_pages(file))
        return
    with suppress(OSError):  # the replay itself reports it
        yield from placed_pages(file, start)


def _page_at(place: Place) -> SavedPage | None:
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
