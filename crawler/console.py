"""What is printed for a person: plain where no terminal is, and never a page's control codes."""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

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


def write_out(text: str) -> None:
    """Write to standard output; nobody may read on, as before `| head`."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # at exit neither
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_table(out: Console, table: Table) -> None:
    """Print a table so that it fits."""
    print_trimmed(out, fitted(table, out.width))


def print_trimmed(out: Console, *shown: RenderableType) -> None:
    """Print, in a file or a mail without blanks at the ends of lines."""
    if out.is_terminal:
        out.print(*shown)
        return
    with out.capture() as text:
        out.print(*shown)
    for line in text.get().splitlines():
        out.out(line.rstrip(), highlight=False)


def fitted(table: Table, width: int) -> RenderableType:
    """Return a table of texts so that no word of it is cut, or its rows one by one if it must be.

    width: columns of the screen.
    """
    columns = [
        [str(column.header), *map(str, column.cells), str(column.footer)]
        for column in table.columns
    ]
    least = [
        max(cell_len(word) for text in column for word in text.split(" ")) for column in columns
    ]
    whole = [max(map(cell_len, column)) for column in columns]
    frame = 2 * len(columns)  # a blank on either side
    frame += len(columns) + 1 if table.box else 0
    spare = width - frame - sum(least)
    if spare < 0:
        return Group(*rows_apart(columns, has_footer=table.show_footer))
    for column, narrow, wide in zip(table.columns, least, whole, strict=True):
        more = min(wide - narrow, spare)
        column.width = narrow + more
        spare -= more
    return table


def rows_apart(columns: Sequence[Sequence[str]], *, has_footer: bool) -> Iterator[RenderableType]:
    """Yield each row of a table as a line that begins it, and its other cells with their heads."""
    (_, *heads), *rows, footer = zip(*columns, strict=True)
    for name, *cells in [*rows, footer] if has_footer else rows:
        parts = [f"{head} {cell}".strip() for head, cell in zip(heads, cells, strict=True) if cell]
        yield Text(name, style="bold", overflow="fold")
        yield Padding(Text(", ".join(parts)), (0, 0, 0, 2), expand=False)


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
