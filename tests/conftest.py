"""What several tests begin with."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.interrupt import leave
from crawler.ledger import Ledger


def pytest_collection_finish() -> None:
    """Let Ctrl-C end the tests in pytest's way: the settings, once imported, end a command."""
    if signal.getsignal(signal.SIGINT) is leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


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
