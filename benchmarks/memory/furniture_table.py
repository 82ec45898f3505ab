"""How much furniture is gone, and how much text lost, by the number of pages learned from."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from benchmarks.memory.sites import NewsSite, SitePage
from crawler.extraction.article import extraction_of
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page.text import plain_line
from crawler.memory.learning import learned
from crawler.memory.lessons import stamp
from crawler.memory.traces import page_trace
from crawler.profiles.profile import GENERIC
from crawler.profiles.site_model import SiteModel

LEARNED_FROM = (0, 2, 3, 5, 10, 30)  # pages
FIRST_TEST, TESTS = 30, 10  # the pages that are read; those before them are learned from

Counts = Counter[str]


def counts(numbers: range) -> dict[int, Counts]:
    """Return what becomes of the lines of these sites' pages, by the pages learned from."""
    sums: dict[int, Counts] = {k: Counter() for k in LEARNED_FROM}
    with ProcessPoolExecutor() as workers:
        for each in workers.map(_counts_of_site, numbers):
            for k, count in each.items():
                sums[k] += count
    return sums


def _counts_of_site(number: int) -> dict[int, Counts]:
    pages = NewsSite(number).pages()
    parsed = [_parsed(page) for page in pages[: FIRST_TEST + TESTS]]
    traces = [
        trace
        for page, tree in zip(pages[:FIRST_TEST], parsed, strict=False)
        if (trace := page_trace(tree, stamp(page.fetched)))
    ]
    out = {}
    for k in LEARNED_FROM:
        model = learned("site", traces[len(traces) - k :]) if k else None
        out[k] = Counter()
        for page, tree in zip(
            pages[FIRST_TEST : FIRST_TEST + TESTS], parsed[FIRST_TEST:], strict=True
        ):
            out[k].update(line_counts(page, kept_lines(tree, model)))
    return out


def _parsed(page: SitePage) -> Page:
    tree = read_page(page.html, page.url, GENERIC)
    assert tree is not None
    return tree


def kept_lines(page: Page, model: SiteModel | None) -> Counts:
    """Return the lines of the article that a page gives with this model."""
    read = replace(page, profile=replace(GENERIC, model=model), _made={})
    return Counter(plain_line(j.block.text) for j in extraction_of(read).judgements if j.kept)


def line_counts(page: SitePage, kept: Counts) -> Counts:
    """Return how many lines and characters there are, are left and are lost."""
    furniture, text = Counter(map(plain_line, page.furniture)), Counter(map(plain_line, page.text))
    left, lost = furniture & (kept - text), text - kept
    return Counter(
        {
            "furniture": furniture.total(),
            "left": left.total(),
            "text": sum(len(line) * n for line, n in text.items()),
            "lost": sum(len(line) * n for line, n in lost.items()),
        }
    )


def rows(sums: dict[int, Counts]) -> Iterator[tuple[str, str, str]]:
    """Yield pages learned from, percent of furniture gone, percent of text lost."""
    for k, count in sums.items():
        gone = 100 * (1 - count["left"] / max(count["furniture"], 1))
        lost = 100 * count["lost"] / max(count["text"], 1)
        yield str(k), f"{gone:.2f}", f"{lost:.3f}"
