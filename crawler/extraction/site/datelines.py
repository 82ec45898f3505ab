"""How the texts of a site begin: place, agency and writer, in the shape that its pages share."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from crawler.extraction.fields.names import Names, is_person, names_in
from crawler.extraction.page.evidence import Candidate
from crawler.extraction.page.page import Page
from crawler.extraction.site.masked_lines import dateless
from crawler.extraction.site.site_verdicts import language_of

ANY, NAME = "…", "[name]"  # in a shape: what varies, and what varies and is a writer's name
OPENING = 110  # characters of a text
_SLOT = re.compile(rf"({ANY}|{re.escape(NAME)}| )")
_PATTERNS = {ANY: r"[^()（）\n]{1,50}?", NAME: r"(?P<name>[^()（）\n]{2,60}?)", " ": r"\s+"}


class Dateline(NamedTuple):
    """The dateline of a text."""

    text: str  # with 0 for numbers and months
    names: Names  # of its writers


def opening_of(page: Page, text: str) -> str:
    """Return how a text begins, with 0 for numbers and for names of months and days."""
    first = text.partition("\n")[0][:OPENING]
    return " ".join(dateless(first, language_of(page)).split())


def dateline_of(page: Page, text: str) -> Dateline | None:
    """Return the dateline with which a text begins, None if it has none that its site's have."""
    model = page.profile.model
    shapes = model.fields.datelines if model else ()
    opening = opening_of(page, text) if shapes else ""
    # The longest shape says most.
    for shape in sorted(shapes, key=len, reverse=True):
        if found := _pattern(shape).match(opening):
            name = found.groupdict().get("name")
            return Dateline(found[0], tuple(filter(is_person, names_in([name] if name else []))))
    return None


def with_writers(
    authors: Sequence[Candidate[Names]], dateline: Dateline | None
) -> list[Candidate[Names]]:
    """Return the authors with those of the dateline: before desks, behind people."""
    if dateline is None or not dateline.names:
        return [*authors]
    writers = Candidate(dateline.names, "dateline")
    has_people = bool(authors) and any(map(is_person, authors[0].value))
    return [*authors, writers] if has_people else [writers, *authors]


@lru_cache(maxsize=256)
def _pattern(shape: str) -> re.Pattern[str]:
    parts = (_PATTERNS.get(part) or re.escape(part) for part in _SLOT.split(shape))
    return re.compile("".join(parts))
