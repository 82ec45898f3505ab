"""`scrapy archive`, as a person types it."""

from pathlib import Path

import pytest

from crawler.archive.page_archive import PageArchive
from crawler.ledger import Entry
from crawler.system.lock import RunLock
from tests.support.archives import URL, record, recording, version
from tests.support.command import Done, scrapy

OLD = [version(hours, f"<p>The quay, {hours}.".encode() * 50) for hours in range(5)]
OTHER = version(400, b"<p>Of the paper.", url="https://paper.example/a")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    record(tmp_path, *OLD)
    record(tmp_path, OTHER, source="paper")
    return tmp_path


def archive(output: Path, *words: object) -> Done:
    return scrapy("archive", *words, settings={"OUTPUT_DIR": output})


def left(output: Path) -> list[bytes]:
    with recording(output) as (_, ledger):
        reader = PageArchive(output, ledger)
        return [page.body for url in (URL, OTHER.url) for page in reader.versions(url)]


def test_it_shows_size_pages_sources_and_span(output: Path) -> None:
    done = archive(output)
    first, second, *table = done.stdout.splitlines()
    assert first.endswith("of 2 GB (ARCHIVE_MAX_BYTES), 2 files")
    assert second == "2 pages, 6 versions, 2024-10-25 12:00 to 2024-11-11 04:00 UTC"
    rows = [line.split() for line in table if "2024" in line]
    assert [row[:3] for row in rows] == [["herald", "1", "5"], ["paper", "1", "1"]]
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--bytes", "0"], [4]),
        (["--before", "2024-10-26"], [4]),
        (["--before", "2024-10-25"], [4, 3, 2, 1, 0]),
        (["--source", "paper"], [4, 3, 2, 1, 0]),
        (["--source", "herald"], [4]),
        (["--source", "herald", "--newest-too"], []),
        (["--before", "2024-10-26", "--newest-too"], []),
        ([], [4, 3, 2, 1, 0]),
    ],
)
def test_what_is_asked_for_goes(words: list[str], expected: list[int], output: Path) -> None:
    done = archive(output, "--prune", *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert left(output) == [*(OLD[number].body for number in expected), OTHER.body]


@pytest.mark.parametrize("canonical", [URL, "https://herald.example/a/1"])
def test_the_page_that_an_articles_file_was_made_of_stays(canonical: str, output: Path) -> None:
    """The newest may be a notice in its place."""
    at = {"first_retrieved": OLD[1].fetched_at, "retrieved": OLD[1].fetched_at}
    where = {"url": canonical, "page_url": None if canonical == URL else URL, "path": "a.md"}
    with recording(output) as (_, ledger):
        ledger.save(Entry(code="ART2410251200ABCDEF", source="herald", run=1, **where, **at))
    assert archive(output, "--prune", "--bytes", "0").returncode == 0
    assert left(output) == [OLD[4].body, OLD[1].body, OTHER.body]
    assert archive(output, "--prune", "--bytes", "0", "--newest-too").returncode == 0
    assert left(output) == []


def test_a_dry_run_takes_nothing(output: Path) -> None:
    done = archive(output, "--prune", "--bytes", "0", "--dry-run")
    assert done.stdout.startswith("4 versions of pages would go")
    assert len(left(output)) == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--bytes", "1MB"], "the other options say what --prune lets go: add it"),
        (["--prune", "--bytes", "much"], "needs bytes, such as 500MB"),
        (["--prune", "--before", "yesterday"], "needs a day, such as"),
        (["--prune", "--source", "herold"], "did you mean 'herald'?"),
        (["--prune", "--newest-too"], "would empty the archive"),
        (["--prune", "-sARCHIVE_MAX_BYTES=0"], "is no bound"),
        (["-sARCHIVE_MAX_BYTES=-1"], "needs a number of bytes"),
        (["--prune", "all"], "takes no argument 'all'"),
    ],
)
def test_a_mistake_is_named_and_changes_nothing(words: list[str], said: str, output: Path) -> None:
    done = archive(output, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(left(output)) == 6


def test_while_a_run_is_at_work_it_shows_and_does_not_prune(output: Path) -> None:
    with RunLock(output, "scrapy crawl news"):
        assert archive(output).returncode == 0
        assert archive(output, "--prune").returncode == 75


def test_what_a_killed_run_has_not_indexed_is_found(output: Path) -> None:
    (output / "ledger.sqlite").unlink()
    assert "2 pages, 6 versions" in archive(output).stdout


def test_check_names_a_file_that_is_not_indexed_and_mends_it(output: Path) -> None:
    (file, _) = sorted((output / "archive").iterdir())
    file.write_bytes(file.read_bytes() + b"\x1f\x8b\x08 torn")
    settings = {"OUTPUT_DIR": output}
    assert f"archive/{file.name}: unfinished" in scrapy("check", settings=settings).stdout
    scrapy("check", "--fix", settings=settings)
    assert scrapy("check", settings=settings).returncode == 0
    assert len(left(output)) == 6


def test_it_says_that_it_is_full(output: Path) -> None:
    archive(output, "--prune", "--bytes", "0")
    size = sum(path.stat().st_size for path in (output / "archive").iterdir())
    assert "full: all that is left" in archive(output, f"-sARCHIVE_MAX_BYTES={size + 5}").stdout
    assert "full:" not in archive(output).stdout
