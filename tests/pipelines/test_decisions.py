"""What is decided of a version of an article, whatever its text and its file."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from crawler.ledger import Entry
from pipelines.document.keys import text_hash
from pipelines.files.store import content_key
from pipelines.former import Change, change_of
from pipelines.identity import (
    Doubt,
    Duplicate,
    KeepFormer,
    Moved,
    Older,
    Unchanged,
    Version,
    Write,
    decide,
    doubt,
    version_of,
)
from tests.support.articles import make_article, paragraph

NOW = datetime(2024, 10, 25, 8, tzinfo=timezone.utc)
HOUR = timedelta(hours=1)
CODE, OTHER = "ART2410250800AAAAAA", "ART2410250800BBBBBB"
NEW = Entry(
    url="https://herald.example/harbour",
    code=CODE,
    source="herald",
    run=2,
    first_retrieved=NOW,
    retrieved=NOW,
)
WRITTEN = replace(NEW, path=f"articles/{CODE}.md", hash="text", content=5)
KNOWN = replace(WRITTEN, run=1)  # by an earlier run
COPY = replace(
    WRITTEN, url="https://tribune.example/harbour", code=OTHER, path=f"articles/{OTHER}.md"
)
PAGE = Version(run=2, page_url=None, retrieved=NOW + HOUR, text="text")
AMP = f"{NEW.url}/amp"


def test_an_article_without_a_file_is_written() -> None:
    assert decide(NEW, (), PAGE) == Write()


def test_a_later_page_with_another_text_is_a_revision() -> None:
    assert decide(KNOWN, (), replace(PAGE, text="other")) == Write(is_revision=True)


def test_a_later_page_with_the_same_text_changes_nothing() -> None:
    assert decide(KNOWN, (), PAGE) == Unchanged()


@pytest.mark.parametrize(
    "version",
    [
        replace(PAGE, has_file=False),  # somebody has removed it
        replace(PAGE, retrieved=NOW),  # read again, by other rules
    ],
)
def test_the_same_text_is_written_where_its_file_may_not_be_what_it_would_be(
    version: Version,
) -> None:
    assert decide(KNOWN, (), version) == Write()


@pytest.mark.parametrize(
    "held",
    [
        replace(KNOWN, page_url=AMP),  # the canonical page takes the place of another
        replace(KNOWN, hash=None),  # nobody knows what was written
    ],
)
@pytest.mark.parametrize("text", ["text", "other"])
def test_what_has_no_measure_is_written_and_no_revision(held: Entry, text: str) -> None:
    assert decide(held, (), replace(PAGE, text=text)) == Write()


def test_a_version_of_the_same_run_is_no_revision() -> None:
    assert decide(WRITTEN, (), replace(PAGE, text="other")) == Write()


@pytest.mark.parametrize(
    "version",
    [
        replace(PAGE, retrieved=NOW - HOUR),
        replace(PAGE, page_url=AMP),
        replace(PAGE, retrieved=NOW, content=4),
        replace(PAGE, content=5),
    ],
)
def test_a_worse_version_is_not_written(version: Version) -> None:
    assert decide(WRITTEN, (), version) == Older()


WHY = "confidence 41 < 60"
DOUBTFUL = replace(PAGE, held=WHY)
WAITING = replace(WRITTEN, path=f"held/{CODE}.md", held=WHY)


@pytest.mark.parametrize("entry", [NEW, WAITING, replace(WAITING, run=1)])
def test_a_doubtful_version_is_held_where_nothing_is_published(entry: Entry) -> None:
    assert decide(entry, (), DOUBTFUL) == Write(held=WHY)


@pytest.mark.parametrize("run", [1, 2])
@pytest.mark.parametrize("version", [PAGE, replace(PAGE, retrieved=NOW - HOUR, page_url=AMP)])
def test_any_trusted_version_is_better_than_a_held_one(run: int, version: Version) -> None:
    assert decide(replace(WAITING, run=run), (), version) == Write()


def test_a_doubtful_version_is_worse_than_what_its_run_has_published() -> None:
    assert decide(WRITTEN, (), replace(DOUBTFUL, text="other")) == Older()


def test_a_doubtful_look_leaves_what_an_earlier_run_has_published() -> None:
    assert decide(KNOWN, (), replace(DOUBTFUL, text="other")) == Doubt(
        reason=f"{WHY}; its file stays as it is"
    )
    assert decide(KNOWN, (), DOUBTFUL) == Unchanged()


@pytest.mark.parametrize(
    ("confidence", "limit", "why"),
    [(None, 100, None), (60, 60, None), (59, 60, "confidence 59 < 60")],
)
def test_the_reason_is_in_words(confidence: int | None, limit: int, why: str | None) -> None:
    assert doubt(confidence, limit) == why


def test_of_versions_of_one_instant_the_greater_hash_is_written() -> None:
    assert decide(WRITTEN, (), replace(PAGE, retrieved=NOW, content=6)) == Write()


def test_of_other_addresses_versions_of_one_instant_the_last_address_is_kept() -> None:
    first, last = (replace(PAGE, retrieved=NOW, page_url=f"{AMP}/{name}") for name in "ab")
    assert decide(replace(WRITTEN, page_url=last.page_url), (), first) == Older()
    assert decide(replace(WRITTEN, page_url=first.page_url), (), last) == Write()


@pytest.mark.parametrize(
    "entry",
    [
        KNOWN,  # an earlier run's file, read again by other rules
        replace(WRITTEN, content=None),  # what the file holds is not known
    ],
)
def test_what_would_be_written_is_compared_with_a_file_of_this_run_only(entry: Entry) -> None:
    assert decide(entry, (), replace(PAGE, retrieved=NOW, content=5)) == Write()


def test_the_canonical_page_is_better_than_a_later_one_of_another_address() -> None:
    held = replace(WRITTEN, page_url=AMP, retrieved=NOW + 2 * HOUR)
    assert decide(held, (), PAGE) == Write()


def test_a_file_under_another_code_moves_first() -> None:
    assert decide(replace(WRITTEN, path="articles/first.md"), (), PAGE) == Moved()


def test_a_copy_of_what_an_earlier_run_has_written_is_dropped() -> None:
    assert decide(NEW, [replace(COPY, run=1)], PAGE) == Duplicate(of=OTHER)


def test_a_copy_that_an_earlier_run_has_only_seen_is_none() -> None:
    seen = replace(COPY, run=1, path=None, published=NOW)
    assert decide(NEW, [seen], PAGE) == Write()


def test_an_article_without_a_file_is_written_from_a_page_of_any_age() -> None:
    assert decide(NEW, (), replace(PAGE, retrieved=NOW - HOUR)) == Write()


def test_a_better_copy_displaces_a_worse_one_of_the_run() -> None:
    assert decide(NEW, [COPY], PAGE) == Write(displaces=(OTHER,))


def test_an_article_found_to_be_a_copy_gives_its_file_of_this_run_back() -> None:
    better = replace(COPY, published=NOW)
    assert decide(WRITTEN, [better], PAGE) == Duplicate(of=OTHER, displaces=(CODE,))


def test_a_file_of_an_earlier_run_is_not_displaced() -> None:
    assert decide(KNOWN, [COPY], PAGE) == Unchanged(displaces=(OTHER,))
    better = replace(COPY, run=1, published=NOW)
    assert decide(KNOWN, [better], PAGE) == Duplicate(of=OTHER)
    worse = replace(COPY, run=1)
    assert decide(replace(KNOWN, published=NOW), [worse], PAGE) == Unchanged()


def test_an_article_that_an_earlier_run_has_only_seen_is_no_better_for_it() -> None:
    better = replace(COPY, published=NOW)
    assert decide(replace(NEW, run=1), [better], PAGE) == Duplicate(of=OTHER)


def test_what_a_version_of_this_run_repeats_its_article_repeats() -> None:
    assert decide(replace(NEW, duplicate_of=OTHER), (), PAGE) == Duplicate(of=OTHER)
    assert decide(replace(KNOWN, duplicate_of=OTHER), (), PAGE) == Unchanged()


def test_a_copy_that_is_kept_names_the_better_one() -> None:
    better = replace(COPY, published=NOW)
    assert decide(NEW, [better], PAGE, keeps_copies=True) == Write(same_as=OTHER)


def test_a_copy_that_is_kept_is_not_displaced() -> None:
    assert decide(NEW, [COPY], PAGE, keeps_copies=True) == Write()


UNRELATED, CUT = Change(is_related=False), Change(left=0.49)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (UNRELATED, "shares nothing with the article that stood there"),
        (CUT, "49% of the article's text"),
    ],
)
def test_what_is_no_version_of_the_article_leaves_its_file(change: Change, reason: str) -> None:
    version = replace(PAGE, text="other", change=change)
    assert decide(KNOWN, (), version) == KeepFormer(reason=reason)
    assert decide(KNOWN, [replace(COPY, run=1)], version) == KeepFormer(reason=reason)


@pytest.mark.parametrize(
    "change",
    [
        Change(left=0.5),
        replace(CUT, is_stated=True),
        replace(UNRELATED, is_stated=True),
    ],
)
def test_what_an_editor_has_changed_is_written(change: Change) -> None:
    version = replace(PAGE, text="other", change=change)
    assert decide(KNOWN, (), version) == Write(is_revision=True)


@pytest.mark.parametrize(
    "version",
    [
        replace(PAGE, retrieved=NOW),  # what would be written is not known yet
        replace(PAGE, retrieved=NOW, content=5, has_file=False),  # somebody has removed it
    ],
)
def test_a_version_that_is_no_worse_than_the_file_is_written(version: Version) -> None:
    assert decide(WRITTEN, (), version) == Write()


@pytest.mark.parametrize(
    ("url", "own_url", "page_url"),
    [
        (NEW.url, "", None),
        (AMP, "", AMP),
        (NEW.url, AMP, AMP),
        (AMP, NEW.url, None),
    ],
)
def test_a_version_knows_the_address_that_it_was_read_from(
    url: str, own_url: str, page_url: str | None
) -> None:
    article = make_article(url=url, canonical_url=NEW.url, own_url=own_url)
    assert version_of(article, NEW, None, run=2).page_url == page_url


FILE = b"---\nlayout: article\n---\n\n# Harbour reopens\n\nA storm has closed the pier again.\n"
PIER = make_article(body=(paragraph("The pier is open, and the ferries wait outside no more."),))
HELD = replace(KNOWN, hash="former", content=content_key(FILE))


def test_a_later_run_compares_its_page_with_the_file() -> None:
    version = version_of(PIER, HELD, FILE, run=2)
    assert version.has_file
    assert version.change == change_of(FILE, PIER)


def test_a_later_version_of_the_page_is_compared_in_the_same_run() -> None:
    assert version_of(PIER, replace(HELD, run=2), FILE, run=2).change == change_of(FILE, PIER)


@pytest.mark.parametrize(
    ("entry", "former"),
    [
        (HELD, None),  # there is no file
        (HELD, FILE + b"A person adds a line.\n"),  # it is no measure of what the page said
        (replace(HELD, run=2, retrieved=PIER.retrieved), FILE),  # no later version of the same run
        (replace(HELD, run=2, page_url=f"{PIER.url}/amp"), FILE),  # another page of the same run
        (replace(HELD, hash=None), FILE),  # what was written is not known
        (replace(HELD, hash=text_hash(PIER)), FILE),  # it is the same
    ],
)
def test_what_is_no_change_of_a_page_is_not_compared(entry: Entry, former: bytes | None) -> None:
    version = version_of(PIER, entry, former, run=2)
    assert version.change is None
    assert version.has_file is (former is not None)
