"""What is printed for a person fits the screen, and no word of it is cut."""

import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from crawler.console import print_table


def printed(width: int, rows: list[tuple[str, str]], footer: str = "") -> str:
    table = Table(box=SIMPLE, show_footer=bool(footer))
    table.add_column("source", footer)
    table.add_column("last article UTC", "9" if footer else "", justify="right")
    for row in rows:
        table.add_row(*row)
    stream = io.StringIO()
    print_table(Console(file=stream, width=width), table)
    return stream.getvalue()


def test_a_table_that_fits_has_a_line_a_row() -> None:
    text = printed(60, [("lakesidechronicle", "2024-10-17 12:00")])
    assert "  lakesidechronicle   2024-10-17 12:00\n" in text


def test_a_heading_wraps_before_a_name_does() -> None:
    words = printed(36, [("lakesidechronicle", "2024-10-17 12:00")]).split()
    assert {"last", "article", "UTC", "lakesidechronicle"} < set(words)
    assert max(map(len, words)) <= 36


def test_a_table_that_is_too_wide_comes_row_by_row() -> None:
    rows = [("lakesidechronicle", "2024-10-17 12:00"), ("herald", "")]
    assert printed(24, rows, footer="all") == (
        "lakesidechronicle\n  last article UTC\n  2024-10-17 12:00\nherald\n"
        "all\n  last article UTC 9\n"
    )


@given(
    st.integers(24, 120),
    st.lists(st.tuples(st.text("abcü字", min_size=1, max_size=12), st.text("1 2", max_size=20))),
)
@pytest.mark.slow
def test_no_name_is_cut_and_no_line_is_too_long(width: int, rows: list[tuple[str, str]]) -> None:
    text = printed(width, rows)
    assert all(name in text for name, _ in rows)
    assert max(map(len, text.splitlines()), default=0) <= width


@pytest.mark.parametrize("width", [20, 200])
def test_a_file_has_no_blanks_at_the_ends_of_lines(width: int) -> None:
    text = printed(width, [("herald", "now")])
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_nobody_has_to_read_all_of_the_output() -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", "from crawler.console import write_out; write_out('tide ' * 99999)"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.read(4) == b"tide"
        writer.stdout.close()
        assert writer.stderr is not None
        assert writer.stderr.read() == b""
    assert writer.returncode == 0
