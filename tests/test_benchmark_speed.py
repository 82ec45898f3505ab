"""The speed benchmark is fair: every contestant gets every page, in turns."""

from io import StringIO

from rich.console import Console

from benchmarks.speed.extraction import compared, seconds_a_page
from benchmarks.speed.pages import sample


def test_the_shipped_pages_serve_where_there_are_no_corpora(tmp_path):
    pages = sample(tmp_path, 5)
    assert len(pages) == 5
    assert all(html and url.startswith("https://") for html, url in pages)


def test_contestants_take_turns_at_beginning():
    order = []
    contestants = {name: lambda html, url, name=name: order.append((url, name)) for name in "ab"}
    seconds_a_page(contestants, [(b"", "1"), (b"", "2")])
    assert order == [("1", "a"), ("1", "b"), ("2", "b"), ("2", "a")]


def test_there_is_a_time_for_each_page():
    times = seconds_a_page({"a": lambda html, url: None}, [(b"", "1"), (b"", "2")])
    assert [len(seconds) for seconds in times.values()] == [2]


def test_the_table_compares_with_the_peer():
    stream = StringIO()
    figures = compared({"ours": [0.01, 0.03], "peer": [0.04, 0.04]}, "peer")
    Console(file=stream, width=100).print(figures.table())
    line = next(line for line in stream.getvalue().splitlines() if "ours" in line)
    assert line.split() == ["ours", "20", "20", "30", "0.5"]
