"""A run whose output can't be written stops; one page's own fault does not stop it."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from crawler.ledger import LedgerError
from crawler.run.output_guard import OutputGuard, lost_folders


@pytest.fixture
def closed_by(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Return why the spider was closed after these errors of pipelines, and the guard's words."""
    closed = []
    monkeypatch.setattr(
        "crawler.run.output_guard.end_crawl", lambda crawler, reason: closed.append(reason)
    )

    def closed_by(*errors: object) -> tuple[list[str], str]:
        crawler = Crawler(Spider)
        guard = OutputGuard.from_crawler(crawler)
        for error in errors:
            crawler.signals.send_catch_log(signals.item_error, failure=Failure(error))
        return closed, guard.fault

    return closed_by


def caused_by(cause: BaseException) -> BaseException:
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
        caused_by(OSError(errno.EFBIG, "File too large")),
    ],
)
def test_output_that_cannot_be_written_stops_the_run(
    closed_by: Callable[..., Any], error: Exception
) -> None:
    closed, fault = closed_by(error, error)

    assert closed == ["output_failed"]
    said = error.__cause__ or error
    assert fault == f"the output can't be written ({said}); make room and run again"


def test_ledger_that_fails_stops_the_run_with_its_own_advice(
    closed_by: Callable[..., Any],
) -> None:
    error = LedgerError("ledger l: connection lost; run again when it is up")

    assert closed_by(error, error) == (["output_failed"], str(error))


@pytest.mark.parametrize(
    "error", [ValueError("odd page"), OSError(errno.ENAMETOOLONG, "File name too long")]
)
def test_fault_of_one_page_does_not_stop_the_run(
    closed_by: Callable[..., Any], error: OSError | ValueError
) -> None:
    assert closed_by(error) == ([], "")


def place(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()


FIVE = [f"articles/{number}.md" for number in range(5)]


@pytest.mark.parametrize(
    ("paths", "there", "lost"),
    [
        ([], [], []),
        (FIVE, FIVE, []),
        (FIVE, [], ["articles/ lacks 5 of 5 files"]),
        (["articles/a.md"], [], ["articles/ lacks 1 of 1 files"]),
        (FIVE, FIVE[:2], ["articles/ lacks 3 of 5 files"]),  # a run has begun to fill it again
        (FIVE, FIVE[:3], []),  # somebody has removed two
        (FIVE[:2], ["articles/new.md"], []),
        (["herald/10/a.md", "herald/11/a.md"], ["herald/11/a.md"], ["herald/10/ lacks 1 of 1"]),
        (["herald/10/a.md", "herald/11/a.md"], [], ["herald/ lacks 2 of 2 files"]),
        (["a.md", "b.md", "c.md"], ["a.md"], ["./ lacks 2 of 3 files"]),
    ],
)
def test_folder_that_has_lost_its_files_is_named(
    tmp_path: Path, paths: list[str], there: list[str], lost: list[str]
) -> None:
    place(tmp_path, *there)

    found = lost_folders(tmp_path, paths)

    assert len(found) == len(lost)
    assert all(map(str.startswith, found, lost))
