from pathlib import Path

import pytest

from pipelines.store import article_path, put, safe_name

CODE = "ART2410171545KRUBXS"
URL = "https://www.herald.example/a"


@pytest.mark.parametrize(
    ("pattern", "code", "source", "path"),
    [
        ("articles/{code}.md", CODE, "", f"articles/{CODE}.md"),
        ("{source}/{year}/{month}/{code}.md", CODE, "herald", f"herald/2024/10/{CODE}.md"),
        ("_posts/{date}-{code}.md", CODE, "", f"_posts/2024-10-17-{CODE}.md"),
        ("{source}/{code}.md", CODE, "", f"herald.example/{CODE}.md"),
        ("{year}/{code}.md", "ART9902031545KRUBXS", "", "1999/ART9902031545KRUBXS.md"),
    ],
)
def test_a_path_follows_its_pattern(pattern: str, code: str, source: str, path: str) -> None:
    assert article_path(pattern, code, source, URL) == path


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("..", "unknown"),
        ("", "unknown"),
        (".hidden", "hidden"),
        ("a/b\\c\0d", "a-b-c-d"),
        ("www.herald.example", "herald.example"),
    ],
)
def test_a_name_leads_nowhere_else(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_file_is_written_once_and_then_only_if_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.md"
    assert [put(file, content) for content in (b"1", b"1", b"2")] == [
        "written",
        "unchanged",
        "updated",
    ]
    assert file.read_bytes() == b"2"


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "b.md"
    put(file, b"1")
    before = file.stat().st_mtime_ns, file.stat().st_ino
    put(file, b"1")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before


def test_a_write_that_fails_leaves_the_former_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "b.md"
    put(file, b"1")
    unfinished = tmp_path / ".b.md.unfinished"
    unfinished.mkdir()
    with pytest.raises(OSError, match=r"b\.md"):
        put(file, b"2")
    unfinished.rmdir()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"1"]
