"""Programs that start at once on an empty or an older ledger all start."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text

from crawler.ledger.database.address import parsed
from crawler.ledger.database.versions import VERSION, version_of
from tests.support import ROOT

VERSION_1 = ROOT / "tests" / "ledgers" / "version_1.sql"
PROGRAMS = 3
ROUNDS = 5
OPEN = """
import sys
from crawler.ledger import Ledger
for line in sys.stdin:
    try:
        Ledger(line.strip()).close()
        print("open", flush=True)
    except BaseException as error:
        print(type(error).__name__, " ".join(str(error).split()), flush=True)
"""


@pytest.fixture(scope="module")
def open_at_once() -> Iterator[Callable[[str], list[str]]]:
    """Have programs that wait for it open a ledger, and return what they say."""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        for _ in range(PROGRAMS)
    ]

    def open_at_once(address: str) -> list[str]:
        for program in programs:
            assert program.stdin is not None
            program.stdin.write(f"{address}\n")
        return [program.stdout.readline().strip() for program in programs if program.stdout]

    yield open_at_once
    for program in programs:
        program.communicate()


def make_version_1(address: str) -> None:
    """Make the tables of the first version, in either database's words."""
    script = VERSION_1.read_text("utf-8")
    if address.startswith("postgresql"):
        script = script.replace("WITHOUT ROWID", "").replace(" INTEGER", " BIGINT")
        script = script.replace("id BIGINT NOT NULL", "id SERIAL")
    engine = create_engine(parsed(address))
    with engine.begin() as connection:
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def addresses(request: pytest.FixtureRequest, address: str) -> list[str]:
    """Several ledgers of one kind: a race is not lost each time."""
    if address.startswith("sqlite"):
        return [address.replace("ledger.sqlite", f"{number}.sqlite") for number in range(ROUNDS)]
    server = request.getfixturevalue("postgresql_server")
    return [server.new_ledger() for _ in range(ROUNDS)]


@pytest.mark.parametrize("is_old", [False, True], ids=["empty", "version 1"])
def test_programs_that_start_at_once_all_start(
    open_at_once: Callable[[str], list[str]], addresses: list[str], is_old: bool
) -> None:
    for address in addresses:
        if is_old:
            make_version_1(address)
        assert open_at_once(address) == ["open"] * PROGRAMS
        engine = create_engine(parsed(address))
        with engine.connect() as connection:
            assert version_of(connection) == VERSION
        engine.dispose()
