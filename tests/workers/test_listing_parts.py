"""Listings on their way from a worker: in parts, and the same at the end."""

import asyncio

import pytest

from crawler.discovery import read_listing
from crawler.profiles.profile import SourceProfile
from crawler.workers.listing_parts import LINKS, joined, read_in_parts

HERALD = SourceProfile(name="herald", domains=("herald.example",))
SITE = "https://herald.example"
DAY = "<lastmod>2024-10-17T10:00:00Z</lastmod>"


def sitemap(entry: str, root: str, number: int) -> bytes:
    entries = "".join(
        f"<{entry}><loc>{SITE}/2024/harbour-opens-to-all-{one}</loc>{DAY}</{entry}>"
        for one in range(number)
    )
    return f"<{root}>{entries}</{root}>".encode()


@pytest.mark.parametrize(
    "body", [sitemap("url", "urlset", 1201), sitemap("sitemap", "sitemapindex", 1201), b""]
)
def test_a_listing_arrives_as_it_was_read(body: bytes) -> None:
    parts = read_in_parts(body, f"{SITE}/map.xml", HERALD)
    assert asyncio.run(joined(parts)) == read_listing(body, f"{SITE}/map.xml", HERALD)


def test_other_work_is_done_between_the_parts_of_a_listing() -> None:
    parts = read_in_parts(sitemap("url", "urlset", 5 * LINKS), f"{SITE}/map.xml", HERALD)
    turns = 0

    async def other_work() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def both() -> int:
        other = asyncio.create_task(other_work())
        links = len((await joined(parts)).articles)
        other.cancel()
        return links

    assert asyncio.run(both()) == 5 * LINKS
    assert turns >= 5
