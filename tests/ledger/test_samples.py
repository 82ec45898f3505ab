"""Which articles share passages, as the ledger finds them."""

from datetime import datetime, timedelta, timezone

import pytest

from crawler.ledger import Ledger
from crawler.ledger.samples import MOST_OF_A_MARK, WEEKS_KEPT

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("apart", "shared"), [(0 * WEEK, 3), (WEEK, 3), (-WEEK, 3), (2 * WEEK, 0), (-2 * WEEK, 0)]
)
def test_articles_of_about_the_same_time_share_marks(
    ledger: Ledger, apart: timedelta, shared: int
) -> None:
    ledger.samples.remember(1, {1, 2, 3, 4}, NOON, 3)
    found = ledger.samples.remember(2, {2, 3, 4, 5}, NOON + apart, 3)
    assert found == ({1: shared} if shared else {})


def test_an_article_shares_no_marks_with_itself(ledger: Ledger) -> None:
    for _ in range(2):
        assert ledger.samples.remember(1, {1, 2, 3, 4}, NOON, 3) == {}


def test_a_stock_sentence_is_read_of_some_articles_only(ledger: Ledger) -> None:
    stock = {7, 8, 9}
    for number in range(MOST_OF_A_MARK + 50):
        found = ledger.samples.remember(number, {*stock, 1000 + number}, NOON, 3)
    assert found == dict.fromkeys(range(MOST_OF_A_MARK), 3)
    assert ledger.samples.remember(-1, {1000 + number}, NOON, 1) == {number: 1}


def test_what_is_too_old_to_be_copied_is_forgotten(ledger: Ledger) -> None:
    ledger.samples.remember(1, {1, 2, 3}, NOON, 1)
    ledger.samples.forget(NOON + WEEKS_KEPT * WEEK)
    assert 1 in ledger.samples.remember(2, {1, 2, 3}, NOON, 1)
    ledger.samples.forget(NOON + (WEEKS_KEPT + 1) * WEEK)
    assert ledger.samples.remember(3, {1, 2, 3}, NOON, 1) == {}
