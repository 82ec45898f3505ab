"""One run at a time in an output folder and on a ledger."""

import os
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path

from filelock import FileLock, Timeout

from crawler.errors import OutputError, UserError


class RunLocked(UserError):
    """Another run is at work in the same folder or on the same ledger; its text says which."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again later

    def __init__(self, place: str, holder: str, remedy: str) -> None:
        super().__init__(
            f"{place}: another run is at work: {holder or 'an unknown process'}; wait for its end,"
            f" or give this one its own {remedy}"
        )


class LockFile:
    """A file that one run holds as long as it lasts.

    The lock is the kernel's, on behalf of this process: it goes when the process does, however it
    ends, and worker processes do not inherit it. What the file says is for people only.
    """

    def __init__(self, path: Path, place: str, remedy: str) -> None:
        self.path = path
        self.place = place  # what is locked, for the message
        self.remedy = remedy  # such as "folder with -s OUTPUT_DIR=…"
        # No soft lock, which a killed process would leave behind, where the kernel has none.
        self._lock = FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False)

    def take(self, run: str) -> None:
        """Take the lock for a run such as "scrapy crawl news"; raises RunLocked or OSError."""
        try:
            self._lock.acquire()
        except Timeout as error:
            holder = self.path.read_text("utf-8", "replace").strip()
            raise RunLocked(self.place, holder, self.remedy) from error
        since = datetime.now(timezone.utc).isoformat(" ", "seconds")
        with suppress(OSError):  # a full disk: the lock holds without the note
            self.path.write_text(f"{run}, process {os.getpid()}, since {since}\n", "utf-8")

    def let_go(self) -> None:
        """Release the lock; the file stays, since to remove it would race with the next run."""
        if self._lock.is_locked:
            with suppress(OSError):
                self.path.write_text("", "utf-8")
            self._lock.release()


class RunLock:
    """Holds `.lock` in the output folder as long as the run lasts."""

    def __init__(self, output: Path, run: str) -> None:
        self.output = output
        self.run = run  # such as "scrapy crawl news"
        self._file = LockFile(output / ".lock", str(output), "folder with -s OUTPUT_DIR=…")

    def __enter__(self) -> None:
        """Take the lock; raises RunLocked or OutputError."""
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            self._file.take(self.run)
        except OSError as error:
            raise OutputError(
                f"{self.output}: can't be written: {error.strerror}; make it writable, or name"
                " another folder with -s OUTPUT_DIR=…"
            ) from error

    def __exit__(self, *raised: object) -> None:
        """Release the lock."""
        self._file.let_go()
