"""A file is as it was, or as it should be."""

from pathlib import Path

import pytest

from crawler.system.whole_files import clear_unfinished, write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    for content in (b"1", b"2"):
        write_whole(file, content)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"2"]


def test_a_write_that_fails_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    write_whole(file, b"1")
    obstacle = tmp_path / ".run.json.unfinished"
    obstacle.mkdir()
    with pytest.raises(IsADirectoryError):
        write_whole(file, b"2")
    obstacle.rmdir()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"1"]


def test_what_a_killed_run_has_left_is_removed(tmp_path: Path) -> None:
    for name in (".run.json.unfinished", "run.json", ".hidden"):
        (tmp_path / name).touch()
    clear_unfinished(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "run.json"]
