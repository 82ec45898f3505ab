"""A process that reads a page or listing at a time, for crawler/workers/worker.py, its starter.

It loads what extraction needs and nothing of Scrapy: each worker is that much smaller.
"""

import os
import pickle
import resource
import signal
import sys
import traceback
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from typing import Any, NamedTuple

from crawler.profiles.profile import SourceProfile
from crawler.system.orphans import end_with_parent

# Bytes of memory that a worker may take: a page of 10 MB full of tags takes as much.
MEMORY = 1024**3

# Workers wait for the crawl where cores are scarce: what they have done would pile up there.
NICENESS = 5

# Name of the function that reads it, body, URL, profile, and its further arguments by name
Task = tuple[str, bytes, str, bytes, dict[str, Any]]


class Raised(NamedTuple):
    """An answer: what reading a page or listing raised."""

    traceback: str


def main() -> None:
    """Serve a crawl; the arguments: its process, its pipe, what extracts, seconds per page."""
    crawl, descriptor, extract, processor_time, life = sys.argv[1:]
    end_with_parent(int(crawl))
    serve(Connection(int(descriptor)), extract, float(processor_time), float(life))


def serve(connection: Connection, name: str, processor_time: float, life: float) -> None:
    """Answer page after page until the crawl hangs up; name: the function that most will need.

    After processor_time seconds of computing on one page, or after life seconds by the clock, the
    kernel ends the process, for the alarms have no handlers: even where the end of a killed crawl
    does not reach one that is stuck in a C library.
    """
    os.nice(NICENESS)
    resolve_name(name)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with suppress(EOFError, ConnectionError):  # the crawl hung up
        connection.send(True)  # it is ready
        while True:
            reader, body, url, profile, more = connection.recv()
            signal.setitimer(signal.ITIMER_PROF, processor_time)
            signal.setitimer(signal.ITIMER_REAL, life)
            answer: Any
            try:
                answer = resolve_name(reader)(body, url, _unpickled(profile), **more)
            except Exception:  # whatever it is, it crosses over and is raised and logged there
                answer = Raised(traceback.format_exc())
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            connection.send(answer)


@lru_cache(maxsize=100)  # of sources; those with a model are large
def _unpickled(profile: bytes) -> SourceProfile:
    """Return a profile, one object per worker: what extraction prepares for it is kept with it."""
    unpickled: SourceProfile = pickle.loads(profile)
    return unpickled
