"""The short form of the simulated month; the long one is `python -m benchmarks.press_world`."""

import json
import subprocess
import sys

import pytest

from tests.support import ROOT


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Two days of the press, crawled once an hour."""
    folder = tmp_path_factory.mktemp("world")
    command = [sys.executable, "-m", "benchmarks.press_world", "--days", "2", "--folder", folder]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)


def test_every_claim_holds(world: subprocess.CompletedProcess[str]) -> None:
    print(world.stdout)
    assert (world.returncode, world.stderr) == (0, "")


def test_the_world_was_not_empty(world: subprocess.CompletedProcess[str]) -> None:
    counts = json.loads(world.stdout)
    assert counts["runs"] == 48
    assert counts["of these written"] >= 50
    assert counts["former versions kept"] >= 1
    assert counts["copies of others' articles"] >= 1
