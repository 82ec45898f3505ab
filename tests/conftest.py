"""What several tests begin with."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.interrupt import leave
from crawler.ledger import Ledger
from tests.support import postgresql


def pytest_collection_finish() -> None:
    """Let Ctrl-C end the tests in pytest's way: the settings, once imported, end a command."""
    if signal.getsignal(signal.SIGINT) is leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server."""
    if why := postgresql.lacks():
        pytest.skip(why)
    with postgresql.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger of this test's own is, on each of the databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    return server.new_ledger()


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """An empty ledger."""
    ledger = Ledger(address)
    yield ledger
    ledger.close()
