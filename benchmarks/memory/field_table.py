"""How many fields are right, by the number of pages learned from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.memory.field_sites import FieldSite, Truth
from benchmarks.memory.made_sites import Counts, models, parsed, sums
from crawler.extraction.article import extraction_of
from crawler.extraction.page.text import letters
from crawler.items import Article
from crawler.profiles.profile import GENERIC

LEARNED_FROM = (0, 2, 3, 5, 10)  # pages
FIRST_TEST = 10  # the pages that are read; those before them are learned from
FIELDS = ("headline", "date_published", "authors", "section", "image")


def field_counts(numbers: range) -> dict[int, Counts]:
    """Return how often the fields of these sites' pages are right, by the pages learned from."""
    return sums(_counts_of_site, numbers)


def _counts_of_site(number: int) -> dict[int, Counts]:
    pages = FieldSite(number).pages()
    trees = [parsed(page) for page in pages]
    tested = [*zip(pages, trees, strict=True)][FIRST_TEST:]
    out = {}
    for k, model in models(pages[:FIRST_TEST], trees[:FIRST_TEST], LEARNED_FROM):
        out[k] = Counter[str]()
        for page, tree in tested:
            read = replace(tree, profile=replace(GENERIC, model=model), _made={})
            out[k].update(["pages", *right(extraction_of(read).article, page.truth)])
    return out


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


def field_rows(counts: dict[int, Counts]) -> Iterator[tuple[str, ...]]:
    """Yield pages learned from, and the percent of pages that have each field right."""
    for k, count in counts.items():
        shares = (100 * count[name] / max(count["pages"], 1) for name in FIELDS)
        yield str(k), *(f"{share:.1f}" for share in shares)
