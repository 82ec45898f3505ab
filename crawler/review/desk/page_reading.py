"""The page that an article was taken from, read anew: each block kept or dropped and why, each
field with the evidence that won and what that beat.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage, Unreadable
from crawler.extraction.classifier.feature_words import all_in_words
from crawler.ledger import Entry
from crawler.profiles.profile import SourceProfile
from crawler.workers.page_reader import PageReader, as_fetched

EXPLAIN = "crawler.library.explained_page:explained"
NEAR = 3  # dropped blocks that are shown on either side of the article
NO_PAGE = (
    "Its page is not in the archive: it was fetched with ARCHIVE_PAGES=0, or pruned since. "
    "scrapy crawl article -a url={} fetches it again."
)


class NotRead(Exception):
    """There is no page to read, or it can't be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class SeenBlock:
    """A block of text of the page, in its order."""

    number: int
    text: str
    is_kept: bool
    reason: str  # why it was dropped; "" if it was not
    likelihood: int  # percent, that it is part of the article, says the classifier
    because: str  # in words, the features that weighed most, where the classifier dropped it
    element: str  # the innermost elements around it
    place: str  # the same, as the model of the site names it
    line: str  # its text as the model of the site has it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value that the page gives for a field, and all places that say so."""

    value: str
    places: Sequence[str]


@dataclass(frozen=True, slots=True)
class PageReading:
    """What extraction makes of the page today."""

    url: str
    fetched_at: datetime
    confidence: int | None  # percent
    fit: int | None  # percent of its text in places that the site's model knows; None: no model
    caption: str  # of the lead image, with its credit; "" if it has none
    fields: Mapping[str, Sequence[Evidence]]  # the winner first
    blocks: Sequence[SeenBlock]

    @property
    def parts(self) -> Sequence[tuple[str, Sequence[SeenBlock]]]:
        """The blocks in three: those far before the article, around it, and far behind.

        What is far has a name, as a menu of fifty lines is nothing to look at.
        """
        kept = [block.number for block in self.blocks if block.is_kept]
        if not kept:
            return [("", self.blocks)]
        start, end = max(0, kept[0] - NEAR), kept[-1] + NEAR + 1
        return [
            ("before", self.blocks[:start]),
            ("", self.blocks[start:end]),
            ("after", self.blocks[end:]),
        ]


def archived(archive: PageArchive, entry: Entry) -> SavedPage:
    """Return the newest page of an article; raises NotRead."""
    page = archive.page(entry.url)
    if page is None:
        raise NotRead(NO_PAGE.format(entry.url))
    return page


def page_reading(page: SavedPage, profile: SourceProfile, reader: PageReader) -> PageReading:
    """Return what extraction makes of a page; raises NotRead."""
    try:
        found = reader.read(EXPLAIN, page, profile, form="line", **as_fetched(page))
    except Unreadable as problem:
        raise NotRead(f"Its page can't be read: {problem.reason}") from problem
    explained = json.loads(found)
    return PageReading(
        url=page.url,
        fetched_at=page.fetched_at,
        confidence=explained["confidence"],
        fit=explained["fit"],
        caption=caption(explained["fields"].get("image", {}).get("value")),
        fields={name: evidence(field) for name, field in explained["fields"].items()},
        blocks=[block(number, one) for number, one in enumerate(explained["blocks"])],
    )


def evidence(field: Mapping[str, Any]) -> list[Evidence]:
    """Return each value that was found for a field once, with all places that say it."""
    places: dict[str, dict[str, None]] = {}
    for candidate in field["candidates"]:
        value, origin = candidate["value"], candidate["origin"]
        places.setdefault(shown(value), {})[origin] = None
    return [Evidence(value, list(origins)) for value, origins in places.items()]


def shown(value: Any) -> str:
    """Return a field's value as JSON has it for people."""
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):  # a picture
        return " · ".join(str(value[key]) for key in ("url", "caption", "credit") if value[key])
    return "" if value is None else str(value)


def caption(image: Mapping[str, Any] | None) -> str:
    """Return the words beneath a picture."""
    return " ".join(filter(None, (image["caption"], image["credit"]))) if image else ""


def block(number: int, one: Mapping[str, Any]) -> SeenBlock:
    """Return a block as `scrapy explain --json` has it."""
    return SeenBlock(
        number=number,
        text=one["text"],
        is_kept=one["kept"],
        reason=one["reason"] or "",
        likelihood=one["likelihood"],
        because=", ".join(all_in_words(one["because"])),
        element=" > ".join(one["element"].split(" > ")[-2:]),
        place=one["place"],
        line=one["line"],
    )
