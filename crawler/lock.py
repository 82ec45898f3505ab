"""One run at a time in an output folder."""

import fcntl
import os
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType

from crawler.errors import OutputError, UserError


class RunLocked(UserError):
    """Another run is at work in the same folder; its text says which."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again later


class RunLock:
    """Holds `.lock` in the output folder as long as the run lasts.

    The lock is the kernel's, on behalf of this process: it goes when the process does, however it
    ends, and worker processes do not inherit it. What the file says is for people only.
    """

    def __init__(self, output: Path, run: str) -> None:
        self.path = output / ".lock"
        self.run = run  # such as "scrapy crawl news"

    def __enter__(self) -> None:
        """Take the lock; raises RunLocked or OutputError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a+")
        except OSError as error:
            raise OutputError(
                f"{self.path.parent}: can't be written: {error.strerror}; make it writable, or name"
                " another folder with -s OUTPUT_DIR=…"
            ) from error
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.seek(0)
            holder = self._file.read().strip() or "an unknown process"
            self._file.close()
            raise RunLocked(
                f"{self.path.parent}: another run is at work: {holder}; wait for its end, or give"
                " this one its own folder with -s OUTPUT_DIR=…"
            ) from error
        since = datetime.now(timezone.utc).isoformat(" ", "seconds")
        with suppress(OSError):  # a full disk: the lock holds without the note
            self._file.truncate(0)
            self._file.write(f"{self.run}, process {os.getpid()}, since {since}\n")
            self._file.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of the lock; the file stays, for taking it away would race with the next run."""
        with suppress(OSError):
            self._file.truncate(0)
            self._file.close()
