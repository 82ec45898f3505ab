"""Addresses of an article's pages: of which article an address may be a page, and which one."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from typing_extensions import NamedTuple

from crawler.extraction.page.address_form import normal_url

# "Page" in the languages of the press, as addresses have it, and pictures of a gallery.
_WORD = (
    r"page(?:s|no|num|number|nr|index|wanted)?|page[-_](?:no|num|number|id)|current[-_]?page|"
    r"pagin[ae]|paged|pag|pg|pn|p|seite|strona|strana|str|stranica|sivu|sida|side|oldal|sayfa|"
    r"halaman|hal|trang|start|slide|image|bild|foto|photo|pic"
)
_PARAMETER = re.compile(rf"(?:{_WORD})=(?P<number>\d{{1,2}})", re.I)
_STEPS = (
    (True, re.compile(r"(?P<article>.+)[-_,./](?P<number>\d{1,2})")),
    (
        False,
        re.compile(rf"(?P<article>.+?)[-_,./](?:{_WORD}|n)[-_,/=]?(?P<number>\d{{1,2}})", re.I),
    ),
)
_WHOLE_PARAMETER = re.compile(
    rf"(?:{_WORD}|view|mode|show)=(?:all|full|single|complete|alles)|"
    r"(?:(?:view|show|single|full)[-_]?(?:all|page|article|text)?|all)=(?:1|true|yes|all)?",
    re.I,
)
_WHOLE_STEP = re.compile(
    r"(?P<article>.+?)[-_./](?:komplettansicht|(?:view-?)?all|single(?:-?page)?|full)", re.I
)
_FILE_ENDING = re.compile(r"\.(?:[sx]?html?|php\d?|aspx?|jsp|ece)$", re.I)
_FRONT_FILE = re.compile(r"(?:/(?:index|default))?/?$", re.I)


class Reading(NamedTuple):
    """One way to read an address as that of an article's page."""

    article: str  # the address without the page's number, to compare with others: host and path
    number: int = 0  # as the address has it; 0 if it has none
    is_plain: bool = False  # no word says that the number is a page's
    is_whole: bool = False  # all pages in one


@lru_cache(maxsize=1024)  # the links of a page lead to its pages several times
def readings(url: str) -> tuple[Reading, ...]:
    """Return the ways to read an address, without a number the first."""
    try:
        return tuple(_readings(url))
    except ValueError:  # no address
        return ()


def _readings(url: str) -> Iterator[Reading]:
    parts = urlsplit(normal_url(url))
    host = (parts.hostname or "").removeprefix("www.")
    path = _FRONT_FILE.sub("", _FILE_ENDING.sub("", parts.path.rstrip("/")))
    query = sorted(parts.query.split("&")) if parts.query else []

    def address(path: str, query: list[str]) -> str:
        return f"{host}{path}?{'&'.join(query)}"

    yield Reading(address(path, query))
    for n, parameter in enumerate(query):
        others = query[:n] + query[n + 1 :]
        if found := _PARAMETER.fullmatch(parameter):
            yield Reading(address(path, others), int(found["number"]))
        elif _WHOLE_PARAMETER.fullmatch(parameter):
            yield Reading(address(path, others), is_whole=True)
    for is_plain, step in _STEPS:
        if found := step.fullmatch(path):
            stem = _FILE_ENDING.sub("", found["article"])
            yield Reading(address(stem, query), int(found["number"]), is_plain)
    if found := _WHOLE_STEP.fullmatch(path):
        yield Reading(address(_FILE_ENDING.sub("", found["article"]), query), is_whole=True)


def are_of_one_article(url: str, other: str) -> bool:
    """Return whether two addresses can be read as pages of the same article."""
    articles = {reading.article for reading in readings(url)}
    return any(reading.article in articles for reading in readings(other))
