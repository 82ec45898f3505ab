"""A run whose output can't be written stops; one page's own fault does not stop it."""

import asyncio
import errno
from types import SimpleNamespace

import pytest
from scrapy import signals
from scrapy.signalmanager import SignalManager
from twisted.python.failure import Failure

from crawler.errors import OutputError
from crawler.extensions.output_guard import OutputGuard


class Engine:
    spider = "open"

    def __init__(self):
        self.closed = []

    async def close_spider_async(self, *, reason):
        self.closed.append(reason)


def closed_by(*errors):
    """Return why the spider was closed after these errors of pipelines, and the guard."""
    engine = Engine()
    crawler = SimpleNamespace(engine=engine, signals=SignalManager())
    guard = OutputGuard.from_crawler(crawler)

    async def send():
        for error in errors:
            crawler.signals.send_catch_log(signals.item_error, failure=Failure(error))

    asyncio.run(send())
    return engine.closed, guard.fault


def caused_by(cause):
    error = RuntimeError("could not write")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EROFS, "Read-only file system"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        PermissionError(errno.EACCES, "Permission denied"),
        OutputError("the ledger's disk is full"),
        caused_by(OSError(errno.EFBIG, "File too large")),
    ],
)
def test_output_that_cannot_be_written_stops_the_run(error):
    closed, fault = closed_by(error, error)

    assert closed == ["output_failed"]
    assert fault == str(error.__cause__ or error)


@pytest.mark.parametrize(
    "error", [ValueError("odd page"), OSError(errno.ENAMETOOLONG, "File name too long")]
)
def test_fault_of_one_page_does_not_stop_the_run(error):
    assert closed_by(error) == ([], "")
