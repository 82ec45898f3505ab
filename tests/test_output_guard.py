"""A run whose output can't be written stops; one page's own fault does not stop it."""

import errno

import pytest
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.errors import OutputError
from crawler.extensions.output_guard import OutputGuard


@pytest.fixture
def closed_by(monkeypatch):
    """Return why the spider was closed after these errors of pipelines, and the guard's words."""
    closed = []
    monkeypatch.setattr(
        "crawler.extensions.output_guard.end_crawl", lambda crawler, reason: closed.append(reason)
    )

    def closed_by(*errors):
        crawler = Crawler(Spider)
        guard = OutputGuard.from_crawler(crawler)
        for error in errors:
            crawler.signals.send_catch_log(signals.item_error, failure=Failure(error))
        return closed, guard.fault

    return closed_by


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
def test_output_that_cannot_be_written_stops_the_run(closed_by, error):
    closed, fault = closed_by(error, error)

    assert closed == ["output_failed"]
    assert fault == str(error.__cause__ or error)


@pytest.mark.parametrize(
    "error", [ValueError("odd page"), OSError(errno.ENAMETOOLONG, "File name too long")]
)
def test_fault_of_one_page_does_not_stop_the_run(closed_by, error):
    assert closed_by(error) == ([], "")
