"""What is printed for a person: plain where no terminal is, and never a page's control codes."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from crawler.errors import UserError

NO_CONTACT = (
    "CONTACT is not set: publishers don't know whom to write to; "
    "set it to an e-mail address or a page, in news.toml beside the output or with -s"
)
PLAIN_WIDTH = 120  # columns of a table in a file or a mail


def console(*, stderr: bool = False) -> Console:
    """Return a console on standard output (or error) that can print any text."""
    stream = sys.stderr if stderr else sys.stdout
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(errors="backslashreplace")
    width = None if stream.isatty() else PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)


def printable(text: str) -> str:
    """Return a text that came from outside with its control characters shown, not obeyed."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


class PrintableFormatter(logging.Formatter):
    """Writes a record as another formatter does, line by line in printable characters."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self._formatter = formatter or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's text: what a page put into it gives no orders to a terminal."""
        return "\n".join(map(printable, self._formatter.format(record).split("\n")))


@contextmanager
def mistakes_reported() -> Iterator[None]:
    """Print what a person can mend and end the program: no traceback."""
    try:
        yield
    except UserError as error:
        lines = map(printable, str(error).split("\n"))
        console(stderr=True).out("\n".join(lines), highlight=False)
        sys.exit(error.exit_code)
