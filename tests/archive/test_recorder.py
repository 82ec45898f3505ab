"""What a run keeps, and what leaves the archive when it is full."""

from pathlib import Path
from random import Random

import pytest

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage
from tests.support.archives import (
    PAGE,
    URL,
    kinds,
    record,
    recording,
    records,
    version,
)

NOISE = [Random(seed).randbytes(3000) for seed in range(100)]  # which no packing makes smaller


def noisy(number: int, hours: float = 0, place: str = "") -> SavedPage:
    """A page of three kilobytes."""
    return version(hours, b"<p>" + NOISE[number], url=f"{URL}{place}")


def size(output: Path) -> int:
    return sum(path.stat().st_size for path in (output / "archive").iterdir())


def bodies(output: Path, url: str = URL) -> list[bytes]:
    with recording(output) as (_, ledger):
        return [page.body for page in PageArchive(output, ledger).versions(url)]


def test_a_page_is_kept_with_its_request_and_what_is_known(tmp_path: Path) -> None:
    record(tmp_path, PAGE)
    assert kinds(tmp_path) == ["warcinfo", "response", "request", "metadata"]
    assert records(tmp_path)[3].reader.read() == b"source: herald\r\n"


def test_what_has_not_changed_is_a_revisit(tmp_path: Path) -> None:
    record(tmp_path, PAGE)
    record(tmp_path, version(1), version(2, b"", status=304))
    assert kinds(tmp_path)[5::3] == ["revisit", "revisit"]
    assert bodies(tmp_path) == [PAGE.body]


def test_what_has_changed_is_a_version(tmp_path: Path) -> None:
    record(tmp_path, PAGE)
    record(tmp_path, version(1, b"<p>Now."))
    record(tmp_path, version(2))  # as at first
    assert kinds(tmp_path).count("response") == 3
    assert bodies(tmp_path) == [PAGE.body, b"<p>Now.", PAGE.body]


def test_a_redirect_is_kept_as_it_came(tmp_path: Path) -> None:
    moved = version(status=301, body=b"", headers=(("Location", "/2024/quay"),))
    record(tmp_path, moved, version(1, b"", status=301, headers=(("Location", "/else"),)))
    assert [one.http_headers.get("Location") for one in records(tmp_path)[1::3]] == [
        "/2024/quay",
        "/else",
    ]
    assert bodies(tmp_path) == []


def test_files_are_named_by_run_and_rotated_by_size(tmp_path: Path) -> None:
    record(tmp_path, *(noisy(n) for n in range(4)), most_of_a_file=8000)
    record(tmp_path, noisy(4))
    names = sorted(path.name for path in (tmp_path / "archive").iterdir())
    assert names == [
        "20241025T120000Z-news-1-1.warc.gz",
        "20241025T120000Z-news-1-2.warc.gz",
        "20241025T120000Z-news-2-1.warc.gz",
    ]


def test_a_name_that_is_there_is_not_taken(tmp_path: Path) -> None:
    record(tmp_path, noisy(0))
    (tmp_path / "ledger.sqlite").unlink()  # so that the runs are counted anew
    record(tmp_path, noisy(1, hours=0))
    assert len(list((tmp_path / "archive").iterdir())) == 2
    assert bodies(tmp_path) == [b"<p>" + NOISE[1], b"<p>" + NOISE[0]]


def test_a_full_archive_lets_the_oldest_versions_go(tmp_path: Path) -> None:
    record(tmp_path, noisy(50, 0, "/other"))
    for number in range(20):
        assert record(tmp_path, noisy(number, number), most=20_000) == 0
        assert size(tmp_path) <= 20_000
    found = bodies(tmp_path)
    assert found == [b"<p>" + NOISE[n] for n in range(19, 19 - len(found), -1)]
    assert 3 <= len(found) <= 5
    assert bodies(tmp_path, f"{URL}/other") == [b"<p>" + NOISE[50]]


def test_in_a_folder_that_cannot_be_written_nothing_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(tmp_path, *(noisy(number, number) for number in range(4)))
    monkeypatch.setattr("crawler.archive.pruning.os.access", lambda folder, mode: False)
    with pytest.raises(PermissionError):
        record(tmp_path, noisy(5, 5), most=20_000)
    assert len(bodies(tmp_path)) == 4


def test_the_newest_version_of_an_article_never_goes(tmp_path: Path) -> None:
    refused = record(tmp_path, *(noisy(n, n, f"/{n}") for n in range(9)), most=20_000)
    kept = [n for n in range(9) if bodies(tmp_path, f"{URL}/{n}")]
    assert kept == list(range(9 - refused))
    assert refused >= 4
    assert size(tmp_path) <= 20_000


def test_a_page_that_was_confirmed_goes_with_its_revisits(tmp_path: Path) -> None:
    record(tmp_path, noisy(0, 0), noisy(0, 1), noisy(0, 2), noisy(1, 3))
    record(tmp_path, noisy(2, 4), most=9_000)
    assert "revisit" not in kinds(tmp_path)
    assert bodies(tmp_path) == [b"<p>" + NOISE[2], b"<p>" + NOISE[1]]


def test_of_what_confirms_the_newest_version_the_last_stays(tmp_path: Path) -> None:
    record(tmp_path, *(noisy(0, hours) for hours in range(9)))
    record(tmp_path, noisy(1, 9, "/quay"), noisy(2, 10, "/pier"), most=15_000)
    found = [one for one in records(tmp_path) if one.headers.get("WARC-Target-URI") == URL]
    kept = [one.headers["WARC-Date"][11:13] for one in found[::3]]
    assert kept == ["12", "20"]


def test_no_bound_is_none(tmp_path: Path) -> None:
    assert record(tmp_path, *(noisy(n, n) for n in range(30)), most=0) == 0
    assert len(bodies(tmp_path)) == 30


def test_an_archive_that_is_whole_is_left_as_it_is(tmp_path: Path) -> None:
    record(tmp_path, PAGE, noisy(1, 1))
    before = {path.name: path.read_bytes() for path in (tmp_path / "archive").iterdir()}
    record(tmp_path)
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "archive").iterdir()}
