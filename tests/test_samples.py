"""Which articles share passages, as the ledger finds them."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from crawler.ledger import Ledger
from crawler.ledger.samples import MOST_OF_A_MARK, WEEKS_KEPT
from crawler.ledger.tables import url_key

NOON = datetime(2024, 10, 17, 12, tzinfo=timezone.utc)
WEEK = timedelta(weeks=1)
URL = "https://herald.example/harbour"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    ledger = Ledger("sqlite://")
    yield ledger
    ledger.close()


@pytest.mark.parametrize(
    ("apart", "shared"), [(0 * WEEK, 3), (WEEK, 3), (-WEEK, 3), (2 * WEEK, 0), (-2 * WEEK, 0)]
)
def test_articles_of_about_the_same_time_share_marks(
    ledger: Ledger, apart: timedelta, shared: int
) -> None:
    ledger.samples.remember(URL, {1, 2, 3, 4}, NOON)
    found = ledger.samples.sharing({2, 3, 4, 5}, NOON + apart, 3)
    assert found == ({url_key(URL): shared} if shared else {})


def test_a_stock_sentence_is_read_of_some_articles_only(ledger: Ledger) -> None:
    stock = {7, 8, 9}
    for number in range(MOST_OF_A_MARK + 50):
        ledger.samples.remember(f"{URL}/{number}", {*stock, 1000 + number}, NOON)
    assert len(ledger.samples.sharing(stock, NOON, 3)) == MOST_OF_A_MARK
    last = MOST_OF_A_MARK + 49
    own = ledger.samples.sharing({1000 + last}, NOON, 1)
    assert own == {url_key(f"{URL}/{last}"): 1}


def test_what_is_too_old_to_be_copied_is_forgotten(ledger: Ledger) -> None:
    ledger.samples.remember(URL, {1, 2, 3}, NOON)
    ledger.samples.forget(NOON + WEEKS_KEPT * WEEK)
    assert ledger.samples.sharing({1, 2, 3}, NOON, 1)
    ledger.samples.forget(NOON + (WEEKS_KEPT + 1) * WEEK)
    assert not ledger.samples.sharing({1, 2, 3}, NOON, 1)
