from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import islice

import pytest

from crawler.ledger import Ledger
from pipelines.article_code import code_letters, codes, stamp
from pipelines.codes import CodePipeline
from tests.support.articles import make_article

URL = "https://herald.example/world/harbour-reopens"
NIGHT = datetime(2024, 10, 25, 22, 10, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("published", "zone", "expected"),
    [
        (datetime(2024, 10, 17, 15, 45, tzinfo=timezone(timedelta(hours=7))), None, "2410171545"),
        (datetime(2024, 10, 17, 15, 45, tzinfo=timezone.utc), "Asia/Tehran", "2410171545"),
        (date(2024, 10, 17), "Asia/Tehran", "2410170000"),
        (None, "Asia/Tehran", "2410260140"),
        (None, None, "2410252210"),
        (date(1999, 1, 2), None, "9901020000"),
    ],
)
def test_the_stamp_is_the_publication_in_the_sources_zone(
    published: datetime | date | None, zone: str | None, expected: str
) -> None:
    article = make_article(date_published=published, timezone=zone, date_retrieved=NIGHT)
    assert stamp(article) == expected


def test_a_code_depends_on_the_article_alone() -> None:
    assert next(codes(make_article())) == "ART2410171545HSBUBD"


def test_letters_are_six_of_the_alphabet() -> None:
    seen = {code_letters(str(n)) for n in range(500)}
    assert len(seen) == 500
    assert all(len(word) == 6 and word.isascii() and word.isupper() for word in seen)


def test_a_url_keeps_its_code_whatever_the_page_says_later(ledger: Ledger) -> None:
    pipeline = CodePipeline(ledger)
    first = pipeline.process_item(make_article()).code
    later = make_article(headline="Another", date_published=date(2025, 1, 1))
    assert pipeline.process_item(later).code == first


def test_an_article_known_under_an_older_form_of_its_address_keeps_code_and_address(
    ledger: Ledger,
) -> None:
    pipeline = CodePipeline(ledger)
    older = "https://herald.example:443/%c3%a9t%c3%a9"
    one_form = "https://herald.example/%C3%A9t%C3%A9"
    first = pipeline.process_item(make_article(canonical_url=older)).code
    again = pipeline.process_item(make_article(canonical_url=one_form, older_url=older))
    assert (again.code, again.article.canonical_url) == (first, older)
    other = make_article(canonical_url=one_form, older_url="https://herald.example/never-seen")
    assert pipeline.process_item(other).article.canonical_url == one_form


def test_a_code_that_another_url_has_is_not_given_twice(ledger: Ledger) -> None:
    first, second = islice(codes(make_article()), 2)
    pipeline = CodePipeline(ledger)
    pipeline.process_item(make_article(canonical_url="https://herald.example/other"))
    entry = ledger.entry("https://herald.example/other")
    assert entry is not None
    ledger.save(replace(entry, code=first))
    assert pipeline.process_item(make_article()).code == second


def test_the_ledger_keeps_the_first_retrieval_of_all(ledger: Ledger) -> None:
    pipeline = CodePipeline(ledger)
    for hours in (2, 0, 1):
        pipeline.process_item(make_article(date_retrieved=NIGHT + timedelta(hours=hours)))
    entry = ledger.entry(URL)
    assert entry is not None
    assert entry.first_retrieved == NIGHT


@pytest.mark.parametrize(
    ("published", "compared"),
    [(date(2024, 10, 17), datetime(2024, 10, 18, tzinfo=timezone.utc)), (None, None)],
)
def test_a_day_without_a_time_counts_as_its_end(
    ledger: Ledger, published: date | None, compared: datetime | None
) -> None:
    CodePipeline(ledger).process_item(make_article(date_published=published))
    entry = ledger.entry(URL)
    assert entry is not None
    assert entry.published == compared


def test_an_article_without_a_retrieval_is_our_own_mistake(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="date_retrieved"):
        CodePipeline(ledger).process_item(make_article(date_retrieved=None))
