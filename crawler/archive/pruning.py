"""Which versions of pages leave the archive, and how its files are written anew without them."""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from errno import EACCES
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from crawler.ledger.captures import Capture
from crawler.ledger.database.schema import url_key
from crawler.ledger.ledger import Ledger
from crawler.system.whole_files import carry_out, unfinished_name

_BLOCK = 1024 * 1024  # bytes copied at a time


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page as it was for a while: its payload, and what confirmed it or came in its place.

    What was received of an address before its first page, such as redirects, is one, too.
    """

    captures: list[Capture]
    is_needed: bool = False  # the newest of its address, or an article's file was made of it

    @property
    def fetched(self) -> datetime:
        """When its payload was received."""
        return self.captures[0].fetched

    @property
    def is_page(self) -> bool:
        """Whether it begins with a payload that is a page, or may be."""
        return self.captures[0].is_page

    @property
    def size(self) -> int:
        """Bytes of its records."""
        return sum(capture.size for capture in self.captures)

    @property
    def source(self) -> str:
        """The name of its profile."""
        return self.captures[0].source


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to go."""

    most: int | None = None  # bytes that are to be left; None: all that fits what follows goes
    source: str | None = None  # only what is of this source
    before: datetime | None = None  # only what was fetched before
    takes_newest: bool = False  # even the newest version of an address, and what files were made of


def versions_in(ledger: Ledger) -> Iterator[PageVersion]:
    """Yield the versions of all pages by address, the oldest first.

    What has confirmed the newest again and again is by itself, but for the last time.
    """
    of_files = {url_key(page): fetched for page, fetched in ledger.entries.pages()}
    by_address = groupby(
        _versions(ledger.captures.everything()), key=lambda version: version.captures[0].key
    )
    for key, group in by_address:
        found = list(group)
        made = [one for one in found if one.is_page and key in of_files]
        of_file = next((one for one in reversed(made) if one.fetched <= of_files[key]), None)
        for one in found:
            yield replace(one, is_needed=True) if one is of_file else one


def _versions(captures: Iterable[Capture]) -> Iterator[PageVersion]:
    version: list[Capture] = []
    for capture in captures:
        is_other = bool(version) and capture.key != version[0].key
        if version and (is_other or capture.is_page):
            yield from _parted(version) if is_other else [PageVersion(version)]
            version = []
        version.append(capture)
    if version:
        yield from _parted(version)


def _parted(newest: list[Capture]) -> Iterator[PageVersion]:
    first, *others = newest
    if between := others[:-1]:
        yield PageVersion(between)
    yield PageVersion([first, *others[-1:]], is_needed=True)


def doomed(all_versions: Iterable[PageVersion], wish: Wish, total: int) -> list[PageVersion]:
    """Return what is to go of the archive, the oldest first; total: the bytes that it has."""
    fitting = [
        version
        for version in all_versions
        if (wish.takes_newest or not version.is_needed)
        and wish.source in (None, version.source)
        and (wish.before is None or version.fetched < wish.before)
    ]
    chosen: list[PageVersion] = []
    for version in sorted(fitting, key=lambda one: (one.fetched, one.captures[0].key)):
        if wish.most is not None and total <= wish.most:
            break
        chosen.append(version)
        total -= version.size
    return chosen


class Rewriting:
    """Files of the archive that are to be replaced with the ledger's next commit, or removed."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._waiting: dict[Path, Path | None] = {}  # None: it is to be removed
        ledger.keep_with(self)

    def leave_out(self, gone: Iterable[PageVersion]) -> int:
        """Write the files of these versions anew without them; return how many bytes that frees.

        It takes effect with the ledger's next commit. Raises OSError. Nobody may be writing to
        the files.
        """
        if not os.access(self._folder, os.W_OK):  # before the ledger says that they are gone
            raise PermissionError(EACCES, os.strerror(EACCES), str(self._folder))
        by_file: defaultdict[int, set[int]] = defaultdict(set)
        for version in gone:
            for capture in version.captures:
                by_file[capture.file].add(capture.start)
        return sum(self._without(file, starts) for file, starts in sorted(by_file.items()))

    def _without(self, file: int, starts: set[int]) -> int:
        name, held = self._ledger.captures.name(file), self._ledger.captures.in_file(file)
        if name is None:
            return 0
        place = self._folder / name
        size = place.stat().st_size
        if len(starts) == len(held):
            self._waiting[place] = None
            self._ledger.captures.forget(file)
            return size
        at = unfinished_name(place)
        kept: list[Capture] = []
        with place.open("rb") as old, at.open("wb") as new:
            read = 0
            for capture in held:
                if capture.start in starts:
                    copy(old, new, read, capture.start)
                    read = capture.start + capture.size
                else:
                    shift = read - new.tell()
                    kept.append(replace(capture, start=capture.start - shift))
            copy(old, new, read, size)
            left = new.tell()
        self._waiting[place] = at
        self._ledger.captures.replace(file, kept, left)
        return size - left

    def ready(self) -> dict[str, str | None]:
        """Return the moves that put every file in its place, once all are on the disk."""
        for at in filter(None, self._waiting.values()):
            with at.open("rb") as file:
                os.fsync(file.fileno())
        folder = self._folder.name
        return {
            f"{folder}/{place.name}": None if at is None else f"{folder}/{at.name}"
            for place, at in self._waiting.items()
        }

    def settle(self) -> None:
        """Put every file in its place; raises OSError."""
        for place in tuple(self._waiting):
            carry_out(place, self._waiting[place])
            del self._waiting[place]


def copy(old: BinaryIO, new: BinaryIO, start: int, end: int) -> None:
    """Append the bytes from start to end of one file to another; raises OSError."""
    old.seek(start)
    while start < end and (block := old.read(min(_BLOCK, end - start))):
        new.write(block)
        start += len(block)
