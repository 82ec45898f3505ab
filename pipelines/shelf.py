"""Files on their way to the output folder, in batches: each is whole or absent after any crash.

A file waits under another name until the ledger commits. Then the whole batch is brought to the
disk at once, however many files it has, and each is given its name; what the ledger knows of them
is committed last. A run that is killed before leaves the former file, and a ledger that will have
the page fetched again.
"""

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

from crawler.items import Fate
from pipelines.store import unfinished, write_unfinished


class Shelf:
    """Shows its files to who asks here as if they were in their places already."""

    def __init__(self) -> None:
        self._waiting: dict[Path, Path | None] = {}  # place: unfinished file; None: none any more

    def read(self, place: Path) -> bytes | None:
        """Return what a file holds; None: there is none."""
        held = self._waiting.get(place, place)
        try:
            return None if held is None else held.read_bytes()
        except FileNotFoundError:
            return None

    def has(self, place: Path) -> bool:
        """Say whether there is a file."""
        held = self._waiting.get(place, place)
        return held is not None and held.exists()

    def put(self, place: Path, content: bytes) -> Fate:
        """Make the file hold the content, and return what that takes; raises OSError."""
        former = self.read(place)
        if former == content:
            return "unchanged"
        if self._waiting.get(place):
            self.settle()  # a write that fails must not cost the content that waits
        write_unfinished(place, content)
        self._waiting.pop(place, None)  # files are given their names in the order of the writes
        self._waiting[place] = unfinished(place)
        return "written" if former is None else "updated"

    def remove(self, place: Path) -> None:
        """Let the file be no more."""
        if waits := self._waiting.pop(place, None):
            waits.unlink()
        self._waiting[place] = None

    def settle(self) -> None:
        """Put every file in its place for good; raises OSError."""
        if not self._waiting:
            return
        written = [place.parent for place, waits in self._waiting.items() if waits]
        disks = {folder.stat().st_dev: folder for folder in written}
        for folder in disks.values():
            bring_to_disk(folder)
        for place, waits in self._waiting.items():
            if waits is None:
                place.unlink(missing_ok=True)
            else:
                waits.replace(place)
        self._waiting.clear()
        for folder in disks.values():
            bring_to_disk(folder)  # the names


def bring_to_disk(folder: Path) -> None:
    """Return when all that was written to the folder's file system is on its disk.

    Raises OSError.
    """
    syncfs = _syncfs()
    if syncfs is None:
        os.sync()
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(descriptor):
            raise OSError(ctypes.get_errno(), "can't be brought to disk", str(folder))
    finally:
        os.close(descriptor)


@cache
def _syncfs() -> Any:
    """Return Linux's call for one file system; None elsewhere."""
    return getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
