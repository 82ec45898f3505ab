"""An article is extracted anew from the page that its file was made of."""

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.ledger import Entry
from crawler.reextraction.file_pages import FilePages
from tests.support.archives import NOON, PAGE, URL, record, recording, version

CHANGED = version(4, b"<p>Changed.")
HISTORY = (PAGE, version(1), version(2, b"", status=304), CHANGED, version(5, b"<p>", status=404))


def entry(hours: float, path: str | None = "articles/a.md", **changes: object) -> Entry:
    at = NOON + timedelta(hours=hours)
    return Entry(
        url=URL,
        code="ART2410251200ABCDEF",
        source="herald",
        run=1,
        first_retrieved=NOON,
        retrieved=at,
        path=path,
        **changes,
    )


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(-1, None), (0, PAGE), (1, PAGE), (2, PAGE), (3, PAGE), (4, CHANGED), (6, CHANGED)],
)
def test_the_page_is_the_one_that_was_there_when_the_file_was_written(
    hours: float, expected: object, tmp_path: Path
) -> None:
    record(tmp_path, *HISTORY)
    with recording(tmp_path) as (_, ledger):
        found = FilePages(tmp_path, ledger).of_file(CHANGED, entry(hours))
    assert (found and found[0]) == expected


@pytest.mark.parametrize(("hours", "expected"), [(3, None), (4, CHANGED), (6, None)])
@pytest.mark.parametrize("is_held", [True, False])
def test_a_page_from_before_the_files_text_is_not_taken(
    hours: float, expected: object, tmp_path: Path, *, is_held: bool
) -> None:
    """The archive was full or off when the text changed."""
    at = NOON + timedelta(hours=hours)
    said = {"held": "confidence 8 < 10"} if is_held else {"revised": at}
    record(tmp_path, *HISTORY)
    with recording(tmp_path) as (_, ledger):
        found = FilePages(tmp_path, ledger).of_file(CHANGED, entry(hours, **said))
    assert (found and found[0]) == expected


@pytest.mark.parametrize("known", [None, entry(0, path=None)])
def test_without_a_file_it_is_the_newest(known: Entry | None, tmp_path: Path) -> None:
    record(tmp_path, *HISTORY)
    with recording(tmp_path) as (_, ledger):
        found = FilePages(tmp_path, ledger).of_file(CHANGED, known)
    assert found is not None
    assert found[0] == CHANGED


def test_a_later_page_is_the_first_from_then_on_else_the_last(tmp_path: Path) -> None:
    record(tmp_path, *HISTORY)
    with recording(tmp_path) as (_, ledger):
        pages = FilePages(tmp_path, ledger)
        times = (NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=9))
        assert [pages.later(URL, at) for at in times] == [PAGE, CHANGED, CHANGED]
        assert pages.later(f"{URL}/2", NOON) is None
