"""What one text under several addresses comes to; test_pipelines.py has the files."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from benchmarks.reports import copies, two_reports
from crawler import settings as project_settings
from crawler.failures import DuplicateArticle, HeldBack
from crawler.items import Article
from crawler.ledger import Entry, Ledger, LedgerKeeper
from crawler.spiders.news import NewsSpider
from pipelines.codes import CodePipeline
from pipelines.dedupe import DedupePipeline
from pipelines.document.options import Options
from pipelines.document.overrides import Overrides
from pipelines.files.shelf import Shelf, shelf_of
from pipelines.identity import CodedArticle
from pipelines.notices import host
from pipelines.text.likeness import LETTERS, fingerprint, words_of
from tests.support.articles import make_article, paragraph
from tests.support.runs import Steps, page, run

NOW = datetime(2024, 10, 25, tzinfo=timezone.utc)
TEXT = "The harbour of Northport reopened on Sunday, its master said. " * 5


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    ledger = Ledger(address)
    ledger.begin_run("replay", NOW)
    yield ledger
    ledger.close()


def copy(site: str, text: str = TEXT, **changes: object) -> Article:
    url = f"https://{site}.example/harbour"
    return make_article(url=url, canonical_url=url, body=(paragraph(text),), **changes)


def process(ledger: Ledger, article: Article, *, keeps_copies: bool = False) -> CodedArticle:
    shelf = Shelf(Path("nowhere"))
    pipeline = DedupePipeline(ledger, shelf, keeps_copies=keeps_copies, hold_below=0)
    return pipeline.process_item(CodePipeline(ledger).process_item(article))


def entry_of(ledger: Ledger, article: Article) -> Entry:
    entry = ledger.entry(article.canonical_url)
    assert entry is not None
    return entry


def write(ledger: Ledger, coded: CodedArticle) -> None:
    entry = entry_of(ledger, coded.article)
    ledger.save(replace(entry, path=f"articles/{entry.code}.md"))


@pytest.mark.parametrize(
    "same",
    [TEXT.upper(), TEXT.replace(" ", "\n"), TEXT.replace(",", " –"), f"“{TEXT}”", TEXT + "\u200b"],
)
def test_a_text_is_known_by_its_letters(same: str) -> None:
    assert fingerprint(words_of(same)) == fingerprint(words_of(TEXT)) is not None


def test_another_text_has_another_fingerprint() -> None:
    assert fingerprint(words_of(TEXT)) != fingerprint(words_of(TEXT + "More."))


@pytest.mark.parametrize(("letters", "is_known"), [(199, False), (200, True)])
def test_a_short_text_has_no_fingerprint(letters: int, is_known: bool) -> None:
    assert (fingerprint(words_of("ä" * letters)) is not None) == is_known


def test_a_half_character_is_a_sign_like_others() -> None:
    assert fingerprint(words_of(TEXT + "\ud83d")) == fingerprint(words_of(TEXT))


def test_a_run_finds_copies_as_its_settings_say(tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule(project_settings)
    settings.update({"OUTPUT_DIR": str(tmp_path), "KEEP_COPIES": True, "HOLD_BELOW": 60})
    crawler = Crawler(NewsSpider, settings)
    keeper = LedgerKeeper.from_crawler(crawler)
    crawler.get_extension = {LedgerKeeper: keeper}.get
    pipeline = DedupePipeline.from_crawler(crawler)
    assert pipeline.shelf is shelf_of(keeper.ledger, tmp_path)
    assert (pipeline.keeps_copies, pipeline.hold_below) == (True, 60)
    keeper.ledger.close()


def test_a_worse_copy_names_both_codes(ledger: Ledger) -> None:
    first = process(ledger, copy("a"))
    with pytest.raises(DuplicateArticle) as dropped:
        process(ledger, copy("b"))
    later = entry_of(ledger, copy("b"))
    assert dropped.value.fate == "duplicate"
    assert dropped.value.reason == f"{later.code} repeats {first.code}"
    assert later.duplicate_of == first.code


def test_a_better_copy_takes_the_place_of_one_of_this_run(ledger: Ledger) -> None:
    write(ledger, process(ledger, copy("b")))
    better = process(ledger, copy("a"))
    assert better.is_wanted
    assert entry_of(ledger, copy("b")).duplicate_of == better.code


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (copy("b", date_published=date(2024, 1, 1)), copy("a", date_published=date(2024, 1, 2))),
        (copy("b", date_published=date(2024, 1, 1)), copy("a", date_published=None)),
        (
            copy("b", date_published=datetime(2024, 1, 1, 23, tzinfo=timezone.utc)),
            copy("a", date_published=date(2024, 1, 1)),
        ),
        (copy("a"), copy("b")),
    ],
)
def test_the_copy_published_first_is_the_better_one(
    ledger: Ledger, better: Article, worse: Article
) -> None:
    process(ledger, better)
    with pytest.raises(DuplicateArticle):
        process(ledger, worse)


def test_what_an_earlier_run_has_written_stays(ledger: Ledger) -> None:
    write(ledger, process(ledger, copy("b")))
    ledger.begin_run("replay", NOW)
    with pytest.raises(DuplicateArticle):
        process(ledger, copy("a"))


def test_what_an_earlier_run_has_only_seen_stands_in_nobodys_way(ledger: Ledger) -> None:
    process(ledger, copy("b"))
    ledger.begin_run("replay", NOW)
    assert process(ledger, copy("a")).is_wanted
    assert entry_of(ledger, copy("b")).duplicate_of is None


def test_a_page_is_no_duplicate_of_itself(ledger: Ledger) -> None:
    write(ledger, process(ledger, copy("a")))
    assert process(ledger, copy("a")).copies == ()
    ledger.begin_run("replay", NOW)
    assert process(ledger, copy("a")).copies == ()


def test_an_article_that_repeats_another_does_so_in_each_version_of_a_run(ledger: Ledger) -> None:
    process(ledger, copy("a"))
    for text in (TEXT, TEXT + "More."):
        with pytest.raises(DuplicateArticle):
            process(ledger, copy("b", text))


def test_an_article_that_has_its_own_text_in_a_later_run_is_no_duplicate(ledger: Ledger) -> None:
    process(ledger, copy("a"))
    with pytest.raises(DuplicateArticle):
        process(ledger, copy("b"))
    ledger.begin_run("replay", NOW)
    own = process(ledger, copy("b", TEXT + "More."))
    assert entry_of(ledger, own.article).duplicate_of is None


def test_a_copy_is_what_a_person_says_is_one(ledger: Ledger) -> None:
    write(ledger, process(ledger, copy("a")))
    own = CodePipeline(ledger).process_item(copy("b", TEXT[::-1]))
    of = entry_of(ledger, copy("a")).code
    said = Overrides({own.code: {"copy_of": of}})
    shelf = Shelf(Path("nowhere"))
    pipeline = DedupePipeline(ledger, shelf, keeps_copies=True, hold_below=0, overrides=said)
    with pytest.raises(DuplicateArticle, match=of):
        pipeline.process_item(own)
    assert entry_of(ledger, copy("b")).duplicate_of == of


def test_what_is_held_back_goes_no_further(tmp_path: Path) -> None:
    """Its pictures are not fetched then."""
    run(tmp_path, [page(0, ONE_REPORT)])
    with closing(Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")) as ledger:
        ledger.begin_run("replay", NOW)
        steps = Steps(ledger, Options(output=tmp_path))
        with pytest.raises(HeldBack, match="shares nothing with the article"):
            steps.coded(page(1, TEXT))


WIRE, CUT = next(copies(1, 1))
ONE_REPORT, OTHER_REPORT = next(two_reports(2, 1))


def test_a_cut_of_the_same_wire_copy_is_a_copy(ledger: Ledger) -> None:
    process(ledger, copy("a", WIRE))
    with pytest.raises(DuplicateArticle):
        process(ledger, copy("b", CUT))


def test_of_what_states_no_date_the_day_of_the_look_counts(ledger: Ledger) -> None:
    process(ledger, copy("a", WIRE, date_published=None))
    with pytest.raises(DuplicateArticle):
        process(ledger, copy("b", CUT, date_published=None))


def test_another_report_of_the_event_is_none(ledger: Ledger) -> None:
    process(ledger, copy("a", ONE_REPORT))
    assert process(ledger, copy("b", OTHER_REPORT)).copies == ()


def test_what_returns_months_later_is_news_again(ledger: Ledger) -> None:
    process(ledger, copy("a", WIRE, date_published=date(2024, 1, 1)))
    assert process(ledger, copy("b", CUT, date_published=date(2024, 4, 1))).copies == ()


def test_copies_that_are_kept_name_the_first(ledger: Ledger) -> None:
    first = process(ledger, copy("a", WIRE))
    for _ in range(2):
        later = process(ledger, copy("b", CUT), keeps_copies=True)
        assert later.is_wanted
        assert entry_of(ledger, later.article).duplicate_of == first.code


def test_marks_are_kept_for_some_weeks_only(ledger: Ledger) -> None:
    process(ledger, copy("a", WIRE, date_published=date(2024, 10, 20)))
    ledger.samples.forget(NOW.replace(year=2025))
    assert process(ledger, copy("b", CUT, date_published=date(2024, 10, 20))).copies == ()


SHORT = "This is a developing story."


def test_short_texts_that_are_the_same_are_no_copies(ledger: Ledger) -> None:
    write(ledger, process(ledger, copy("a", SHORT)))
    later = process(ledger, copy("b", SHORT))
    assert (later.copies, later.is_wanted) == ((), True)


def test_a_text_is_too_short_up_to_so_many_letters() -> None:
    assert fingerprint(words_of("a" * (LETTERS - 1))) is None
    assert fingerprint(words_of("a" * LETTERS)) is not None
    assert fingerprint(words_of("é" * (LETTERS - 1))) is None


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.herald.example/a", "herald.example"),
        ("https://herald.example:8080/a", "herald.example"),
        ("https://news.herald.example/", "news.herald.example"),
        ("urn:a", None),
    ],
)
def test_a_site_is_a_host_with_or_without_www(url: str, name: str | None, ledger: Ledger) -> None:
    process(ledger, copy("a"))
    entry = ledger.entry("https://a.example/harbour")
    assert entry is not None
    assert host(replace(entry, url=url)) == name


@pytest.mark.parametrize(("days", "is_copy"), [(7, True), (8, False)])
def test_a_cut_of_a_text_is_a_copy_for_a_week(days: int, is_copy: bool, ledger: Ledger) -> None:
    process(ledger, copy("a", WIRE, date_published=date(2024, 1, 1)))
    later = copy("b", CUT, date_published=date(2024, 1, 1 + days))
    if is_copy:
        with pytest.raises(DuplicateArticle):
            process(ledger, later)
    else:
        assert process(ledger, later).copies == ()
