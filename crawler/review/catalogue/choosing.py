"""Which articles a person wants to see, and in which order they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Literal, TypeAlias

from crawler.review.catalogue.catalogue import COLUMNS, INBOX, Card, CatalogueRows
from crawler.review.catalogue.search_words import words_of

SHOWN = 50  # on a page
LATELY = 10  # of the last runs that gave articles, what is least certain
COUNTED = 10_000  # from here on a list is "more than"
MOST_WORDS = 30  # of a line that is looked for
LIKELY = 6  # articles that one may be a copy of
FACETS = ("source", "category", "language", "fate")

View: TypeAlias = Literal["inbox", "all"]

_ORDERS: dict[View, str] = {
    "inbox": INBOX,
    "all": "dated DESC, id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person asks for; "" and None: whatever it is."""

    view: View = "inbox"
    words: str = ""
    source: str = ""
    category: str = ""
    language: str = ""
    fate: str = ""
    since: date | None = None
    until: date | None = None
    zone: tzinfo = timezone.utc  # of these days
    page: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """An article by its names."""

    code: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was asked for."""

    cards: Sequence[Card]
    total: int  # of all pages, at most COUNTED + 1
    pages: int


def found(rows: CatalogueRows, choice: Choice) -> Found:
    """Return the articles of the choice's page, and how many there are."""
    wheres, values = conditions(rows, choice)
    total = counted(rows, choice, wheres, values)
    pages = max(1, -(-total // SHOWN))
    page = min(choice.page, pages)
    if sought := rows.search.query(choice.words):
        wheres = [*wheres, rows.search.within]
        values = [*values, sought]
    where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
    found_rows = rows.execute(
        # The rows themselves are read for those of the page alone.
        f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id IN (SELECT id FROM articles {where} "
        f"ORDER BY {_ORDERS[choice.view]} LIMIT {SHOWN} OFFSET {(page - 1) * SHOWN}) "
        f"ORDER BY {_ORDERS[choice.view]}",
        values,
    )
    cards = [Card(**dict(zip(COLUMNS, row, strict=True))) for row in found_rows]
    return Found(cards, total, pages)


def counted(rows: CatalogueRows, choice: Choice, wheres: list[str], values: list[object]) -> int:
    """Return how many articles there are, at most COUNTED + 1."""
    tables = "articles"
    if sought := rows.search.query(choice.words):
        tables = rows.search.tables
        wheres, values = [*wheres, rows.search.condition], [*values, sought]
    where = f"WHERE {' AND '.join(wheres)}" if wheres else ""
    some = f"SELECT 1 FROM {tables} {where} LIMIT {COUNTED + 1}"
    (total,) = rows.execute(f"SELECT count(*) FROM ({some}) AS matching", values).fetchone()
    return int(total)


def conditions(rows: CatalogueRows, choice: Choice) -> tuple[list[str], list[object]]:
    """Return the conditions of the choice in SQL but for its words, and their values."""
    wheres, values = list[str](), list[object]()
    for facet in FACETS:
        if value := getattr(choice, facet):
            wheres.append(f"{facet} = ?")
            values.append(value)
    if choice.since:
        wheres.append("dated >= ?")
        values.append(midnight(choice.since, choice.zone))
    if choice.until:
        wheres.append("dated < ?")
        values.append(midnight(choice.until + timedelta(days=1), choice.zone))
    if choice.view == "inbox":
        wheres.append(rows.search.of_late)
        values.append(first_run_of_late(rows))
    if choice.words.strip() and not rows.search.query(choice.words):
        wheres.append("1 = 0")  # signs alone: nothing holds them
    return wheres, values


def first_run_of_late(rows: CatalogueRows) -> int:
    """Return the number of the first of the last runs."""
    runs = "SELECT DISTINCT run FROM articles ORDER BY run DESC LIMIT ?"
    return min((row[0] for row in rows.execute(runs, (LATELY,))), default=0)


def facets(rows: CatalogueRows) -> dict[str, list[tuple[str, int]]]:
    """Return for each facet its values with the number of their articles, the most first."""
    counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    names = ", ".join(FACETS)
    for *values, number in rows.execute(f"SELECT {names}, count(*) FROM articles GROUP BY {names}"):
        for facet, value in zip(FACETS, values, strict=True):
            counts[facet][value] = counts[facet].get(value, 0) + number
    return {
        facet: sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))
        for facet, values in counts.items()
    }


def midnight(day: date, zone: tzinfo) -> int:
    """Return the beginning of a day in a zone, as milliseconds since 1970 UTC."""
    moment = datetime(day.year, day.month, day.day, tzinfo=zone)
    return round(moment.timestamp() * 1000)


def alike(rows: CatalogueRows, title: str) -> list[Card]:
    """Return the articles that have most of a title's words, the best first."""
    words = words_of(title)[:MOST_WORDS]
    if not words:
        return []
    found_rows = rows.execute(
        f"SELECT {', '.join(COLUMNS)} FROM "
        f"({rows.search.best} ORDER BY rank LIMIT {4 * LIKELY}) AS best "
        f"JOIN articles ON articles.id = at ORDER BY rank LIMIT {LIKELY}",
        (rows.search.likely(words),),
    )
    return [Card(**dict(zip(COLUMNS, row, strict=True))) for row in found_rows]


def card_of(rows: CatalogueRows, code: str) -> Card | None:
    """Return what a list shows of an article; None: the catalogue does not have it yet."""
    query = f"SELECT {', '.join(COLUMNS)} FROM articles WHERE code = ?"
    row = rows.execute(query, (code,)).fetchone()
    return Card(**dict(zip(COLUMNS, row, strict=True))) if row else None


def named_articles(rows: CatalogueRows, source: str) -> list[Named]:
    """Return all articles of a source, the newest first."""
    query = "SELECT code, url, title FROM articles WHERE source = ? ORDER BY dated DESC, id"
    return [Named(*row) for row in rows.execute(query, (source,))]


def holding_words(rows: CatalogueRows, source: str, line: str) -> tuple[list[str], int]:
    """Return the codes of a source's articles that hold a line, and how many articles it has.

    The newest come first; a line is recognised by its first words.
    """
    (articles,) = rows.execute(
        "SELECT count(*) FROM articles WHERE source = ?", (source,)
    ).fetchone()
    sought = rows.search.query(f'"{" ".join(line.replace(chr(34), " ").split()[:MOST_WORDS])}"')
    if not sought:
        return [], articles
    found_rows = rows.execute(
        f"SELECT code FROM articles WHERE source = ? AND {rows.search.within} ORDER BY dated DESC",
        (source, sought),
    )
    return [code for (code,) in found_rows], articles
