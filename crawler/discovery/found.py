"""What a listing yields: pages that are articles, and listings to read next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# What is read of a listing. Both limits of a sitemap are https://www.sitemaps.org/protocol.html's;
# no feed or front page of news comes near the other.
MOST_BYTES = 50 * 1024 * 1024  # unpacked
MOST_IN_SITEMAP = 50_000  # addresses
MOST_LINKS = 10_000  # entries of a feed, links of a page

Kind = Literal["feed", "sitemap", "index", "page", "robots"]


@dataclass(frozen=True, slots=True)
class Discovered:
    """A link, and what its listing says of it."""

    url: str  # absolute, without tracking parameters and fragment
    published: datetime | None = None  # aware; midnight where only the day is given
    title: str | None = None
    modified: datetime | None = None  # aware; of a listing: its last change

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Cross from a worker as the values alone, in a third of a dataclass's time."""
        return type(self), (self.url, self.published, self.title, self.modified)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one feed, sitemap, section page or robots.txt holds, in its order, each URL once."""

    kind: Kind
    articles: tuple[Discovered, ...] = ()
    listings: tuple[Discovered, ...] = ()  # sitemaps of an index or robots.txt, feeds of a page
    refused: int = 0  # addresses of the source in a feed or sitemap that its rules leave out
