"""The short form of the kills; the long one is `python -m benchmarks.kills`."""

import subprocess
import sys

import pytest

from tests.support import ROOT

SHORT = ("--random", "1", "--every", "50", "--jobs", "1")


@pytest.fixture(scope="module")
def war() -> subprocess.CompletedProcess[str]:
    """Each campaign, with a kill at every 50th step and one at a random instant."""
    command = [sys.executable, "-m", "benchmarks.kills", *SHORT]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def table(war: subprocess.CompletedProcess[str]) -> dict[str, dict[str, int]]:
    head, *rows = war.stdout.splitlines()
    columns = head.replace("at a step", "at_a_step").split()
    cells = [row.rsplit(maxsplit=len(columns)) for row in rows]
    return {name: dict(zip(columns, map(int, numbers), strict=True)) for name, *numbers in cells}


def test_nothing_is_lost_or_torn_or_given_twice(war: subprocess.CompletedProcess[str]) -> None:
    totals = table(war)["all"]
    faults = {name: totals[name] for name in ("twice", "lost", "torn", "unclean", "survivors")}
    assert faults == dict.fromkeys(faults, 0), war.stderr
    assert war.returncode == 0, war.stderr


def test_commands_were_killed_and_ended(war: subprocess.CompletedProcess[str]) -> None:
    counts = table(war)
    assert counts["all"]["files"] >= 12 * 12
    assert all(row["kills"] for row in counts.values())
    assert all(row["at_a_step"] for name, row in counts.items() if name != "workers")
