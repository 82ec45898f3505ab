"""A replay finds a page by its address, wherever it is kept."""

import gzip
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import write_page
from crawler.archive.warc_writer import WarcWriter
from crawler.spiders.page_index import PageIndex

URL = "https://herald.example/2024/harbour-reopens"
AT = datetime(2024, 10, 25, 8, 39, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)


def page(url: str, hours: int = 0, status: int = 200) -> SavedPage:
    headers = (("Content-Type", "text/html"),)
    return SavedPage(url, AT + hours * HOUR, status, headers, f"<p>{url} {hours}".encode())


PAGES = [
    page(URL),
    page(f"{URL}?page=2", 1),
    page(f"{URL}?page=3", 2),
    page("https://herald.example/2024/ferry-sails", 3),
    page(f"{URL}?page=2", 5),
    page(f"{URL}?page=4", 6, status=404),
]


def folder(path: Path) -> Path:
    for number, one in enumerate(PAGES):
        if one.status == 200:
            write_page(one, path / str(number))
    return path


def warc(path: Path) -> Path:
    writer = WarcWriter(path / "pages.warc.gz")
    for one in PAGES:
        writer.write(one)
    writer.close()
    return path / "pages.warc.gz"


def plain_warc(path: Path) -> Path:
    (path / "pages.warc").write_bytes(gzip.decompress(warc(path).read_bytes()))
    return path / "pages.warc"


def warc_in_one_member(path: Path) -> Path:
    (path / "one.warc.gz").write_bytes(gzip.compress(plain_warc(path).read_bytes()))
    return path / "one.warc.gz"


KEPT = pytest.mark.parametrize("kept", [folder, warc, plain_warc, warc_in_one_member])


@KEPT
@pytest.mark.parametrize("number", [2, 3])
def test_a_later_page_is_found(kept: Callable[[Path], Path], number: int, tmp_path: Path) -> None:
    found = PageIndex([kept(tmp_path)]).find(f"{URL}/?page={number}", AT)
    assert found is not None
    assert (found.url, found.fetched_at) == (f"{URL}?page={number}", AT + (number - 1) * HOUR)
    assert found.body == f"<p>{URL}?page={number} {number - 1}".encode()


@KEPT
@pytest.mark.parametrize(
    ("since", "version"), [(AT, 1), (AT + HOUR, 1), (AT + 2 * HOUR, 5), (AT + 9 * HOUR, 5)]
)
def test_the_version_is_the_next_one_in_time(
    kept: Callable[[Path], Path], since: datetime, version: int, tmp_path: Path
) -> None:
    found = PageIndex([kept(tmp_path)]).find(f"{URL}?page=2", since)
    assert found is not None
    assert found.fetched_at == AT + version * HOUR


@pytest.mark.parametrize(
    "url", [URL, f"{URL}?page=4", f"{URL}?page=5", "https://herald.example/2024/ferry-sails?page=2"]
)
def test_what_is_not_there_is_not_found(url: str, tmp_path: Path) -> None:
    assert PageIndex([warc(tmp_path)]).find(url, AT) is None


def test_the_first_page_is_known_to_be_there(tmp_path: Path) -> None:
    index = PageIndex([folder(tmp_path)])
    assert index.has(f"{URL}/")
    assert not index.has("https://herald.example/2024/night-ferry")


def test_what_cannot_be_read_is_left_to_the_replay(tmp_path: Path) -> None:
    (tmp_path / "broken.warc.gz").write_bytes(b"no WARC")
    (tmp_path / "empty.html").write_bytes(b"")
    index = PageIndex([tmp_path, tmp_path / "lost.warc", folder(tmp_path)])
    assert index.has(URL)
    assert index.find(f"{URL}?page=2", AT) is not None
