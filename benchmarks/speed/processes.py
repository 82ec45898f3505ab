"""Runs a command and measures it with all the processes that it starts (Linux: /proc)."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from select import select
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent.parent
LOOK_SECONDS = 0.2  # a look takes milliseconds of CPU itself
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass
class Usage:
    """What a command took."""

    seconds: float = 0.0
    main_cpu: float = 0.0  # seconds of the process itself
    cpu: float = 0.0  # and of all that it started
    memory: list[tuple[float, int]] = field(default_factory=list)  # seconds, bytes of all
    output: str = ""

    @property
    def peak(self) -> int:
        """The most memory that all processes took at one time, bytes."""
        return max((taken for _, taken in self.memory), default=0)

    def peak_between(self, start: float, end: float) -> int:
        """The same between two shares of the run's time."""
        times = (self.seconds * start, self.seconds * end)
        return max((taken for at, taken in self.memory if times[0] <= at <= times[1]), default=0)


def measured(command: list[str], cwd: Path = ROOT) -> Usage:
    """Run a command and return what it took; raises CalledProcessError if it failed.

    The exit code 1 is no failure: hostile and broken pages are part of what is run.
    """
    usage = Usage()
    spent: dict[int, float] = {}
    start = perf_counter()
    with (
        tempfile.TemporaryFile("w+") as output,  # a pipe that nobody reads would fill up
        subprocess.Popen(
            command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        ) as process,
    ):
        ended = os.pidfd_open(process.pid)  # can be read when it has
        while True:
            memory = 0
            for pid, seconds, taken in session(process.pid):
                spent[pid] = seconds
                memory += taken
            usage.memory.append((perf_counter() - start, memory))
            if select([ended], [], [], LOOK_SECONDS)[0]:
                break
        usage.seconds = perf_counter() - start
        os.close(ended)
        usage.main_cpu = {pid: seconds for pid, seconds, _ in session(process.pid)}[process.pid]
        _, status, of_main = os.wait4(process.pid, 0)  # and of those that it has waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        usage.output = output.read()
    # the last look is not the last moment
    usage.cpu = max(sum(spent.values()), of_main.ru_utime + of_main.ru_stime)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command, usage.output)
    return usage


def session(leader: int) -> Iterator[tuple[int, float, int]]:
    """Yield id, seconds of CPU and bytes of memory of the processes of a session."""
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        if int(stat[3]) == leader:
            yield int(folder.name), (int(stat[11]) + int(stat[12])) / _TICK, int(stat[21]) * _PAGE


def scrapy(*words: object, **settings: object) -> list[str]:
    """Return the command that a person would give, with settings."""
    changes = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", *map(str, words), *changes]
