"""One run at a time writes to a ledger, whatever its folder."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest

from crawler.ledger import Ledger, LedgerError
from crawler.system.lock import RunLocked
from tests.support.command import scrapy
from tests.support.postgresql import Server

HOLD = """
import sys
from crawler.ledger import Ledger
ledger = Ledger(sys.argv[1], holder="scrapy crawl news")
print("held", flush=True)
sys.stdin.read()
ledger.close()
"""


@pytest.fixture
def holder(address: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the ledger."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with process:
        yield process
        process.kill()


@pytest.mark.parametrize("words", [["crawl", "replay"], ["check"], ["check", "--fix"]])
def test_a_run_with_its_own_folder_is_refused_the_ledger_of_another(
    words: list[str], address: str, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    output = tmp_path / "second"
    output.mkdir()
    ended = scrapy(*words, settings={"OUTPUT_DIR": output, "LEDGER_URL": address})
    assert ended.returncode == 75
    assert f"another run is at work: scrapy crawl news, process {holder.pid}" in ended.stderr
    assert ended.stderr.endswith("or give this one its own ledger with LEDGER_URL\n")
    assert not (output / "articles").exists()


def test_a_program_that_only_reads_is_let_in(
    address: str, holder: subprocess.Popen[str], tmp_path: Path
) -> None:
    for command in ("export", "sources"):
        ended = scrapy(command, settings={"OUTPUT_DIR": tmp_path, "LEDGER_URL": address})
        assert (ended.returncode, ended.stderr) == (0, "")


def test_a_killed_run_holds_no_ledger(address: str, holder: subprocess.Popen[str]) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    # A server notices the end of the process, but not before it has ended.
    for _ in range(50):
        try:
            Ledger(address, holder="scrapy crawl news").close()
            return
        except RunLocked:
            sleep(0.1)
    pytest.fail("the ledger is held still")


def test_a_ledger_is_let_go_at_the_end(address: str) -> None:
    Ledger(address, holder="scrapy crawl news").close()
    second = Ledger(address, holder="scrapy crawl article")
    with pytest.raises(RunLocked, match="scrapy crawl article"):
        Ledger(address, holder="scrapy check")
    second.close()


def test_a_refused_run_does_not_let_go_of_the_ledger(address: str) -> None:
    first = Ledger(address, holder="scrapy crawl news")
    for _ in range(2):
        with pytest.raises(RunLocked, match="scrapy crawl news"):
            Ledger(address, holder="scrapy check")
    first.close()


def test_a_file_with_two_names_is_one_ledger(tmp_path: Path) -> None:
    link = tmp_path / "link.sqlite"
    link.symlink_to(tmp_path / "ledger.sqlite")
    first = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}", holder="scrapy crawl news")
    with pytest.raises(RunLocked, match="scrapy crawl news"):
        Ledger(f"sqlite:///{link}", holder="scrapy check")
    first.close()


def test_ledgers_in_two_schemas_do_not_wait_for_each_other(postgresql_server: Server) -> None:
    ledgers = [Ledger(postgresql_server.new_ledger(), holder="scrapy crawl news") for _ in range(2)]
    assert [ledger.is_new() for ledger in ledgers] == [True, True]
    for ledger in ledgers:
        ledger.close()


def test_a_connection_that_the_server_ended_is_not_made_anew(postgresql_server: Server) -> None:
    """The lock went with it: another run may be at work by now."""
    address = postgresql_server.new_ledger()
    ledger = Ledger(address, holder="scrapy crawl news")
    postgresql_server.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
    )
    said = set()
    for _ in range(3):
        with pytest.raises(LedgerError) as failure:
            ledger.visit("https://herald.example/harbour")
        said.add(str(failure.value))
    with pytest.raises(LedgerError):
        ledger.close()
    (message,) = said
    assert "terminating connection" in message
    assert message.endswith("what was committed is kept: run again when it is up")
    Ledger(address, holder="scrapy check").close()


def test_memory_is_no_ones(tmp_path: Path) -> None:
    ledgers = [Ledger("sqlite://", holder="scrapy crawl replay") for _ in range(2)]
    assert [ledger.is_new() for ledger in ledgers] == [True, True]
    for ledger in ledgers:
        ledger.close()
