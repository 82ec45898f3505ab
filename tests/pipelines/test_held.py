"""What is doubted waits in held/ under its code, for a person or for a better look."""

from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from crawler.failures import Held
from crawler.items import Article
from crawler.ledger import Ledger
from pipelines.document.options import Options
from pipelines.document.overrides import Overrides
from pipelines.files.shelf import shelf_of
from pipelines.identity import CodedArticle
from pipelines.removed import Removed, RemovedPipeline
from tests.support.runs import NOW, TEXT, URL, Steps, amp, copy, entry, files, page, results, run

LATER = TEXT + "The ferry sails again, too."
OTHER = "Nobody saw the fox that stole the mayor's left shoe in the night before the fair. " * 4


def doubted(hours: int = 0, text: str = TEXT, confidence: int = 41) -> Article:
    return page(hours, text, confidence=confidence)


def trusted(hours: int = 0, text: str = TEXT) -> Article:
    return page(hours, text, confidence=90)


def held_run(folder: Path, *pages: Article) -> list[str | None]:
    return run(folder, pages, hold_below=60)


def only_file(folder: Path) -> tuple[str, str]:
    ((path, text),) = files(folder).items()
    return path, text


def test_what_is_below_the_limit_waits_whole_with_its_reason(tmp_path: Path) -> None:
    (held,) = results(tmp_path / "held", [doubted()], hold_below=60)
    run(tmp_path / "published", [doubted()])
    assert isinstance(held, Held)
    assert (held.fate, held.reason) == ("held", "confidence 41 < 60")
    path, text = only_file(tmp_path / "held")
    code = entry(tmp_path / "held").code
    assert path == held.path == f"held/{code}.md"
    assert (f"articles/{code}.md", text) == only_file(tmp_path / "published")
    assert entry(tmp_path / "held").held == "confidence 41 < 60"


@pytest.mark.parametrize(
    ("confidence", "limit", "fate"),
    [(59, 60, "held"), (60, 60, "written"), (None, 100, "written"), (0, 0, "written")],
)
def test_the_limit_is_the_least_that_is_published(
    tmp_path: Path, confidence: int | None, limit: int, fate: str
) -> None:
    assert run(tmp_path, [page(confidence=confidence)], hold_below=limit) == [fate]


@pytest.mark.parametrize("text", [TEXT, LATER, OTHER])
def test_a_better_look_publishes_it_under_its_code_and_date(tmp_path: Path, text: str) -> None:
    held_run(tmp_path, doubted())
    before = entry(tmp_path)
    assert held_run(tmp_path, trusted(5, text)) == ["written"]
    path, content = only_file(tmp_path)
    assert path == f"articles/{before.code}.md"
    assert "date: 2024-10-25T08:39:01.247Z\n" in content
    after = entry(tmp_path)
    assert (after.path, after.held, after.revisions, after.revised) == (path, None, 0, None)


def test_a_doubtful_look_at_a_published_article_asks_for_no_pictures(tmp_path: Path) -> None:
    held_run(tmp_path, trusted())
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        ledger.begin_run("replay", NOW)
        steps = Steps(ledger, Options(output=tmp_path, hold_below=60))
        with pytest.raises(Held, match="confidence 41 < 60") as held:
            steps.coded(doubted(5, LATER))
    assert held.value.path == f"articles/{entry(tmp_path).code}.md"


@pytest.mark.parametrize("text", [TEXT, LATER, OTHER])
def test_another_doubtful_look_has_it_wait_with_the_new_text(tmp_path: Path, text: str) -> None:
    held_run(tmp_path, doubted())
    assert held_run(tmp_path, doubted(5, text, confidence=35)) == ["held"]
    path, content = only_file(tmp_path)
    assert path == f"held/{entry(tmp_path).code}.md"
    assert text.strip() in content
    assert entry(tmp_path).held == "confidence 35 < 60"


