"""Which pages of a site a model is learned from: one of each text, and of layouts in use."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from crawler.memory.traces import PageTrace

NEWEST = 20  # pages by which a layout counts as in use
ALIKE = 50  # percent of a page's text in places of a layout from which it is of that layout
_LONG = 100  # characters of a line that two articles hardly share by chance
_FEWEST = 3  # such lines that make two pages the same article, printed twice
_COMMON = 3  # pages: a line on more is the site's, not an article's


def newest_first(pages: Iterable[PageTrace]) -> list[PageTrace]:
    """Return the pages in an order that does not depend on theirs."""
    return sorted(pages, key=lambda page: (page.seen, page.url), reverse=True)


def in_use(pages: Sequence[PageTrace]) -> list[PageTrace]:
    """Return the pages, newest first, of layouts that are among the newest of the site's.

    So the pages from before a redesign are forgotten when the newest pages have the new one.
    """
    layouts: list[set[str]] = []
    chosen: list[PageTrace] = []
    for n, page in enumerate(newest_first(pages)):
        own = next((places for places in layouts if likeness(page, places) >= ALIKE), None)
        if own is None and n < NEWEST:
            own = set()
            layouts.append(own)
        if own is not None:
            chosen.append(page)
            if n < NEWEST:
                own.update(block.place for block in page.blocks)
    return chosen


def likeness(page: PageTrace, places: set[str]) -> int:
    """Return how much of a page's text stands in these places, in percent."""
    whole = sum(block.length for block in page.blocks)
    known = sum(block.length for block in page.blocks if block.place in places)
    return 100 * known // max(whole, 1)


def originals(pages: Sequence[PageTrace]) -> dict[str, str]:
    """Return the address of each page's original, itself for most: another prints a text again.

    What the site prints on both stands on one page, as it were.
    """
    lines = {
        page.url: {block.line for block in page.blocks if block.kept and block.length >= _LONG}
        for page in pages
    }
    pages_of: defaultdict[str, list[str]] = defaultdict(list)
    for url in lines:
        for line in sorted(lines[url]):
            pages_of[line].append(url)
    shared: Counter[tuple[str, str]] = Counter()
    for urls in pages_of.values():
        if len(urls) <= _COMMON:
            shared.update(combinations(urls, 2))
    found = {page.url: page.url for page in pages}
    for (newer, older), count in sorted(shared.items()):
        least = min(len(lines[newer]), len(lines[older]))
        if count >= _FEWEST and 2 * count >= least:
            former, original = found[older], found[newer]
            found |= {url: original for url, each in found.items() if each == former}
    return found
