"""What several tests begin with."""

import gc
import os
import signal
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # loaded by the fixtures that need it: each process reads this file first of all
    from crawler.ledger import Ledger
    from tests.support import postgresql
    from tests.support.herald import HeraldServer

# What runs the real command, servers or benchmarks: these folders and modules, and what asks for
# PostgreSQL.
SLOW = """
benchmarks commands ledger probes whole discovery/test_hostile_listings.py
extraction/fields/test_language_model.py extraction/test_hostile_pages.py
pipelines/document/test_writer.py pipelines/files/test_shelf.py pipelines/test_dedupe.py
pipelines/test_pipelines.py report/test_source_states.py spiders/test_later_pages.py
workers/test_page_reader.py workers/test_pool.py
""".split()
# What compares documents with the code, of the folders above.
FAST = "whole/test_architecture.py whole/test_docs.py whole/test_operating.py".split()


HERE = Path(__file__).parent


@cache
def is_slow(module: Path) -> bool:
    """Return whether all tests of a module are slow."""
    places = {module, *module.parents}
    return any(HERE / place in places for place in SLOW) and module not in {
        HERE / place for place in FAST
    }


def leaves_slow_ones_out(config: pytest.Config) -> bool:
    """Return whether only the fast tests are asked for."""
    return bool(config.option.markexpr == "not slow")


def pytest_configure(config: pytest.Config) -> None:
    """Let the folders of the fast tests lie in memory: half of their time would go to the disk.

    Each commit of a ledger waits for it. The slow tests are as a user's run, on a disk.
    """
    memory = Path("/dev/shm")
    if leaves_slow_ones_out(config) and os.access(memory, os.W_OK):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(memory))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out modules that are slow as a whole unread: loading them takes seconds, too."""
    is_module = collection_path.suffix == ".py"
    is_left_out = leaves_slow_ones_out(config) and is_module and is_slow(collection_path)
    return True if is_left_out else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what takes long."""
    for item in items:
        if is_slow(item.path) or "postgresql" in item.name.partition("[")[2]:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Go on from what is loaded now: garbage collections would walk all of it, again and again.

    They take a seventh of the fast tests' time. And let Ctrl-C end the tests in pytest's way: the
    settings, once imported, end a command.
    """
    gc.freeze()
    from crawler.interrupt import leave

    if signal.getsignal(signal.SIGINT) is leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator["postgresql.Server"]:
    """A PostgreSQL server."""
    from tests.support import postgresql

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
def ledger(address: str) -> Iterator["Ledger"]:
    """An empty ledger."""
    from crawler.ledger import Ledger

    ledger = Ledger(address)
    yield ledger
    ledger.close()


@pytest.fixture
def herald() -> Iterator["HeraldServer"]:
    """A publisher on this machine."""
    from tests.support.herald import HeraldServer

    with HeraldServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
