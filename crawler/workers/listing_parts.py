"""A listing on its way from a worker to the crawl: in parts, between which other work is done.

To unpickle the 50,000 links of a sitemap takes a quarter of a second, and no other thread runs.
"""

import asyncio
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crawler.discovery import Discovered, Listing, read_listing
from crawler.profiles.profile import SourceProfile

LINKS = 500  # of a part; it takes some milliseconds


@dataclass(frozen=True)
class ListingParts:
    """A listing without its links, and these, some of them pickled together."""

    listing: Listing
    articles: list[bytes]
    listings: list[bytes]


def read_in_parts(
    body: bytes, url: str, profile: SourceProfile, charset: str | None = None
) -> ListingParts:
    """Return in parts what read_listing returns."""
    listing = read_listing(body, url, profile, charset)
    articles, listings = list(_parts(listing.articles)), list(_parts(listing.listings))
    return ListingParts(replace(listing, articles=(), listings=()), articles, listings)


def _parts(links: Sequence[Discovered]) -> Iterator[bytes]:
    for start in range(0, len(links), LINKS):
        yield pickle.dumps(links[start : start + LINKS], pickle.HIGHEST_PROTOCOL)


async def joined(parts: ListingParts) -> Listing:
    """Return the listing; other work is done between its parts."""
    articles, listings = await _links(parts.articles), await _links(parts.listings)
    return replace(parts.listing, articles=articles, listings=listings)


async def _links(parts: list[bytes]) -> tuple[Discovered, ...]:
    links: list[Discovered] = []
    for part in parts:
        links += pickle.loads(part)
        await asyncio.sleep(0)
    return tuple(links)
