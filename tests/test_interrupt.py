"""Ctrl-C while a command starts: no traceback, and the code that shells give."""

import subprocess
import sys

import pytest

from tests.support import ROOT

INTERRUPTED = """
import os, signal
{before}
import crawler.settings
os.kill(os.getpid(), signal.SIGINT)
print("goes on")
"""


def interrupted(before: str) -> subprocess.CompletedProcess[str]:
    script = INTERRUPTED.format(before=before)
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=10
    )


def test_a_command_that_starts_ends_at_once() -> None:
    # What Python sets by itself, unless it was started in the background of a shell.
    ended = interrupted("signal.signal(signal.SIGINT, signal.default_int_handler)")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


@pytest.mark.parametrize("handler", ["signal.SIG_IGN", "lambda *_: None"])
def test_who_has_said_what_to_do_on_it_is_obeyed(handler: str) -> None:
    ended = interrupted(f"signal.signal(signal.SIGINT, {handler})")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "goes on\n", "")
