"""The output and the browser of most tests of the review page."""

from pathlib import Path

import pytest

from crawler.review.desk.rework import Rework
from tests.support.reviews import Browser, three_articles


@pytest.fixture
def output(tmp_path: Path) -> Path:
    three_articles(tmp_path)
    return tmp_path


@pytest.fixture
def browser(output: Path) -> Browser:
    return Browser(output)


@pytest.fixture
def profile(output: Path) -> Path:
    """The profile of `gazette()`."""
    return output.parent / "profiles" / "gazette.yml"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources whose articles are to be taken anew."""
    sources: list[str] = []
    monkeypatch.setattr(Rework, "start", lambda _, source: sources.append(source))
    return sources
