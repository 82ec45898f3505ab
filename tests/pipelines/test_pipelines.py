"""The pipelines together, from Articles to files."""

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import pytest
from scrapy.signalmanager import SignalManager

from benchmarks.reports import report
from crawler.failures import Dropped
from crawler.items import Article, FiledArticle
from crawler.ledger import Entry, Ledger
from crawler.signals import article_displaced, edit_replaced
from pipelines.document.options import Options
from tests.support.runs import (
    NOW,
    TEXT,
    URL,
    Steps,
    amp,
    articles_of,
    copy,
    entry,
    files,
    page,
    results,
    run,
    undated,
)


def written(folder: Path, article: Article | None = None) -> FiledArticle:
    """Return what a run makes of one article, which is written."""
    (filed,) = results(folder, [article or page()])
    assert isinstance(filed, FiledArticle)
    return filed


def test_an_article_becomes_one_file_under_its_code(tmp_path: Path) -> None:
    filed = written(tmp_path)
    assert filed.fate == "written"
    assert list(files(tmp_path)) == [filed.path] == [f"articles/{filed.code}.md"]


def test_a_second_run_over_the_same_pages_changes_nothing(tmp_path: Path) -> None:
    pages = [page(), copy("b", TEXT + "More."), page(1, TEXT + "Later.")]
    run(tmp_path, pages)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.md")}
    assert run(tmp_path, [page(1, TEXT + "Later."), copy("b", TEXT + "More.")]) == ["unchanged"] * 2
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.md")} == before


