"""What kind of list an address says that its page is: of a tag, a writer or what was sought."""

import re
from urllib.parse import urlsplit

from crawler.items import PageType

_PATHS: tuple[tuple[PageType, re.Pattern[str]], ...] = (
    ("tag", re.compile(r"^/(?:[a-z]{2}/)?(?:tags?|topics?|themen?|schlagwort|keyword)/[^/]+/?$")),
    ("author", re.compile(r"^/(?:[a-z]{2}/)?(?:authors?|autor|autoren|profile|by)/[^/]+/?$")),
    (
        "search",
        re.compile(r"^/(?:[a-z]{2}/)?(?:search|suche|recherche|buscar|busca|cerca|zoeken)/?$"),
    ),
)
_QUERY = re.compile(r"(?:^|&)s=\D")  # WordPress's search; another's ?s=812 may be a story


def listed_kind(url: str) -> PageType | None:
    """Return the kind of list that an address is of, None if it may be an article's."""
    parts = urlsplit(url)
    found = (kind for kind, pattern in _PATHS if pattern.search(parts.path))
    is_sought = parts.path in ("", "/") and _QUERY.search(parts.query)
    return next(found, "search" if is_sought else None)
