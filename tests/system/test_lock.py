"""One run at a time in an output folder; a run that was killed holds nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from crawler.errors import OutputError
from crawler.system.lock import RunLock, RunLocked

HOLD = """
import sys
from pathlib import Path
from crawler.system.lock import RunLock
with RunLock(Path(sys.argv[1]), "scrapy crawl news"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Popen]:
    """A process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    with process:
        yield process
        process.kill()


def test_second_run_is_shown_which_one_holds_the_lock(tmp_path: Path, holder: Popen) -> None:
    words = f"another run is at work: scrapy crawl news, process {holder.pid}, since 2"

    with pytest.raises(RunLocked, match=words), RunLock(tmp_path, "scrapy crawl article"):
        pass


def test_lock_of_a_killed_run_is_taken_over(tmp_path: Path, holder: Popen) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with RunLock(tmp_path, "scrapy crawl article"):
        note = (tmp_path / ".lock").read_text()

    assert note.startswith(f"scrapy crawl article, process {os.getpid()}, since ")


def test_lock_is_let_go_at_the_end(tmp_path: Path, holder: Popen) -> None:
    holder.communicate("")

    with RunLock(tmp_path, "scrapy crawl article"):
        note = (tmp_path / ".lock").read_text()

    assert note.startswith("scrapy crawl article, process ")


def test_folder_is_made(tmp_path: Path) -> None:
    with RunLock(tmp_path / "new" / "output", "scrapy crawl article"):
        assert (tmp_path / "new" / "output" / ".lock").exists()


def test_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match="Not a directory; make it writable, or name another"):
        RunLock(tmp_path / "file" / "output", "scrapy crawl article").__enter__()
