"""A new ledger takes in the articles that are there, and no page gets a second code."""

from contextlib import closing
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from pipelines.audit.adoption import adopt_files
from pipelines.document.options import Options
from tests.support.runs import NOW, files, run, undated


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder with an undated article, whose ledger is lost."""
    run(tmp_path, [undated()])
    (tmp_path / "ledger.sqlite").unlink()
    return tmp_path


def adopt(output: Path) -> None:
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        assert ledger.is_new()
        adopt_files(Options(output=output), ledger, NOW)


def test_an_undated_page_keeps_its_code(output: Path) -> None:
    before = set(files(output))
    adopt(output)
    run(output, [undated(hours=1)])
    assert set(files(output)) == before


def test_what_is_no_article_is_let_alone(output: Path) -> None:
    (output / "articles" / "about.md").write_text("---\ntitle: About\n---\n\nHello.\n")
    adopt(output)
    with closing(Ledger(f"sqlite:///{output / 'ledger.sqlite'}")) as ledger:
        assert [entry.path for entry in ledger.entries.written()] == [
            path for path in files(output) if "about" not in path
        ]


def test_a_ledger_of_a_run_is_not_new(tmp_path: Path) -> None:
    run(tmp_path, [])
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        assert not ledger.is_new()
