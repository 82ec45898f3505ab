"""What both tables of sites made by code do: models of more and more pages, and their counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from typing import Protocol

from crawler.extraction.page.page import Page, read_page
from crawler.memory.learning import learned
from crawler.memory.lessons import stamp
from crawler.memory.traces import page_trace
from crawler.profiles.profile import GENERIC
from crawler.profiles.site_model import SiteModel

Counts = Counter[str]


class MadePage(Protocol):
    """A page of a site made by code."""

    html: str
    url: str
    fetched: datetime


def sums(of_site: Callable[[int], Mapping[int, Counts]], numbers: range) -> dict[int, Counts]:
    """Return the counts of these sites together, by the number of pages learned from."""
    found: dict[int, Counts] = {}
    with ProcessPoolExecutor() as workers:
        for each in workers.map(of_site, numbers):
            for k, count in each.items():
                found[k] = found.get(k, Counter()) + count
    return found


def parsed(page: MadePage) -> Page:
    """Return a page that has been read, for no site in particular."""
    tree = read_page(page.html, page.url, GENERIC, retrieved=page.fetched)
    assert tree is not None
    return tree


def models(
    pages: Sequence[MadePage], trees: Sequence[Page], learned_from: Sequence[int]
) -> Iterator[tuple[int, SiteModel | None]]:
    """Yield each number of pages, and the model of the site learned from so many of the last."""
    traces = [
        trace
        for page, tree in zip(pages, trees, strict=True)
        if (trace := page_trace(tree, stamp(page.fetched)))
    ]
    for k in learned_from:
        yield k, learned("site", traces[len(traces) - k :]) if k else None
