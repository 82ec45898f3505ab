"""The archive as its readers see it."""

import gzip
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive.page_archive import PageArchive
from crawler.ledger import Entry
from tests.support.archives import HTML, NOON, PAGE, URL, record, recording, version
from tests.support.command import scrapy

OTHER = version(1, b"<p>Quay.", url="https://www.paper.example/quay")


def test_the_newest_version_of_an_address_is_found_and_its_earlier_ones(tmp_path: Path) -> None:
    later = version(2, b"<p>Open.")
    record(tmp_path, version(1), later, OTHER)
    record(tmp_path, PAGE)  # comes late
    with recording(tmp_path) as (_, ledger):
        archive = PageArchive(tmp_path, ledger)
        assert archive.page(URL) == later
        assert list(archive.versions(URL)) == [later, version(1), PAGE]
        assert archive.page("https://herald.example/none") is None


def test_an_error_is_no_version(tmp_path: Path) -> None:
    record(tmp_path, PAGE, version(1, b"<p>Gone.", status=410), version(2, b"<p>", status=206))
    with recording(tmp_path) as (_, ledger):
        assert PageArchive(tmp_path, ledger).page(URL) == PAGE


def test_an_article_is_found_by_each_of_its_addresses(tmp_path: Path) -> None:
    asked, canonical = "https://her.ald/1", "https://herald.example/harbour"
    record(tmp_path, PAGE)
    with recording(tmp_path) as (_, ledger):
        times = {"first_retrieved": NOON, "retrieved": NOON}
        ledger.save(
            Entry(
                url=canonical,
                code="ART2410251200ABCDEF",
                source="herald",
                run=1,
                page_url=URL,
                **times,
            )
        )
        ledger.record(asked, "written", at=NOON, canonical_url=canonical)
        archive = PageArchive(tmp_path, ledger)
        assert [archive.page(url) for url in (asked, canonical, URL)] == [PAGE] * 3


def test_a_body_is_unpacked(tmp_path: Path) -> None:
    packed = version(0, gzip.compress(PAGE.body), headers=(*HTML, ("Content-Encoding", "gzip")))
    record(tmp_path, packed)
    with recording(tmp_path) as (_, ledger):
        assert PageArchive(tmp_path, ledger).page(URL) == PAGE


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_cannot_be_unpacked_is_passed_over(coding: str, tmp_path: Path) -> None:
    broken = version(1, b"\x1f\x8b\x08broken", headers=(*HTML, ("Content-Encoding", coding)))
    record(tmp_path, PAGE, broken)
    with recording(tmp_path) as (_, ledger):
        assert PageArchive(tmp_path, ledger).page(URL) == PAGE


def test_pages_are_chosen_by_source_host_and_time(tmp_path: Path) -> None:
    record(tmp_path, PAGE, version(3, b"<p>New."))
    record(tmp_path, OTHER, source="paper")
    with recording(tmp_path) as (_, ledger):
        archive, after = PageArchive(tmp_path, ledger), NOON + timedelta(hours=2)
        found = {
            "all": sorted(archive.newest(), key=lambda page: page.url),
            "source": list(archive.newest(source="paper")),
            "host": list(archive.newest(host="herald.example")),
            "since": list(archive.newest(since=after)),
            "none": list(archive.newest(host="paper.example")),
        }
        assert ledger.captures.sources()["herald"].versions == 2
        assert list(ledger.captures.hosts()) == ["herald.example", "www.paper.example"]
    new = version(3, b"<p>New.")
    assert found == {
        "all": [new, OTHER],
        "source": [OTHER],
        "host": [new],
        "since": [new],
        "none": [],
    }


@pytest.mark.slow
def test_to_unpack_a_body_leaves_the_log_as_it_is(tmp_path: Path) -> None:
    packed = version(0, gzip.compress(PAGE.body), headers=(*HTML, ("Content-Encoding", "gzip")))
    record(tmp_path, packed)
    settings = {"LOG_LEVEL": "WARNING", "OUTPUT_DIR": tmp_path, "EXTRACTION_PROCESSES": 0}
    done = scrapy("reextract", settings=settings)
    assert "looked at" in done.stdout or "seen" in done.stdout
    assert done.stderr == ""
