"""What several tests begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.ledger import Ledger


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Where a ledger of this test's own is."""
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger."""
    ledger = Ledger(address)
    yield ledger
    ledger.close()
