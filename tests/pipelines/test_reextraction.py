"""What a re-extraction does with files that are held, doubted, lost or corrected by a person."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from scrapy.signalmanager import SignalManager

from crawler.changes import FileChange, WantedChanges, pairs
from crawler.failures import Dropped
from crawler.items import Article
from crawler.ledger import Ledger
from crawler.signals import file_reextracted
from pipelines.document.options import Options
from pipelines.document.overrides import Overrides
from pipelines.reextraction import Reextraction
from tests.support.articles import paragraph
from tests.support.runs import NOW, TEXT, Steps, articles_of, files, page, run

MORE = TEXT + "Two cranes were brought from the river on Monday, and a third one is to follow. "


class Again:
    """A re-extraction of pages: fates, changes and files."""

    def __init__(
        self,
        folder: Path,
        *pages: Article,
        reject: str = "",
        is_rehearsal: bool = False,
        overrides: Any = None,
        hold_below: int = 10,
    ) -> None:
        self.changes: list[FileChange] = []
        signals = SignalManager(self)  # which hears of its own changes alone
        signals.connect(self.hear, file_reextracted)
        ledger = Ledger(f"sqlite:///{folder / 'ledger.sqlite'}")
        ledger.is_rehearsal = is_rehearsal
        ledger.begin_run("reextract", NOW)
        options = Options(output=folder, hold_below=hold_below)
        steps = Steps(ledger, options)
        steps.markdown = Reextraction(
            options, ledger, signals, overrides=Overrides(overrides or {})
        )
        steps.markdown.choice = WantedChanges(rejected=pairs(reject, "--reject"))
        self.fates = [self.fate(steps, article) for article in pages]
        ledger.close()
        self.files = files(folder)

    def hear(self, change: FileChange) -> None:
        self.changes.append(change)

    @staticmethod
    def fate(steps: Steps, article: Article) -> str | None:
        try:
            return steps.process_item(article).fate
        except Dropped as dropped:
            return dropped.fate

    @property
    def said(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(change.outcome, change.kinds) for change in self.changes]


def test_a_held_article_that_is_sure_now_is_published(tmp_path: Path) -> None:
    run(tmp_path, [replace(page(), confidence=5)])
    again = Again(tmp_path, replace(page(text=MORE), confidence=90))
    assert again.fates == ["written"]
    assert again.said[0][0] == "rewritten"
    assert again.said[0][1][0] == "published"
    (path,) = (path for path in again.files if not path.startswith("revisions/"))
    assert path.startswith("articles/")


def test_a_held_article_that_is_as_doubtful_is_left(tmp_path: Path) -> None:
    run(tmp_path, [replace(page(), confidence=5)])
    before = files(tmp_path)
    again = Again(tmp_path, replace(page(), confidence=5))
    assert (again.fates, again.said, again.files) == (["held"], [], before)


def test_a_published_article_is_not_replaced_by_a_doubtful_text(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    again = Again(tmp_path, replace(page(text=MORE), confidence=5))
    assert (again.fates, again.said, again.files) == (["held"], [], before)


def test_a_text_that_would_lose_half_of_itself_is_held_back(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    again = Again(tmp_path, page(text=TEXT[: len(TEXT) // 3]))
    assert (again.fates, again.said, again.files) == (["held back"], [], before)


def test_a_page_that_gives_an_article_now_is_new(tmp_path: Path) -> None:
    again = Again(tmp_path, page())
    assert (again.fates, again.said) == (["written"], [("rewritten", ("new",))])
    assert len(articles_of(tmp_path)) == 1


@pytest.mark.parametrize("words", [{"is_rehearsal": True}, {"reject": "new,lines-changed"}])
def test_what_is_not_to_be_written_leaves_no_file_behind(
    words: dict[str, Any], tmp_path: Path
) -> None:
    other = replace(
        page(text=MORE * 2, url="https://x.example/a"), canonical_url="https://x.example/a"
    )
    run(tmp_path, [page()])
    before = sorted(tmp_path.rglob("*"))
    again = Again(tmp_path, page(text=MORE), other, **words)
    assert sorted(tmp_path.rglob("*")) == before
    assert len(again.changes) == 2


def test_what_was_rehearsed_can_be_done(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    rehearsed = Again(tmp_path, page(text=MORE), is_rehearsal=True)
    done = Again(tmp_path, page(text=MORE))
    assert (rehearsed.fates, done.fates) == (["unchanged"], ["updated"])
    assert [kinds for _, kinds in rehearsed.said] == [kinds for _, kinds in done.said]


def test_what_a_person_has_set_stays_set(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    (path,) = articles_of(tmp_path)
    code = Path(path).stem
    overrides = {code: {"title": "Set by hand"}}
    Again(tmp_path, page(text=MORE), overrides=overrides)
    assert 'title: "Set by hand"' in articles_of(tmp_path)[path]
    assert Again(tmp_path, page(text=MORE), overrides=overrides).said == []


def test_a_change_of_extraction_is_no_revision_of_the_publishers(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    Again(tmp_path, page(body=(paragraph(TEXT), paragraph("And so it goes."))))
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    entry = ledger.entry(page().canonical_url)
    ledger.close()
    assert entry is not None
    assert (entry.revisions, entry.revised, entry.retrieved) == (0, None, NOW)
    assert entry.updated is not None
    assert entry.updated > NOW  # so that an export of what is new has it


def test_each_former_file_is_kept_once(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    for text in (MORE, MORE, MORE + MORE):
        Again(tmp_path, page(text=text))
    kept = sorted(path.name[20:] for path in tmp_path.glob("revisions/*"))
    assert kept == ["extracted-1.md", "extracted-2.md"]


def test_an_older_page_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, [page(hours=5)])
    before = files(tmp_path)
    again = Again(tmp_path, page(hours=1, text=MORE))
    assert (again.said, again.files) == ([], before)
