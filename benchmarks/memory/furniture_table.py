"""How much furniture is gone, and how much text lost, by the number of pages learned from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.memory.made_sites import Counts, models, parsed, sums
from benchmarks.memory.sites import NewsSite, SitePage
from crawler.extraction.article import extraction_of
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import plain_line
from crawler.profiles.profile import GENERIC
from crawler.profiles.site_model import SiteModel

LEARNED_FROM = (0, 2, 3, 5, 10, 30)  # pages
FIRST_TEST, TESTS = 30, 10  # the pages that are read; those before them are learned from


def counts(numbers: range) -> dict[int, Counts]:
    """Return what becomes of the lines of these sites' pages, by the pages learned from."""
    return sums(_counts_of_site, numbers)


def _counts_of_site(number: int) -> dict[int, Counts]:
    pages = NewsSite(number).pages()[: FIRST_TEST + TESTS]
    trees = [parsed(page) for page in pages]
    tested = [*zip(pages, trees, strict=True)][FIRST_TEST:]
    out = {}
    for k, model in models(pages[:FIRST_TEST], trees[:FIRST_TEST], LEARNED_FROM):
        out[k] = Counter[str]()
        for page, tree in tested:
            out[k].update(line_counts(page, kept_lines(tree, model)))
    return out


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


def rows(counted: dict[int, Counts]) -> Iterator[tuple[str, str, str]]:
    """Yield pages learned from, percent of furniture gone, percent of text lost."""
    for k, count in counted.items():
        gone = 100 * (1 - count["left"] / max(count["furniture"], 1))
        lost = 100 * count["lost"] / max(count["text"], 1)
        yield str(k), f"{gone:.2f}", f"{lost:.3f}"
