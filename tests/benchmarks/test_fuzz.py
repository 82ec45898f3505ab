"""Whatever strangers write, a reader neither raises nor hangs."""

import pytest

from benchmarks.fuzz import LONGEST, READERS, SHARES, fuzz

INPUTS = 2_000  # `python -m benchmarks.fuzz` reads more, and others each time


@pytest.mark.parametrize("reader", READERS)
def test_no_input_raises_or_hangs(reader: str) -> None:
    share = READERS[reader][2]
    assert fuzz(reader, INPUTS * share // SHARES, derandomize=True) < LONGEST
