"""Files on their way to the output folder, in batches: each is whole or absent after any crash.

A file waits under another name until the ledger commits. Then the whole batch is brought to the
disk at once, however many files it has; the ledger commits what it knows of them and which names
they are to have; and each is given its name. A run that is killed before the commit leaves the
former files, and a ledger that will have the pages fetched again; one that is killed after it
leaves the rest to recover(). So a file and what the ledger has of it come at one instant.
"""

import ctypes
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from crawler.items import Fate
from crawler.ledger import Ledger
from crawler.system.whole_files import carry_out
from pipelines.files.inventory import files

_UNFINISHED = ".unfinished"


class Shelf:
    """Files that wait for a commit; to its callers they are in their places already."""

    def __init__(self, output: Path) -> None:
        self._output = output
        self._waiting: dict[Path, Path | None] = {}  # place: where it is now; None: none any more

    def read(self, place: Path) -> bytes | None:
        """Return what a file holds; None: there is none."""
        held = self._waiting.get(place, place)
        try:
            return None if held is None else held.read_bytes()
        except FileNotFoundError:
            return None

    def has(self, place: Path) -> bool:
        """Return whether there is a file."""
        held = self._waiting.get(place, place)
        return held is not None and held.exists()

    def content(self, path: str | None) -> bytes | None:
        """Return what the file at a path relative to OUTPUT_DIR holds; None: there is none."""
        return None if path is None else self.read(self._output / path)

    def put(self, place: Path, content: bytes) -> Fate:
        """Make the file hold the content, and return what that takes; raises OSError."""
        former = self.read(place)
        if former == content:
            return "unchanged"
        waits = self._waiting.get(place)
        # A write that fails must not cost the content that waits.
        at = next(name for name in unfinished_names(place) if name != waits)
        write(at, content, place)
        if waits:
            waits.unlink()
        self._waiting[place] = at
        return "written" if former is None else "updated"

    def move(self, source: Path, place: Path) -> None:
        """Move a file that is in its place to another; raises OSError."""
        place.parent.mkdir(parents=True, exist_ok=True)
        self._waiting[place] = source

    def remove(self, place: Path) -> None:
        """Remove the file."""
        if waits := self._waiting.pop(place, None):
            waits.unlink()
        self._waiting[place] = None

    def ready(self) -> dict[str, str | None]:
        """Return the moves that put every file in its place, once all are on the disk.

        Paths are relative to OUTPUT_DIR, where they are in it; raises OSError.
        """
        for folder in self._disks():
            bring_to_disk(folder)
        return {
            self._named(place): None if at is None else self._named(at)
            for place, at in self._waiting.items()
        }

    def settle(self) -> None:
        """Put every file in its place for good; raises OSError."""
        disks = self._disks()
        for place in tuple(self._waiting):
            carry_out(place, self._waiting[place])
            del self._waiting[place]
        for folder in disks:
            bring_to_disk(folder)  # the names

    def _disks(self) -> list[Path]:
        """Return a folder of each file system that is written to."""
        written = [place.parent for place, at in self._waiting.items() if at]
        return list({folder.stat().st_dev: folder for folder in written}.values())

    def _named(self, path: Path) -> str:
        inside = path.is_relative_to(self._output)
        return str(path.relative_to(self._output) if inside else path)


def shelf_of(ledger: Ledger, output: Path) -> Shelf:
    """Return the shelf whose files are put in place with the ledger's commits, one for a ledger."""
    for batch in ledger.batches:
        if isinstance(batch, Shelf):
            return batch
    shelf = Shelf(output)
    ledger.keep_with(shelf)
    return shelf


def recover(output: Path, ledger: Ledger, folders: Iterable[str] = ()) -> None:
    """Finish the batch in which the last run was killed, if it was; raises OSError.

    What it left unfinished in these folders is removed: it was never committed.
    """
    if moves := ledger.moves.all():
        finish(output, moves)
        ledger.moves.made()
    if not ledger.has_killed_run():
        return
    for folder in folders:
        for path in files(output, folder):
            if path.endswith(_UNFINISHED):
                (output / path).unlink(missing_ok=True)


def finish(output: Path, moves: Mapping[str, str | None]) -> None:
    """Make the moves that have not been made yet; raises OSError."""
    for place, at in moves.items():
        with suppress(FileNotFoundError):  # it has been
            carry_out(output / place, None if at is None else output / at)
    bring_to_disk(output)


def unfinished_names(place: Path) -> tuple[Path, Path]:
    """Return where a file can wait: it may be written again while it does."""
    return (
        place.with_name(f".{place.name}{_UNFINISHED}"),
        place.with_name(f".{place.name}.anew{_UNFINISHED}"),
    )


def write(path: Path, content: bytes, place: Path) -> None:
    """Write a file that is to have a place; raises OSError that names the place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(content)
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(place)) from error


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
