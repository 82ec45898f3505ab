"""Replays every saved page as a crawl would and compares what is written with what is expected.

`<page>.html` is expected to become `<page>.md`, or to be left out for the fate in `<page>.fate`.
A page that has neither gets what the program gave, and fails: read it, mend it, run again.
"""

from collections.abc import Mapping
from json import loads
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from tests.support import ROOT
from tests.support.command import scrapy

FIXTURES = ROOT / "tests" / "fixtures"
PAGES = sorted(FIXTURES.rglob("*.html"))
SOURCES = sorted(path.stem for path in (ROOT / "crawler" / "sources").glob("*.yml"))
# What an article's file can hold, all of it: one comparison guards every field.
EXTRA = "authors,published,modified,section,keywords,access"

Outcome = tuple[str, str]  # suffix of the file that holds it, and its text


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, Outcome]:
    """What became of every page, in one run."""
    output = tmp_path_factory.mktemp("output")
    address = f"sqlite:///{output / 'ledger.db'}"
    settings = {
        "OUTPUT_DIR": output,
        "LEDGER_URL": address,
        "FRONT_MATTER_EXTRA": EXTRA,
        "EXTRACTION_PROCESSES": 0,
    }
    run = scrapy("crawl", "replay", "-a", f"path={FIXTURES}", settings=settings)
    assert run.returncode == 0, run.stdout + run.stderr
    ledger = Ledger(address)
    try:
        return {page: outcome(page, ledger, output) for page in PAGES}
    finally:
        ledger.close()


def outcome(page: Path, ledger: Ledger, output: Path) -> Outcome:
    """Return what the run made of a page."""
    url = loads(page.with_suffix(".json").read_bytes())["url"]
    visit, entry = ledger.visit(url), ledger.find(url)
    assert visit is not None, f"{url} was never looked at"
    if visit.fate == "written" and entry is not None and entry.path is not None:
        return ".md", (output / entry.path).read_bytes().decode()
    return ".fate", f"{visit.fate}\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_saved_page_gives_what_is_expected(page: Path, outcomes: Mapping[Path, Outcome]) -> None:
    suffix, text = outcomes[page]
    expected = [page.with_suffix(one) for one in (".md", ".fate")]
    if not any(path.exists() for path in expected):
        page.with_suffix(suffix).write_bytes(text.encode())
        pytest.fail(f"wrote {page.with_suffix(suffix).name}: read it line by line, then run again")
    assert [path.suffix for path in expected if path.exists()] == [suffix]
    assert text == page.with_suffix(suffix).read_bytes().decode()


@pytest.mark.parametrize("source", SOURCES)
def test_source_has_a_saved_page(source: str) -> None:
    assert list((FIXTURES / source).glob("*.html")), "save one: scrapy savepage URL"


@pytest.mark.parametrize("path", sorted([*FIXTURES.rglob("*.md"), *FIXTURES.rglob("*.fate")]))
def test_expectation_belongs_to_a_page(path: Path) -> None:
    assert path.with_suffix(".html").exists()
