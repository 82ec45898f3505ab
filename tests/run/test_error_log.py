"""What a run logs as an error is counted; what a person can mend is one line."""

import errno
import io
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from crawler.errors import OutputError
from crawler.run.error_log import ErrorLog


@pytest.fixture
def written() -> Iterator[StringIO]:
    """The log as it is printed."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.root.addHandler(handler)
    yield stream
    logging.root.removeHandler(handler)


def log(name: str, error: Exception) -> None:
    try:
        raise error
    except type(error):
        logging.getLogger(name).error("Error processing\nan item", exc_info=True)


def test_errors_are_counted_by_their_first_line() -> None:
    with ErrorLog() as errors:
        logging.getLogger("scrapy.core.engine").error("Slot close %s\nmore", "failure")
        logging.getLogger("scrapy.core.engine").warning("no error")

    assert (errors.count, errors.messages) == (1, ["Slot close failure"])


def test_list_of_errors_is_bounded_and_the_count_is_not() -> None:
    with ErrorLog() as errors:
        for _ in range(105):
            logging.getLogger("scrapy.core.engine").error("again")

    assert (errors.count, len(errors.messages)) == (105, 100)


def test_error_after_the_run_is_not_counted() -> None:
    with ErrorLog() as errors:
        pass
    logging.getLogger("scrapy.core.engine").error("late")

    assert errors.count == 0


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), OutputError("No space")])
def test_fault_that_a_person_can_mend_comes_without_a_traceback(
    written: StringIO, error: OSError | OutputError
) -> None:
    with ErrorLog() as errors:
        log("scrapy.core.scraper", error)

    assert written.getvalue() == f"Error processing: {error}\n"
    assert errors.count == 1


def test_bug_comes_with_its_traceback(written: StringIO) -> None:
    with ErrorLog():
        log("scrapy.core.scraper", KeyError("date"))

    assert "Traceback" in written.getvalue()


@pytest.mark.parametrize("name", ["robotstxt", "retry"])
def test_robots_file_that_cannot_be_had_and_page_given_up_are_no_errors(
    written: StringIO, name: str
) -> None:
    with ErrorLog() as errors:
        log(f"scrapy.downloadermiddlewares.{name}", ValueError("timed out"))

    assert errors.count == 0
    assert "Traceback" not in written.getvalue()
