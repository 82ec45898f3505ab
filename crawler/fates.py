"""The fates of URLs, in one table: every question about a fate is put to its row.

A new fate is a name in items.Fate, a row here and a line in docs/operating.md: see test_fates.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from crawler.items import Fate


class HasFate(Exception):
    """An exception that carries the fate of the URL that it ends, and the reason in a few words."""

    fate: Fate = "failed"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A fate, and what follows from it."""

    name: Fate
    meaning: str  # "the page …", as docs/operating.md has it
    colour: str  # of its part of the report's bars
    statuses: tuple[int, ...] = ()  # HTTP statuses that give it
    is_new: bool = False  # the article's file has a new text
    has_file: bool = False  # the page's article stands in a file of its own
    is_no_article: bool = False  # what came is none; an article that stood there is held back
    keeps_former: bool = False  # what is known of the article that stands there stays as it is
    is_doubted: bool = False  # the article waits in held/ for a person or for a better look
    withdraws: bool = False  # an article that is known is gone from its site
    is_settled: bool = True  # a later run leaves the URL alone, unless it is planned to look again
    retry: Literal["often", "once"] | None = None  # when: profiles/schedule.py
    is_dispensable: bool = False  # as a later page: the article is written without it
    is_unexpected: bool = False  # many of them, and the source's pages may have changed
    fails: Literal["a run", "a named page"] | None = None  # what the exit code 1 is for
    gravity: int = 0  # of those that fail something, 1 is named first

    @property
    def had_article(self) -> bool:
        """Whether an article stands on the page, or stood."""
        return self.has_file or self.is_doubted or self.withdraws

    def is_trouble(self, *, each_counts: bool) -> bool:
        """Return whether the report names each page that has it, and why.

        each_counts: a person has named each page.
        """
        return self.fails == "a run" or (each_counts and self.fails is not None)


_ROWS = (  # in the order of the summary and of the bars
    Row(
        name="written",
        meaning="gave a new file",
        colour="#2a7f3f",
        is_new=True,
        has_file=True,
    ),
    Row(
        name="updated",
        meaning="changed the file that it had",
        colour="#7ab648",
        is_new=True,
        has_file=True,
    ),
    Row(
        name="unchanged",
        meaning="says what the file says already",
        colour="#b9c4bd",
        statuses=(304,),
        has_file=True,
    ),
    Row(
        name="part",
        meaning="is a later page of an article, and stands in the file of the first",
        colour="#a3b5c0",
    ),
    Row(
        name="duplicate",
        meaning="is another address, or a copy, of an article that is there",
        colour="#8d99a6",
        retry="once",  # of pages that all show one wall, one is taken for the article
    ),
    Row(
        name="removed",
        meaning="had a file that a person has deleted, or is never to have one; `-a url=` takes "
        "again what was deleted",
        colour="#5d6d7e",
    ),
    Row(
        name="held",
        meaning="gave a text that may not be complete and clean: it waits in `held/`, and a file "
        "in `articles/` stays as it is",
        colour="#d4a373",
        is_doubted=True,
    ),
    Row(
        name="not an article",
        meaning="is a list, a video without a text, a search, a wall or another notice in an "
        "article's place, or empty",
        colour="#d5d9dd",
        is_no_article=True,
        retry="once",  # what stood in an article's place may have been a notice of an hour
        is_dispensable=True,
        is_unexpected=True,
    ),
    Row(
        name="paywalled",
        meaning="shows too little of its text",
        colour="#c9a227",
        statuses=(402,),
        is_no_article=True,
        is_dispensable=True,
    ),
    Row(
        name="blocked",
        meaning="was refused to this program (401, 403, 429, 451)",
        colour="#e07b39",
        statuses=(401, 403, 429, 451),
        is_settled=False,
        retry="often",
        is_unexpected=True,
        fails="a run",
        gravity=2,
    ),
    Row(
        name="held back",
        meaning="shows a part of the article that is there, or something else in its place; the "
        "file stays as it is",
        colour="#b5651d",
        keeps_former=True,
        is_settled=False,
        retry="often",
        is_unexpected=True,
        fails="a run",
        gravity=3,
    ),
    Row(
        name="gone",
        meaning="no longer exists (404, 410)",
        colour="#7d6b91",
        statuses=(404, 410),
        withdraws=True,
        retry="once",
        is_dispensable=True,
        fails="a named page",
        gravity=4,
    ),
    Row(
        name="robots",
        meaning="is not to be fetched, says the site's robots.txt",
        colour="#a88fb8",
        is_settled=False,
        retry="often",
        is_dispensable=True,
        fails="a named page",
        gravity=5,
    ),
    Row(
        name="failed",
        meaning="could not be fetched, read or written; the reason stands beside it",
        colour="#c0392b",
        is_settled=False,
        retry="often",
        is_unexpected=True,
        fails="a run",
        gravity=1,
    ),
)
FATES: Mapping[Fate, Row] = {row.name: row for row in _ROWS}


def fates_where(question: Callable[[Row], object]) -> tuple[Fate, ...]:
    """Return the fates whose row answers yes, in the order of the table."""
    return tuple(row.name for row in _ROWS if question(row))


NEW = fates_where(lambda row: row.is_new)
WITH_FILE = fates_where(lambda row: row.has_file)
DOUBTED = fates_where(lambda row: row.is_doubted)
UNEXPECTED = fates_where(lambda row: row.is_unexpected)
# What a person should look at, the gravest first.
FAILURES = sorted((row for row in _ROWS if row.fails), key=lambda row: row.gravity)
OF_STATUS: Mapping[int, Fate] = {status: row.name for row in _ROWS for status in row.statuses}