def test_a_lower_limit_publishes_what_was_held_at_the_next_look(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    assert run(tmp_path, [doubted(5)], hold_below=40) == ["written"]
    assert only_file(tmp_path)[0].startswith("articles/")


@pytest.mark.parametrize(("text", "fate"), [(TEXT, "unchanged"), (LATER, "held")])
def test_a_published_file_stays_as_it_is_for_a_doubtful_look(
    tmp_path: Path, text: str, fate: str
) -> None:
    held_run(tmp_path, trusted())
    before = files(tmp_path)
    (looked,) = results(tmp_path, [doubted(5, text)], hold_below=60)
    assert looked.fate == fate
    assert looked.path in before
    assert files(tmp_path) == before
    assert entry(tmp_path).held is None
    assert held_run(tmp_path, trusted(6, LATER)) == ["updated"]


def test_a_doubtful_page_that_is_another_text_is_held_back_as_ever(tmp_path: Path) -> None:
    held_run(tmp_path, trusted())
    assert held_run(tmp_path, doubted(5, OTHER)) == ["held back"]


def test_a_later_copy_of_a_held_article_is_a_copy(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    assert held_run(tmp_path, replace(copy("tribune"), confidence=90)) == ["duplicate"]
    assert only_file(tmp_path)[0].startswith("held/")


def test_a_held_copy_of_a_published_article_is_a_copy(tmp_path: Path) -> None:
    held_run(tmp_path, trusted())
    assert held_run(tmp_path, replace(copy("tribune"), confidence=10)) == ["duplicate"]
    assert only_file(tmp_path)[0].startswith("articles/")


SMALL = TEXT + "So says the page for small screens."
DOUBTED = (doubted(0), doubted(1, LATER), doubted(-1))
VERSIONS = (doubted(3, LATER), trusted(1), replace(amp(2, SMALL), confidence=95), doubted(0))


@pytest.mark.parametrize("order", list(permutations(VERSIONS)))
def test_of_one_runs_versions_a_trusted_one_is_published_in_whatever_order(
    tmp_path: Path, order: tuple[Article, ...]
) -> None:
    held_run(tmp_path, *order)
    path, content = only_file(tmp_path)
    assert path == f"articles/{entry(tmp_path).code}.md"
    assert TEXT.strip() in content
    assert LATER not in content
    assert SMALL not in content
    assert "date: 2024-10-25T08:39:01.247Z\n" in content
    assert entry(tmp_path).retrieved == VERSIONS[1].retrieved


@pytest.mark.parametrize("order", list(permutations(DOUBTED)))
def test_of_doubtful_versions_the_last_is_held_in_whatever_order(
    tmp_path: Path, order: tuple[Article, ...]
) -> None:
    held_run(tmp_path, *order)
    path, content = only_file(tmp_path)
    assert path == f"held/{entry(tmp_path).code}.md"
    assert LATER in content


def test_a_worse_copy_of_one_run_leaves_no_held_file(tmp_path: Path) -> None:
    worse = replace(copy("z"), confidence=41)
    assert held_run(tmp_path, worse, trusted())[1] == "written"
    assert only_file(tmp_path)[0].startswith("articles/")
    assert entry(tmp_path, worse.url).held is None


def test_an_edit_of_a_held_file_is_kept_when_a_better_look_comes(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    code = entry(tmp_path).code
    (tmp_path / f"held/{code}.md").write_text("mine")
    held_run(tmp_path, trusted(5))
    assert set(files(tmp_path)) == {f"articles/{code}.md", f"revisions/{code}-edited-1.md"}
    assert (tmp_path / f"revisions/{code}-edited-1.md").read_text() == "mine"


def test_a_deleted_held_file_stays_deleted(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    found = entry(tmp_path)
    (tmp_path / f"held/{found.code}.md").unlink()
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledger.begin_run("news", NOW)
    pipeline = RemovedPipeline(ledger, shelf_of(ledger, tmp_path), Overrides({}))
    with pytest.raises(Removed, match="was deleted"):
        pipeline.process_item(CodedArticle(article=trusted(5), code=found.code))
    ledger.close()


def test_a_published_file_that_was_deleted_and_is_asked_for_may_be_held(tmp_path: Path) -> None:
    held_run(tmp_path, trusted())
    code = entry(tmp_path).code
    (tmp_path / f"articles/{code}.md").unlink()
    assert held_run(tmp_path, doubted(5)) == ["held"]
    assert only_file(tmp_path)[0] == entry(tmp_path).path == f"held/{code}.md"


def test_a_run_that_is_killed_before_its_commit_leaves_the_held_file(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    before = files(tmp_path)
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    ledger.begin_run("news", NOW)
    Steps(ledger, Options(output=tmp_path, hold_below=60)).process_item(trusted(5))
    visible = {path: text for path, text in files(tmp_path).items() if "/." not in path}
    assert visible == before
    ledger.close()
    assert only_file(tmp_path)[0].startswith("articles/")


def test_its_address_leads_to_a_held_article(tmp_path: Path) -> None:
    held_run(tmp_path, doubted())
    assert entry(tmp_path, URL).path == only_file(tmp_path)[0]
