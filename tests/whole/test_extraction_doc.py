"""docs/extraction.md says what is so."""

import re
from io import StringIO
from typing import get_args

import pytest
from rich.console import Console

from crawler.archive.records import SavedPage
from crawler.archive.saved_pages import saved_pages
from crawler.console import PLAIN_WIDTH
from crawler.extraction.article import Extraction, extract
from crawler.extraction.explanation import as_text
from crawler.extraction.furniture.furniture import GeneralReason
from crawler.profiles.files import load_profiles
from crawler.profiles.profile import profile_for
from tests.support import ROOT

DOC = (ROOT / "docs" / "extraction.md").read_text("utf-8")


@pytest.fixture(scope="module")
def extractions() -> dict[str, Extraction]:
    profiles = load_profiles([ROOT / "crawler" / "sources"])
    return {
        page.url: extract(page.body, page.url, profile_for(page.url, profiles))
        for page in saved_pages(ROOT / "tests" / "fixtures")
        if isinstance(page, SavedPage)
    }


def without_figures(text: str) -> list[str]:
    """Return the lines without what another training of the classifier changes."""
    text = re.sub(r"(?m)^([-+]) +\d+ %", r"\1", text)
    text = re.sub(r"furniture \([^)]*\)", "furniture", text)
    return [" ".join(line.split()).rstrip("…") for line in text.splitlines()]


def test_the_sample_is_what_the_command_prints(extractions: dict[str, Extraction]) -> None:
    sample = re.search(r"```\n(.*?)```", DOC, re.DOTALL)[1]
    stream = StringIO()
    console = Console(file=stream, width=PLAIN_WIDTH, highlight=False, markup=False, emoji=False)
    console.print(as_text(extractions[sample.partition("\n")[0]]))
    printed = without_figures(stream.getvalue())
    missing = [
        line
        for line in without_figures(sample)
        if not any(real.startswith(line) or (real and line.startswith(real)) for real in printed)
    ]
    assert missing == []


def test_each_reason_is_one_of_the_table(extractions: dict[str, Extraction]) -> None:
    given = {
        judged.reason.partition(":")[0]
        for extraction in extractions.values()
        for judged in extraction.judgements
        if judged.reason
    }
    assert len(given) > 5
    assert given <= {"profile", *get_args(GeneralReason)}


@pytest.mark.parametrize("path", sorted(set(re.findall(r"[\w/.-]+\.(?:py|json|html|md)\b", DOC))))
def test_each_file_is_there(path: str) -> None:
    assert any((ROOT / folder / path).exists() for folder in (".", "docs", "crawler/extraction"))
