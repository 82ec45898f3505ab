"""Links of a long listing, a few at a time, between which the reactor does other work."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from crawler.discovery import Discovered

MOST_AT_A_TIME = 500  # links that the ledger is asked for while all else waits


async def in_parts(
    links: Sequence[Discovered], most: int = MOST_AT_A_TIME
) -> AsyncIterator[Sequence[Discovered]]:
    """Yield the links of a listing so many at a time; the reactor does other work in between."""
    for start in range(0, len(links), most):
        yield links[start : start + most]
        await asyncio.sleep(0)


async def each(
    links: Sequence[Discovered], most: int = MOST_AT_A_TIME
) -> AsyncIterator[Discovered]:
    """Yield each of the links; the reactor does other work after so many of them."""
    async for some in in_parts(links, most):
        for link in some:
            yield link
