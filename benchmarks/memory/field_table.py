"""How many fields are right, by the number of pages learned from."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

from benchmarks.memory.field_sites import FieldPage, FieldSite, Truth
from crawler.extraction.article import extraction_of
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page.text import letters
from crawler.items import Article
from crawler.memory.learning import learned
from crawler.memory.lessons import stamp
from crawler.memory.traces import page_trace
from crawler.profiles.profile import GENERIC

LEARNED_FROM = (0, 2, 3, 5, 10)  # pages
FIRST_TEST = 10  # the pages that are read; those before them are learned from
FIELDS = ("headline", "date_published", "authors", "section", "image")

Counts = Counter[str]  # fields that are right; "pages": of so many


def field_counts(numbers: range) -> dict[int, Counts]:
    """Return how often the fields of these sites' pages are right, by the pages learned from."""
    sums: dict[int, Counts] = {k: Counter() for k in LEARNED_FROM}
    with ProcessPoolExecutor() as workers:
        for each in workers.map(_counts_of_site, numbers):
            for k, count in each.items():
                sums[k] += count
    return sums


def _counts_of_site(number: int) -> dict[int, Counts]:
    pages = FieldSite(number).pages()
    parsed = [_parsed(page) for page in pages]
    traces = [
        trace
        for page, tree in zip(pages[:FIRST_TEST], parsed, strict=False)
        if (trace := page_trace(tree, stamp(page.fetched)))
    ]
    out = {}
    for k in LEARNED_FROM:
        model = learned("site", traces[len(traces) - k :]) if k else None
        out[k] = Counter[str]()
        for page, tree in zip(pages[FIRST_TEST:], parsed[FIRST_TEST:], strict=True):
            read = replace(tree, profile=replace(GENERIC, model=model), _made={})
            out[k].update(["pages", *right(extraction_of(read).article, page.truth)])
    return out


def _parsed(page: FieldPage) -> Page:
    tree = read_page(page.html, page.url, GENERIC, retrieved=page.fetched)
    assert tree is not None
    return tree


def right(article: Article, truth: Truth) -> Iterator[str]:
    """Yield the fields of an article that are true."""
    said = {
        "headline": letters(article.headline) == letters(truth["headline"]),
        "date_published": article.date_published == truth["date_published"],
        "authors": article.authors == truth["authors"],
        "section": letters(article.section or "") == letters(truth["section"]),
        "image": (article.image.url if article.image else None) == truth["image"],
    }
    yield from (name for name in FIELDS if said[name])


def field_rows(sums: dict[int, Counts]) -> Iterator[tuple[str, ...]]:
    """Yield pages learned from, and the percent of pages that have each field right."""
    for k, count in sums.items():
        shares = (100 * count[name] / max(count["pages"], 1) for name in FIELDS)
        yield str(k), *(f"{share:.1f}" for share in shares)
