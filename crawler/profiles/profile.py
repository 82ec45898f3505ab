"""Source profiles: what to read, and what only the source's people know of their pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.profiles.site_model import SiteModel


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """One news source; in its file every key but name and domains may be left out.

    A plain dataclass, which worker processes unpickle fast; crawler/profiles/files.py checks it.
    """

    name: str  # lower case, the outlet's own short name
    domains: tuple[str, ...] = ()  # without www.; the first is the main one
    feeds: tuple[str, ...] = ()  # addresses of RSS, Atom or JSON feeds
    sitemaps: tuple[str, ...] = ()  # addresses of sitemaps, of news or plain, or of their indexes
    sections: tuple[str, ...] = ()  # addresses of section pages
    fallbacks: tuple[str, ...] = ()  # addresses of listings to read if none of the above answers
    archives: tuple[str, ...] = ()  # addresses of a day's pages: {year}, {month}, {day} in them
    poll_interval: str = "15 min"  # between two polls, such as 15 min, 6 h or 3 d
    revisit: tuple[str, ...] = ("1 h", "6 h", "24 h", "72 h")  # ages of an article to look again
    article_urls: tuple[str, ...] = ()  # regular expressions searched in a URL's path and query
    ignore_urls: tuple[str, ...] = ()  # the same; these are no articles
    timezone: str | None = None  # IANA name: the zone that the pages are printed in
    language: str | None = None  # ISO 639-1
    # section as the page or its URL names it: vocabulary word
    categories: Mapping[str, str] = field(default_factory=dict)
    # field of Article: CSS selector of the element that holds it
    selectors: Mapping[str, str] = field(default_factory=dict)
    date_line: str | None = None  # regular expression of the visible date; groups date, modified
    drop_blocks: tuple[str, ...] = ()  # CSS selectors of furniture
    drop_lines: tuple[str, ...] = ()  # regular expressions; a block's whole text matches
    keep_lines: tuple[str, ...] = ()  # the same; such a block is text, whatever else is found
    unverified: tuple[str, ...] = ()  # keys of this profile that nobody has checked on line
    paused_until: str | None = None  # day, UTC, such as 2024-10-31, before which it is not asked
    retired: str | None = None  # why it is asked no more; what it gave stays
    model: SiteModel | None = None  # what its pages have taught; no key of the file

    @property
    def listings(self) -> tuple[str, ...]:
        """The listings that are always read."""
        return (*self.feeds, *self.sitemaps, *self.sections)


# The fields of Article, and of its lead image, for which extraction asks a profile's selector.
SELECTABLE = (
    "authors",
    "body",
    "caption",
    "credit",
    "date_modified",
    "date_published",
    "description",
    "headline",
    "image",
    "section",
)

GENERIC = SourceProfile(name="")


def profile_for(url: str, profiles: Mapping[str, SourceProfile]) -> SourceProfile:
    """Return the profile of the URL's site by its longest domain, GENERIC if it has none.

    A domain stands for its subdomains too, and for one port only if it names it.
    """
    try:
        place = urlsplit(url).netloc
    except ValueError:
        return GENERIC
    lengths = [(_domain_length(place, one.domains), one) for one in profiles.values()]
    length, longest = max(lengths, key=lambda pair: pair[0], default=(0, GENERIC))
    return longest if length else GENERIC


@lru_cache(maxsize=10_000)  # of the 50,000 addresses of a sitemap nearly all have the same place
def _domain_length(place: str, domains: tuple[str, ...]) -> int:
    """Return how long the longest of the domains is that a host, and its port, is of; 0: none."""
    try:
        parts = urlsplit(f"//{place}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
        host = host if host.isascii() else host.encode("idna").decode()  # as domains are written
    except ValueError:
        return 0
    places = [f".{host}", f".{host}:{port}"]
    fitting = (one for one in domains if any(place.endswith(f".{one}") for place in places))
    return max(map(len, fitting), default=0)
