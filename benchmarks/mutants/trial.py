"""A copy of the project in which faults are tried.

Each trial is a process of its own, forked from one that has loaded the libraries: they take longer
to load than most tests to run.
"""

import os
import shutil
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import cache_from_source
from multiprocessing import get_context
from pathlib import Path

import pytest

from benchmarks.mutants.changes import Change

FOLDERS = ("benchmarks", "crawler", "docs", "examples", "pipelines", "tests")
LIBRARIES = "babel.dates lxml.html numpy pydantic pytest re2 rich.table scrapy.crawler"
LIBRARIES += " sqlalchemy.dialects.sqlite trafilatura"
NICENESS = 10
PYTEST = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=line"]
PYTEST += ["-k", "not postgresql"]  # which says the same as SQLite, slowly

_forks = get_context("forkserver")
_forks.set_forkserver_preload(LIBRARIES.split())


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
        # A module of the same size and second as its former self would be read from there.
        compiled = Path(cache_from_source(str(file)))
        compiled.unlink(missing_ok=True)
        try:
            return self._tested(tests, longest)
        finally:
            file.write_text(source, "utf-8")
            compiled.unlink(missing_ok=True)

    def _tested(self, tests: list[str], longest: float | None) -> Outcome:
        begun = time.monotonic()
        said = self._folder / "pytest.txt"
        run = _forks.Process(target=_run, args=(self._folder, tests, said))
        run.start()
        run.join(longest)
        if run.exitcode is None:
            run.kill()
            run.join()
        with suppress(ProcessLookupError):  # what the tests have started ends with them
            os.killpg(run.pid or 0, signal.SIGKILL)
        end = said.read_text("utf-8", "replace")[-2000:]
        return Outcome(run.exitcode != 0, time.monotonic() - begun, end)


def _run(folder: Path, tests: list[str], said: Path) -> None:
    """Run tests in a copy of the project; the exit code is pytest's."""
    os.setsid()
    os.nice(NICENESS)
    os.chdir(folder)
    with said.open("wb") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    sys.dont_write_bytecode = False  # to read the project and its tests once
    os.environ["PYTHONPATH"] = str(folder)
    sys.path.insert(0, str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "benchmarks"]:
        del sys.modules[name]  # ours, not the copy's
    sys.exit(pytest.main([*PYTEST, *tests]))
