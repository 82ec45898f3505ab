"""From what is remembered of a site's pages to its model: a pure function of the set of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from crawler.memory.layouts import in_use, newest_first
from crawler.memory.occurrences import Occurrences
from crawler.memory.site_fields import site_fields, site_habits
from crawler.memory.site_lines import MOST_LINES, site_lines
from crawler.memory.site_places import MOST_PLACES, site_places
from crawler.memory.traces import PageTrace
from crawler.profiles.site_model import SiteLine, SiteModel, SitePlace

Entry = TypeVar("Entry", SiteLine, SitePlace)

MOST_PAGES = 100  # of a site that are remembered
STALE = 30  # pages: what none of the newest has the site prints no more


def remembered(pages: Iterable[PageTrace]) -> list[PageTrace]:
    """Return the pages to learn from, newest first: one per address, MOST_PAGES of them."""
    newest: dict[str, PageTrace] = {}
    for page in newest_first(pages):
        newest.setdefault(page.url, page)
    return list(newest.values())[:MOST_PAGES]


def learned(
    site: str, pages: Iterable[PageTrace], former: SiteModel | None = None
) -> SiteModel | None:
    """Return the model of a site, the same in whatever order its pages come; None without any.

    former: the model so far, of which what a person has said stays.
    """
    chosen = in_use(remembered(pages))
    if not chosen:
        return None
    found = Occurrences(chosen)
    lines = [line for line in site_lines(found) if _is_printed(line, chosen)]
    places = list(site_places(found))
    return SiteModel(
        site=site,
        pages=len(chosen),
        first=chosen[-1].seen[:10],
        last=chosen[0].seen[:10],
        lines=_with_overrules(_most_seen_lines(lines), former.lines if former else ()),
        places=_with_overrules(_most_seen_places(places), former.places if former else ()),
        fields=site_fields(chosen),
        habits=site_habits(chosen),
    )


def _with_overrules(found: Sequence[Entry], former: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries, those that a person has overruled as they said; stable in order."""
    entries = {_key(entry): entry for entry in found}
    for entry in former:
        if entry.overrule:
            now = entries.get(_key(entry), entry)
            entries[_key(entry)] = replace(now, overrule=entry.overrule)
    return tuple(entries[key] for key in sorted(entries))


def _key(entry: SiteLine | SitePlace) -> tuple[str, str]:
    return entry.place, entry.text if isinstance(entry, SiteLine) else ""


def _is_printed(line: SiteLine, pages: list[PageTrace]) -> bool:
    """Return whether a line is on one of the newest pages that could have it."""
    on = [page for page in pages if any(b.place == line.place for b in page.blocks)][:STALE]
    return any(b.line == line.text and b.place == line.place for p in on for b in p.blocks)


def _most_seen_lines(lines: list[SiteLine]) -> tuple[SiteLine, ...]:
    ranked = sorted(lines, key=lambda line: (-line.seen.pages, line.place, line.text))
    return tuple(sorted(ranked[:MOST_LINES], key=lambda line: (line.place, line.text)))


def _most_seen_places(places: list[SitePlace]) -> tuple[SitePlace, ...]:
    ranked = sorted(places, key=lambda place: (-place.seen.pages, place.place))
    return tuple(sorted(ranked[:MOST_PLACES], key=lambda place: place.place))
