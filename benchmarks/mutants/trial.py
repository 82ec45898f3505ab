"""A copy of the project in which faults are tried."""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutants.changes import Change

FOLDERS = ("benchmarks", "crawler", "docs", "examples", "pipelines", "tests")
NICENESS = 10


@dataclass(frozen=True)
class Outcome:
    """What the tests said of a fault."""

    is_killed: bool  # a test failed, or they took so long that something hangs
    seconds: float
    said: str  # the end of what pytest printed


class Copy:
    """A copy of the project: one fault at a time is put into it, and taken out again."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        for path in root.iterdir():
            if path.is_file():
                shutil.copy2(path, folder)
        for name in FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / name, folder / name, ignore=ignored, symlinks=True)

    def trial(
        self, module: str, change: Change | None, tests: list[str], longest: float | None
    ) -> Outcome:
        """Return what the tests say of the module with a fault in it.

        change: None for none. longest: seconds after which they are stopped.
        """
        file = self._folder / module
        source = file.read_text("utf-8")
        if change is not None:
            file.write_text(change.applied(source), "utf-8")
        try:
            return self._tested(tests, longest)
        finally:
            file.write_text(source, "utf-8")

    def _tested(self, tests: list[str], longest: float | None) -> Outcome:
        begun = time.monotonic()
        pytest = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider"]
        pytest += ["-k", "not postgresql"]  # which says the same as SQLite, slowly
        run = subprocess.Popen(
            ["nice", "-n", str(NICENESS), *pytest, "--no-header", "--tb=line", *tests],
            cwd=self._folder,
            # A module of the same size and second as its former self would be read from there.
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(self._folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # so that what the tests have started ends with them
        )
        try:
            said, _ = run.communicate(timeout=longest)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            said, _ = run.communicate()
        return Outcome(run.returncode != 0, time.monotonic() - begun, said[-2000:])
