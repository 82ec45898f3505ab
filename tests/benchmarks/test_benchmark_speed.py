"""The speed benchmark is fair: every contestant gets every page, in turns."""

import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.speed.extraction import compared, seconds_a_page, slowest_by_size
from benchmarks.speed.figures import Figures, Target, load, page, save
from benchmarks.speed.pages import sample, sized, variant
from benchmarks.speed.processes import measured
from pipelines.text.likeness import sample as sample_of
from pipelines.text.likeness import words_of

WORDS = [f"{first}{second}ater" for first in "bcdfghjklm" for second in "aeiou"] * 5


def test_the_shipped_pages_serve_where_there_are_no_corpora(tmp_path: Path) -> None:
    pages = sample(tmp_path, 5)
    assert len(pages) == 5
    assert all(html and url.startswith("https://") for html, url in pages)


def test_contestants_take_turns_at_beginning() -> None:
    order = []
    contestants = {name: lambda html, url, name=name: order.append((url, name)) for name in "ab"}
    seconds_a_page(contestants, [(b"", "1"), (b"", "2")])
    assert order == [("1", "a"), ("1", "b"), ("2", "b"), ("2", "a")]


def test_there_is_a_time_for_each_page() -> None:
    times = seconds_a_page({"a": lambda html, url: None}, [(b"", "1"), (b"", "2")])
    assert [len(seconds) for seconds in times.values()] == [2]


def test_the_table_compares_with_the_peer() -> None:
    stream = StringIO()
    figures = compared({"ours": [0.01, 0.03], "peer": [0.04, 0.04]}, "peer")
    Console(file=stream, width=100).print(figures.table())
    line = next(line for line in stream.getvalue().splitlines() if "ours" in line)
    assert line.split() == ["ours", "20", "20", "30", "0.5"]


def test_the_slowest_pages_are_held_against_those_of_their_size() -> None:
    sizes, seconds = [1000] * 100 + [8000] * 100, [1.0] * 99 + [3.0] + [9.0] * 100
    assert slowest_by_size(sizes, seconds) == 1
    assert slowest_by_size(sizes[:100], seconds[:100]) == 3


def test_variants_of_a_page_share_its_markup_and_no_passage() -> None:
    html = b"<p> %b</p><script>keep(these)</script>" % (" ".join(WORDS) + " ").encode()
    one, other = variant(html, 1), variant(html, 2)
    assert one.endswith(b"</p><script>keep(these)</script>")
    assert sorted(one.split()) == sorted(html.split())
    assert not sample_of(words_of(one.decode())) & sample_of(words_of(other.decode()))


@pytest.mark.parametrize("size", [20_000, 2_000_000])
def test_a_page_has_the_size_that_is_asked_for(size: int) -> None:
    assert size <= len(sized(size)) <= size + 1000


def test_figures_are_kept_part_by_part(tmp_path: Path) -> None:
    file = tmp_path / "speed.json"
    first, second = (Figures(title, ("page", "ms"), [("a", 1.5)]) for title in "ab")
    first.targets.append(Target("ms", 1.5, 1.0))
    save({"first": first}, file)
    assert save({"second": second}, file) == load(file) == {"first": first, "second": second}
    assert "- ms: 1.5 (MISSES 1)" in page(load(file).values(), [])


def test_a_command_is_measured_with_what_it_starts() -> None:
    work = "sum(i * i for i in range(8_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    usage = measured([sys.executable, "-c", child])
    assert usage.cpu > usage.main_cpu + 0.1
    assert usage.peak > 5_000_000


def test_all_that_a_command_prints_is_kept() -> None:
    usage = measured([sys.executable, "-c", "print('a' * 1_000_000)"])
    assert len(usage.output) == 1_000_001
