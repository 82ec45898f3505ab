"""Runs the project's command as a person would: each time in a process of its own.

Its imports take longer than most of its work. So one process has them done, and every command is
a fork of it, with its own arguments, environment, output and exit code.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.forks import SECONDS, become, loaded
from tests.support import ROOT

Done = subprocess.CompletedProcess[str]


def scrapy(
    *words: object,
    settings: Mapping[str, object] | None = None,
    is_fork: bool = True,
    preexec_fn: Callable[[], None] | None = None,
) -> Done:
    """Run `scrapy` with these words, then `-s` for each setting.

    is_fork: False starts Python anew, after a call of preexec_fn.
    """
    changes = [f"-s{name}={value}" for name, value in (settings or {}).items()]
    line = ["scrapy", *map(str, words), *changes]
    if not is_fork:
        return subprocess.run(
            [sys.executable, "-m", *line],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            preexec_fn=preexec_fn,
        )
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("out", "errors")]
        return Done(line, server().run(line, files), *(file.read_text("utf-8") for file in files))


@cache
def server() -> "Server":
    """Return the process that has the imports done; it ends with this one."""
    return Server()


class Server:
    """The near end of the process that is forked."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.command"],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # threads and forks don't go together
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self.process.communicate)

    def run(self, line: list[str], files: list[Path]) -> int:
        """Run a command and return its exit code; what it prints goes to the files."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = json.dumps([line, list(map(str, files)), dict(os.environ)])
        print(request, file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


def serve() -> None:
    """Fork for each request on standard input, and print how the fork ended."""
    cmdline = loaded()
    gc.freeze()  # what no fork is to look through
    for request in sys.stdin:
        line, files, environment = json.loads(request)
        child = os.fork()
        if not child:
            become(files, environment)
            cmdline.execute(line)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()
