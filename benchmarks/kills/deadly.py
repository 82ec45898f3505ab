"""Runs the project's command as a fork of this process, and kills it at a step or an instant.

The steps are those on the way to the disk: each write of a file (which is left half done), rename,
removal, sync, and what is before and after each commit. They are counted by hooks that this module
puts into the fork; the project knows nothing of them.
"""

import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from benchmarks.forks import become, loaded

COMMIT_SECONDS = 0.05  # between commits, so that a small run has many


@dataclass
class Steps:
    """Counts the steps of a run in the fork, and ends it at one of them."""

    log: int  # descriptor of a file that gets a letter a step
    last: int | None  # number of the step at which the fork dies, from 0; None: never
    number: int = field(default=-1, init=False)

    def take(self, letter: str, half: Callable[[], object] = lambda: None) -> None:
        """Count a step; the last one is done by half."""
        self.number += 1
        os.write(self.log, letter.encode())
        if self.number == self.last:
            half()
            os.kill(os.getpid(), signal.SIGKILL)


class HalfWritten:
    """A file that is written to: its last write stops in the middle."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file = file
        self._steps = steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "HalfWritten":
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def write(self, content: Any) -> int:
        def half() -> None:
            self._file.write(content[: len(content) // 2])
            self._file.flush()

        self._steps.take("w", half)
        return int(self._file.write(content))


def count_steps(steps: Steps, output: Path) -> None:
    """Count the steps of this process from now on."""
    folder = str(output)
    plain_open = io.open

    def counted_open(file: Any, mode: str = "r", *words: Any, **more: Any) -> Any:
        opened = plain_open(file, mode, *words, **more)
        is_ours = isinstance(file, str | Path) and str(file).startswith(folder)
        return HalfWritten(opened, steps) if is_ours and mode[0] in "wa" else opened

    def seen(event: str, words: tuple[Any, ...]) -> None:
        if event in {"os.rename", "os.remove"} and str(words[0]).startswith(folder):
            steps.take("r" if event == "os.rename" else "u")

    def before(owner: Any, name: str, letter: str, after: str = "") -> None:
        plain = getattr(owner, name, None)
        if plain is None:
            return

        def counted(*words: Any, **more: Any) -> Any:
            steps.take(letter)
            answer = plain(*words, **more)
            if after:
                steps.take(after)
            return answer

        setattr(owner, name, counted)

    io.open = counted_open  # what pathlib asks
    sys.addaudithook(seen)
    before(import_module("pipelines.files.store"), "fsync", "s")
    before(import_module("pipelines.files.shelf"), "bring_to_disk", "s")
    before(import_module("sqlalchemy.engine.default").DefaultDialect, "do_commit", "c", "C")
    import_module("crawler.ledger.keeper").COMMIT_SECONDS = COMMIT_SECONDS


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int  # negative: the signal that killed it
    steps: str  # a letter each
    seconds: float
    out: str
    errors: str

    @property
    def is_killed(self) -> bool:
        return self.code == -signal.SIGKILL


class Runner:
    """Runs commands, one at a time; files are kept in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._files = [folder / name for name in ("out", "errors", "steps")]
        self._cmdline = loaded()
        gc.freeze()

    @property
    def out(self) -> Path:
        """Where the output of the last command is, which its children have inherited."""
        return self._files[0]

    def run(
        self,
        words: Sequence[str],
        output: Path,
        *,
        minutes: int = 0,
        step: int | None = None,
        seconds: float | None = None,
    ) -> Ended:
        """Run a command that writes to output; it dies at a step, or after seconds.

        minutes: by which its clock is ahead.
        """
        for file in self._files:
            file.write_bytes(b"")
        environment = {**os.environ, "KILLS_MINUTES": str(minutes)}
        begun = monotonic()
        child = os.fork()
        if not child:
            become([str(file) for file in self._files[:2]], environment)
            log = os.open(self._files[2], os.O_WRONLY | os.O_APPEND)
            count_steps(Steps(log, step), output)
            try:
                self._cmdline.execute(["scrapy", *words])
            except SystemExit as end:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(end.code if isinstance(end.code, int) else 0)  # past what is open here
        status = 0
        while seconds is None or monotonic() - begun < seconds:
            ended, status = os.waitpid(child, os.WNOHANG if seconds is not None else 0)
            if ended:
                break
            sleep(0.002)
        else:
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
        texts = [file.read_text("utf-8", "replace") for file in self._files]
        code = os.waitstatus_to_exitcode(status)
        return Ended(code, texts[2], monotonic() - begun, *texts[:2])


def survivors(out: Path) -> list[int]:
    """Return the processes that still have a file as their standard output."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "fd" / "1").readlink() == out:
                found.append(int(process.name))
        except OSError:
            continue
    return found
