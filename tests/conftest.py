"""What several tests begin with."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.interrupt import leave
from crawler.ledger import Ledger
from tests.support import postgresql

# What runs the real command, servers or benchmarks: these folders and modules, and what asks for
# PostgreSQL.
SLOW = """
whole benchmarks commands ledger discovery/test_hostile_listings.py
extraction/test_hostile_pages.py extraction/fields/test_language_model.py
pipelines/document/test_writer.py pipelines/files/test_shelf.py pipelines/test_dedupe.py
pipelines/test_pipelines.py report/test_source_states.py spiders/test_later_pages.py
workers/test_pool.py
""".split()
# What compares documents with the code, of the folders above.
FAST = "whole/test_architecture.py whole/test_docs.py whole/test_operating.py".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what takes long."""
    here = Path(__file__).parent
    for item in items:
        is_slow = any(item.path.is_relative_to(here / place) for place in SLOW)
        is_fast = any(item.path == here / place for place in FAST)
        if (is_slow and not is_fast) or "postgresql" in item.name.partition("[")[2]:
            item.add_marker(pytest.mark.slow)


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