def test_a_changed_page_rewrites_its_file_under_the_same_code_and_date(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    assert run(tmp_path, [page(24, TEXT + "More.")]) == ["updated"]
    ((path, text),) = before.items()
    after = files(tmp_path)
    assert after.keys() == {path, f"revisions/{Path(path).stem}-0.md"}
    assert "date: 2024-10-25T08:39:01.247Z\n" in after[path]
    assert after[f"revisions/{Path(path).stem}-0.md"] == text
    assert entry(tmp_path).revisions == 1
    assert entry(tmp_path).revised == NOW + timedelta(hours=24)


def test_a_change_beside_the_text_is_no_update(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    assert run(tmp_path, [page(24, description="Another.")]) == ["unchanged"]
    assert files(tmp_path) == before


def test_the_same_page_under_other_rules_rewrites_its_file(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    assert run(tmp_path, [page(category="SPORT")]) == ["updated"]
    assert entry(tmp_path).revisions == 0


def test_two_addresses_of_one_article_give_one_file(tmp_path: Path) -> None:
    assert run(tmp_path, [page(), amp()]) == ["written", "duplicate"]
    assert len(files(tmp_path)) == 1


def test_the_canonical_page_takes_the_place_of_another_version(tmp_path: Path) -> None:
    assert run(tmp_path, [amp(1, TEXT + "Amp."), page()]) == ["written", "updated"]
    assert "Amp." not in next(iter(files(tmp_path).values()))


def test_a_better_copy_has_the_only_file(tmp_path: Path) -> None:
    displaced: list[str] = []

    def note(entry: Entry) -> None:
        displaced.append(entry.url)

    signals = SignalManager()
    signals.connect(note, article_displaced)
    ledger = Ledger("sqlite://")
    ledger.begin_run("replay", NOW)
    steps = Steps(ledger, Options(output=tmp_path), signals)
    steps.process_item(copy("b"))
    better = steps.process_item(copy("a"))
    ledger.commit()
    assert list(files(tmp_path)) == [f"articles/{better.code}.md"]
    assert displaced == [copy("b").canonical_url]
    ledger.close()


def test_a_copy_whose_better_one_came_while_it_waited_is_not_written(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    ledger.begin_run("replay", NOW)
    steps = Steps(ledger, Options(output=tmp_path))
    worse, better = steps.coded(copy("b")), steps.coded(copy("a"))
    steps.markdown.process_item(better)
    with pytest.raises(Dropped, match="repeats"):
        steps.markdown.process_item(worse)
    ledger.close()


SETS: dict[str, list[Article]] = {
    "versions": [page(0), page(1, TEXT + "One."), page(2, TEXT + "Two."), amp(3, TEXT + "Amp.")],
    "copies": [copy("a"), copy("b"), copy("c"), copy("d", TEXT + "Other.")],
    "copies of versions": [page(0), page(1, TEXT + "One."), copy("a"), copy("z", TEXT + "One.")],
    "a chain": [copy("a"), copy("b"), page(0, TEXT + "X", url="https://b.example/amp")],
    "a day and times": [
        copy("a", date_published=None),
        copy("b", date_published=NOW),
        copy("c", date_published=NOW.date()),
    ],
    "captures without a date": [undated(), undated(1, TEXT + "One."), undated(2, TEXT + "Two.")],
    "captures that were dated later": [undated(), page(1), page(2, TEXT + "Two.")],
    "captures that were dated anew": [
        page(),
        page(1, date_published=NOW + timedelta(hours=1)),
        page(2, TEXT + "Two.", date_published=NOW + timedelta(hours=2)),
    ],
    "captures of one instant": [page(), page(0, TEXT + "One."), undated(0, TEXT + "Two.")],
    "captures of two addresses": [
        undated(0),
        undated(3, TEXT + "Amp.", url=f"{URL}/amp"),
        undated(-1, TEXT + "Amp.", url=f"{URL}/amp"),
    ],
}


@pytest.mark.parametrize("name", SETS)
def test_the_same_pages_give_the_same_files_in_any_order(name: str, tmp_path: Path) -> None:
    results = []
    for n, pages in enumerate(permutations(SETS[name])):
        run(tmp_path / str(n), pages)
        results.append(files(tmp_path / str(n)))
    assert len(results) > 1
    assert results[0]
    assert results == results[:1] * len(results)


LATER: dict[str, list[Article]] = {
    "two changes": [page(1, TEXT + "One."), page(2, TEXT + "Two.")],
    "a change that is taken back": [page(1, TEXT + "One."), page(2)],
    "a change beside the text": [
        page(1),
        page(2, description="Another."),
        page(3, TEXT + "Three."),
    ],
    "another address": [amp(1, TEXT + "One."), page(2), page(3, TEXT + "Three.")],
}


@pytest.mark.parametrize("name", LATER)
def test_of_the_captures_of_a_known_article_the_last_fetched_stands(
    name: str, tmp_path: Path
) -> None:
    results = []
    for n, pages in enumerate(permutations(LATER[name])):
        run(tmp_path / str(n), [page()])
        run(tmp_path / str(n), pages)
        results.append(articles_of(tmp_path / str(n)))
    assert len(results) > 1
    assert results[0]
    assert results == results[:1] * len(results)


def test_a_copy_names_the_code_that_the_first_capture_gives(tmp_path: Path) -> None:
    run(tmp_path, [undated(2), copy("z", date_published=None), undated(0)])
    first = entry(tmp_path)
    assert first.code.startswith("ART2410250839")
    assert list(files(tmp_path)) == [f"articles/{first.code}.md"]
    assert f'code: "{first.code}"' in files(tmp_path)[f"articles/{first.code}.md"]
    assert entry(tmp_path, "https://z.example/harbour").duplicate_of == first.code


def test_a_capture_that_waited_is_written_under_the_code_of_an_earlier_one(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    ledger.begin_run("replay", NOW)
    steps = Steps(ledger, Options(output=tmp_path))
    waiting = steps.coded(undated(2, TEXT + "Two."))  # for its image, say
    first = steps.coded(undated())
    assert waiting.code != first.code
    filed = steps.markdown.process_item(waiting)
    ledger.commit()
    ledger.close()
    assert filed.code == first.code
    (file,) = (tmp_path / "articles").iterdir()
    assert file.name == f"{first.code}.md"
    assert f'code: "{first.code}"' in file.read_text("utf-8")


def test_a_code_of_an_earlier_run_is_for_ever(tmp_path: Path) -> None:
    run(tmp_path, [undated(2)])
    code = entry(tmp_path).code
    run(tmp_path, [undated(0)])
    assert entry(tmp_path).code == code


def test_a_file_that_was_removed_is_written_again_with_its_date(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    (tmp_path / next(iter(before))).unlink()
    assert run(tmp_path, [page(24)]) == ["written"]
    assert files(tmp_path) == before


def test_a_file_that_the_ledger_forgot_keeps_its_date(tmp_path: Path) -> None:
    run(tmp_path, [page()])
    before = files(tmp_path)
    (tmp_path / "ledger.sqlite").unlink()
    assert run(tmp_path, [page(24)]) == ["unchanged"]
    assert files(tmp_path) == before


@pytest.mark.parametrize("content", [b"by hand", b"\xff", b"date: soon"])
def test_a_file_that_is_not_ours_is_replaced_and_kept(tmp_path: Path, content: bytes) -> None:
    article = written(tmp_path)
    (tmp_path / "ledger.sqlite").unlink()
    (tmp_path / article.path).write_bytes(content)
    assert run(tmp_path, [page(24)]) == ["updated"]
    assert (tmp_path / f"revisions/{article.code}-edited-1.md").read_bytes() == content


@pytest.mark.parametrize(
    ("again", "fate", "kept"),
    [
        (page(), "updated", "edited-1"),  # a replay
        (page(24), "unchanged", None),
        (page(24, TEXT + "More."), "updated", "0"),
    ],
)
def test_an_edit_by_hand_is_never_lost(
    tmp_path: Path, again: Article, fate: str, kept: str | None
) -> None:
    article = written(tmp_path)
    (tmp_path / article.path).write_text("by hand")
    assert run(tmp_path, [again]) == [fate]
    after = files(tmp_path)
    if kept is None:
        assert after == {article.path: "by hand"}
    else:
        assert after[f"revisions/{article.code}-{kept}.md"] == "by hand"
        assert len(after) == 2


@pytest.mark.parametrize("edit", [None, b"\xff by hand"])
def test_an_earlier_version_finds_a_file_that_was_removed_or_edited(
    tmp_path: Path, edit: bytes | None
) -> None:
    article = written(tmp_path, page(1))
    file = tmp_path / article.path
    file.unlink()
    if edit is not None:
        file.write_bytes(edit)
    assert run(tmp_path, [page()]) == ["duplicate"]
    assert (file.read_bytes() if file.exists() else None) == edit


def test_each_edit_is_kept_and_reported(tmp_path: Path) -> None:
    reported: list[Path] = []

    def note(path: Path, kept: Path) -> None:
        reported.append(kept)

    signals = SignalManager()
    signals.connect(note, edit_replaced)
    ledger = Ledger("sqlite://")
    ledger.begin_run("replay", NOW)
    steps = Steps(ledger, Options(output=tmp_path), signals)
    article = steps.process_item(page())
    ledger.commit()
    for edit in ("one", "two"):
        (tmp_path / article.path).write_text(edit)
        ledger.begin_run("replay", NOW)
        steps.process_item(page())
        ledger.commit()
    assert [path.read_text() for path in reported] == ["one", "two"]
    ledger.close()


def test_an_edit_that_a_page_has_made_too_is_no_edit(tmp_path: Path) -> None:
    other = written(tmp_path, page(description="Another."))
    file = tmp_path / other.path
    as_edited = file.read_bytes()
    run(tmp_path, [page()])
    file.write_bytes(as_edited)
    assert run(tmp_path, [page(description="Another.")]) == ["unchanged"]
    assert list(files(tmp_path)) == [other.path]


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow past some bytes, as on a disk that is full."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limit[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_names_the_file_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    ledger = Ledger("sqlite://")
    steps = Steps(ledger, Options(output=tmp_path))
    with no_room(), pytest.raises(OSError, match=r"File too large.*articles/ART.*\.md"):
        steps.process_item(page())
    ledger.close()
    assert list((tmp_path / "articles").iterdir()) == []


# What a former version said is not what the article says.

OWN = "\n".join(report(Random("own"), 8))
OTHER = "\n".join(report(Random("other"), 8))
BACKGROUND = "\n".join(report(Random("background"), 6))


def story(number: int, text: str) -> Article:
    """Return one of several articles of a site."""
    url = f"https://herald.example/{number}"
    return page(0, text, url=url, canonical_url=url, headline=text[:60])


def test_a_story_is_no_copy_of_what_another_has_taken_out(tmp_path: Path) -> None:
    assert run(tmp_path, [page(0, f"{OWN}\n{BACKGROUND}")]) == ["written"]
    assert run(tmp_path, [page(1, OWN)]) == ["updated"]
    assert run(tmp_path, [copy("tribune", f"{OTHER[:300]}\n{BACKGROUND}")]) == ["written"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_captures_of_one_run_make_no_copy_of_another_story(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    pages = [
        page(0, f"{OWN}\n{BACKGROUND[:500]}"),
        page(1, OWN[:500]),
        copy("tribune", f"{OTHER}\n{BACKGROUND[:500]}"),
    ]
    run(tmp_path, [pages[n] for n in order])
    assert len(articles_of(tmp_path)) == 2


def test_a_copy_of_what_an_article_has_become_is_one(tmp_path: Path) -> None:
    assert run(tmp_path, [page(0, BACKGROUND)]) == ["written"]
    assert run(tmp_path, [page(1, OWN)]) == ["updated"]
    copies = [copy("tribune", OWN), copy("gazette", f"{OWN}\nMore.")]
    assert run(tmp_path, copies) == ["duplicate", "duplicate"]


def test_an_article_that_says_again_what_it_said_is_found_again(tmp_path: Path) -> None:
    for hours, text in enumerate((OWN, OTHER, OWN)):
        run(tmp_path, [page(hours, text)])
    assert run(tmp_path, [copy("tribune", OTHER)]) == ["written"]
    assert run(tmp_path, [copy("gazette", OWN)]) == ["duplicate"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_stories_of_one_paper_may_share_their_background_in_any_order(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    own = ["\n".join(report(Random(number), 5)) for number in range(3)]
    stories = [story(number, f"{own[number]}\n{BACKGROUND}") for number in order]
    assert run(tmp_path, stories) == ["written"] * 3


def test_one_report_under_two_addresses_of_a_paper_is_a_copy(tmp_path: Path) -> None:
    text = f"{OWN}\n{BACKGROUND}"
    pages = [story(1, text), story(2, f"{text}\nUpdated at noon.")]
    assert run(tmp_path, pages) == ["written", "duplicate"]


# What comes later to an article's address.

WALL = "Subscribe now and read all of our stories for a small sum each month. " * 8


def held(folder: Path, article: Article) -> str:
    """Return why a later page leaves the article's file as it is."""
    run(folder, [page(0, f"{OWN}\n{OTHER}")])
    before = files(folder)
    (result,) = results(folder, [article])
    assert isinstance(result, Dropped)
    assert result.fate == "held back"
    assert files(folder) == before
    return result.reason


def test_a_page_that_shares_nothing_with_the_file_leaves_it(tmp_path: Path) -> None:
    assert held(tmp_path, page(1, WALL)) == "shares nothing with the article that stood there"


def test_a_text_cut_to_less_than_half_leaves_the_file(tmp_path: Path) -> None:
    assert "of the article's text" in held(tmp_path, page(1, OWN[:500]))


def test_the_whole_text_is_found_again_after_a_cut_one(tmp_path: Path) -> None:
    held(tmp_path, page(1, OWN[:500]))
    assert run(tmp_path, [page(2, f"{OWN}\n{OTHER}")]) == ["unchanged"]
    assert run(tmp_path, [page(3, f"{OWN}\n{OTHER}\nMore.")]) == ["updated"]


def test_a_cut_that_the_page_states_is_written(tmp_path: Path) -> None:
    run(tmp_path, [page(0, f"{OWN}\n{OTHER}")])
    notice = "Correction: an earlier version of this report said more than we know."
    assert run(tmp_path, [page(1, f"{notice}\n{OWN[:300]}", notice=notice)]) == ["updated"]


def test_what_is_held_back_makes_no_copy_of_another_article(tmp_path: Path) -> None:
    held(tmp_path, page(1, WALL))
    assert run(tmp_path, [copy("tribune", WALL)]) == ["written"]
