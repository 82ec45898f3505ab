"""From what is remembered of a site's pages to its model: a pure function of the set of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from crawler.memory.layouts import in_use, newest_first
from crawler.memory.occurrences import Occurrences
from crawler.memory.site_evidence import site_evidence
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

    former: the model so far, of which what a person has said stays, and what the site prints no
    more, for the pages of its time.
    """
    known = remembered(pages)
    chosen = in_use(known)
    if not chosen:
        return None
    found = Occurrences(chosen)
    lines, places = list(site_lines(found)), list(site_places(found))
    printed = [line for line in lines if _is_printed(line, chosen)]
    urls = {page.url for page in chosen}
    elder = learned(site, [page for page in known if page.url not in urls])
    models = [model for model in (former, elder) if model]
    old_lines = chain(*((*m.lines, *m.former_lines) for m in models), lines)
    old_places = chain(*((*m.places, *m.former_places) for m in models))
    on_pages = {block.place for page in chosen for block in page.blocks}
    return SiteModel(
        site=site,
        pages=len(chosen),
        first=chosen[-1].seen[:10],
        last=chosen[0].seen[:10],
        lines=_with_overrules(_most_seen(printed, MOST_LINES), former.lines if former else ()),
        places=_with_overrules(_most_seen(places, MOST_PLACES), former.places if former else ()),
        fields=site_fields(chosen),
        evidence=site_evidence(found.originals, former.evidence if former else ()),
        habits=site_habits(chosen),
        former_lines=_latest((e for e in old_lines if not _is_printed(e, chosen)), MOST_LINES),
        former_places=_latest((e for e in old_places if e.place not in on_pages), MOST_PLACES),
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


def _most_seen(found: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    ranked = sorted(found, key=lambda entry: (-entry.seen.pages, *_key(entry)))
    return tuple(sorted(ranked[:most], key=_key))


def _latest(found: Iterable[Entry], most: int) -> tuple[Entry, ...]:
    """Return the entries that nobody has overruled, each as it was last, those last seen first."""
    ordered = sorted(found, key=lambda entry: entry.seen.last)
    entries = {_key(entry): entry for entry in ordered if not entry.overrule}
    ranked = sorted(entries.values(), key=lambda entry: entry.seen.last, reverse=True)
    return tuple(sorted(ranked[:most], key=_key))
