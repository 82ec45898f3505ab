"""The output and the browser of most tests of the review page."""

from pathlib import Path

import pytest

from tests.support.reviews import Browser, three_articles


@pytest.fixture
def output(tmp_path: Path) -> Path:
    three_articles(tmp_path)
    return tmp_path


@pytest.fixture
def browser(output: Path) -> Browser:
    return Browser(output)
