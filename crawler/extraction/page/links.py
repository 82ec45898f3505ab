"""Addresses: the canonical one of a page, tracking parameters, what belongs to one site."""

import re
from collections.abc import Iterator
from string import punctuation
from urllib.parse import quote, urlsplit, urlunsplit

from crawler.extraction.page.address_form import ascii_host, normal_url
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.page.tracking import without_former_tracking

_AMP_CACHE = ".cdn.ampproject.org"
_SHORT_LABEL = re.compile(r"^(?:[a-z]{2,3}|gov|info)$")


def canonical_url_candidates(page: Page) -> list[Candidate[str]]:
    """Return the page's addresses in their one form, the canonical first.

    A canonical address counts on the same site only, and a deep page's not if it is a front page.
    A copy in a cache of AMP pages is of the site that it was taken from.
    """
    return [Candidate(normal_url(url), origin) for url, origin in _addresses(page)]


def older_canonical_url(page: Page) -> str | None:
    """Return what the canonical address was before addresses had one form; None: the same.

    Only the host was in lower case. None too where a parameter that counts now did not: several
    articles may have shared that address.
    """
    url, _ = next(_addresses(page))
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    query = without_former_tracking(parts.query)
    path = quote(parts.path or "/", safe=punctuation, errors="replace")
    query = quote(query, safe=punctuation, errors="replace")
    older = urlunsplit((parts.scheme, parts.netloc.lower(), path, query, ""))
    now = normal_url(url)
    return older if older != now and older.count("=") >= now.count("=") else None


def _addresses(page: Page) -> Iterator[Candidate[str]]:
    deep = len(urlsplit(page.url).path) > 1
    for url in page.stated_urls:
        if is_same_site(url, page.url, page.profile.domains) or is_cached(url, page.url):
            front = len(urlsplit(url).path) <= 1 and not urlsplit(url).query
            if not (deep and front):
                yield Candidate(url, "stated canonical address")
    yield Candidate(page.url, "final address")


def is_same_site(url: str, other: str, domains: tuple[str, ...] = ()) -> bool:
    """Return whether two addresses are of one site, or both of the domains that are."""
    try:
        a, b = _site(urlsplit(url).hostname or ""), _site(urlsplit(other).hostname or "")
    except ValueError:
        return False
    sites = {_site(domain) for domain in domains}
    return bool(a) and (a == b or (a in sites and b in sites))


def is_cached(url: str, cache: str) -> bool:
    """Return whether an address in a cache of AMP pages names the host of another address."""
    parts, host = urlsplit(cache), urlsplit(url).hostname
    return (parts.hostname or "").endswith(_AMP_CACHE) and f"/{host}/" in parts.path


def _site(host: str) -> str:
    """Return the part of a host that one registers, by the shape of its last labels."""
    labels = ascii_host(host).strip(".").split(".")
    if labels[-1].isdigit():  # an IP address
        return host
    wide = len(labels) > 2 and len(labels[-1]) == 2 and _SHORT_LABEL.match(labels[-2])
    return ".".join(labels[-3 if wide else -2 :])
