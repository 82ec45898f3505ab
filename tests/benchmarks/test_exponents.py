"""What strangers wrote costs no more than it weighs: time grows with size, not its square."""

import pytest

from benchmarks.exponents import GROWTH, HIGHEST, Growth, seconds
from benchmarks.structures import STRUCTURES

SIZE = 5_000  # bytes at n
SOON = 0.25  # seconds of processor time at 4n, in which nothing quadratic fits that would hurt
NOISE = 0.15  # `python -m benchmarks.exponents` measures without it


@pytest.mark.parametrize("name", STRUCTURES)
def test_time_grows_with_size(name: str) -> None:
    structure = STRUCTURES[name]
    count = SIZE // len(structure.unit)
    after = seconds(structure, GROWTH * count, 1)
    if after < SOON:
        return
    found = Growth(SIZE, seconds(structure, count), min(after, seconds(structure, GROWTH * count)))
    if found.exponent > HIGHEST + NOISE:
        # A larger page may be one that leaves doubt, and is asked trafilatura about: a step, from
        # which on the time grows as before.
        more = seconds(structure, GROWTH * GROWTH * count, 1)
        found = Growth(GROWTH * SIZE, found.after, more)
    assert found.exponent <= HIGHEST + NOISE
