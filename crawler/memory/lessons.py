"""From pages on disk to models on disk: which are read, and what becomes of the models."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from itertools import groupby
from pathlib import Path
from queue import SimpleQueue

from scrapy.settings import BaseSettings

from crawler.archive.page_archive import PageArchive
from crawler.archive.records import SavedPage, Unreadable
from crawler.archive.saved_pages import saved_pages
from crawler.errors import OutputError
from crawler.extraction.fields.doubted_evidence import reason_of
from crawler.ledger.ledger import Ledger
from crawler.memory.layouts import ALIKE, NEWEST, likeness
from crawler.memory.learning import MOST_PAGES, learned, remembered
from crawler.memory.trace_store import read_traces, trace_file, write_traces
from crawler.memory.traces import PageTrace
from crawler.output import folder_of
from crawler.profiles.model_document import model_text
from crawler.profiles.model_files import SiteModels, model_file, site_of_page
from crawler.profiles.profile import SourceProfile, profile_for
from crawler.profiles.site_model import SiteModel
from crawler.system.whole_files import write_whole
from crawler.workers.page_reader import PageReader, as_fetched
from crawler.workers.pool import extraction_processes

TRACE = "crawler.memory.traces:trace_of_page"
CHANGED = 5  # new pages that do not fit, from which a layout has changed and no page is odd

Sighting = tuple[str, datetime, str]  # site, when its page was fetched, its address
Pages = Callable[[], Iterator[SavedPage]]


@dataclass(frozen=True)
class Lesson:
    """What learning has made of a site."""

    site: str
    pages: int  # that its model is learned from; 0: it has none
    new: int  # of them, read now
    lines: int  # of furniture
    strange: int  # new pages that did not fit the former model
    unread: tuple[str, ...] = ()  # pages that could not be read, and why
    doubts: tuple[str, ...] = ()  # which evidence of a field is in doubt now or no more, and why

    @property
    def has_new_layout(self) -> bool:
        """Whether most of the new pages did not fit."""
        return self.strange >= CHANGED and 2 * self.strange > min(self.new, NEWEST)

    @property
    def sentences(self) -> list[str]:
        """What a person should know of the model: a new layout, evidence in doubt."""
        layout = (
            f"{self.site}: {self.strange} of its new pages did not fit its model: a new layout, "
            f"learned from {self.pages} pages; {self.lines} lines of furniture"
        )
        doubts = [f"{self.site}: {doubt}" for doubt in self.doubts]
        return [layout, *doubts] if self.has_new_layout else doubts


def lessons(
    settings: BaseSettings,
    profiles: dict[str, SourceProfile],
    pages: Pages,
    wanted: Callable[[str], bool],
) -> Iterator[Lesson]:
    """Learn the models of the sites that are wanted from pages, and write what has changed.

    pages: yields them, the same each time that it is asked; the newest of each site are read.
    """
    folder = folder_of(settings["OUTPUT_DIR"], "models")
    chosen = _newest(_sightings(pages(), profiles), wanted)
    known = {site: read_traces(trace_file(folder, site)) for site, _, _ in chosen}
    seen = {(site, trace.seen, trace.address) for site, traces in known.items() for trace in traces}
    new = {each for each in chosen if (each[0], stamp(each[1]), each[2]) not in seen}
    found: dict[str, list[PageTrace]] = {}
    unread: dict[str, list[str]] = {}
    for page, profile, trace in _read(settings, _again(pages(), profiles, new)):
        site = site_of_page(page.url, profile)
        if isinstance(trace, Unreadable):
            unread.setdefault(site, []).append(str(trace))
        elif trace is not None:
            found.setdefault(site, []).append(trace)
    for site in sorted(known):
        lesson = _lesson(folder, site, known[site], found.get(site, []), unread.get(site, []))
        yield lesson


def archived(output: Path, ledger: Ledger, sources: Sequence[str]) -> Pages:
    """Return the newest pages that the archive has of each site, of those named if any are."""
    archive = PageArchive(output, ledger)

    def pages() -> Iterator[SavedPage]:
        if not sources:
            yield from archive.newest(most=MOST_PAGES)
        for name in sources:
            yield from archive.newest(source=name, most=MOST_PAGES)
            yield from archive.newest(host=name, most=MOST_PAGES)

    return pages


def saved(paths: Sequence[Path]) -> Pages:
    """Return the pages of folders, saved pages and WARC files."""

    def pages() -> Iterator[SavedPage]:
        for path in paths:
            yield from (page for page in saved_pages(path) if isinstance(page, SavedPage))

    return pages


def stamp(instant: datetime) -> str:
    """Return when a page was fetched as its trace has it."""
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"


def _sightings(
    pages: Iterable[SavedPage], profiles: dict[str, SourceProfile]
) -> Iterator[Sighting]:
    for page in pages:
        if page.status < 300:
            profile = profile_for(page.url, profiles)
            yield site_of_page(page.url, profile), page.fetched_at, page.url


def _newest(sightings: Iterable[Sighting], wanted: Callable[[str], bool]) -> set[Sighting]:
    """Return the newest sightings of each wanted site, so many as a model remembers."""
    of_site: dict[str, list[Sighting]] = {}
    for each in sightings:
        if each[0] and wanted(each[0]):
            mine = of_site.setdefault(each[0], [])
            mine.append(each)
            if len(mine) > 2 * MOST_PAGES:
                of_site[each[0]] = nlargest(MOST_PAGES, set(mine))
    return {each for mine in of_site.values() for each in nlargest(MOST_PAGES, set(mine))}


def _again(
    pages: Iterable[SavedPage], profiles: dict[str, SourceProfile], new: set[Sighting]
) -> Iterator[tuple[SavedPage, SourceProfile]]:
    for page in pages:
        profile = profile_for(page.url, profiles)
        if (site_of_page(page.url, profile), page.fetched_at, page.url) in new:
            yield page, profile


def _read(
    settings: BaseSettings, pages: Iterable[tuple[SavedPage, SourceProfile]]
) -> Iterator[tuple[SavedPage, SourceProfile, PageTrace | Unreadable | None]]:
    """Yield what is to be remembered of each page, read on all cores."""
    cores = extraction_processes(settings) or 1
    free: SimpleQueue[PageReader] = SimpleQueue()

    def trace(pair: tuple[SavedPage, SourceProfile]) -> PageTrace | Unreadable | None:
        reader = free.get()
        try:
            found: PageTrace | None = reader.read(TRACE, *pair, **as_fetched(pair[0]))
            return found
        except Unreadable as problem:
            return problem
        finally:
            free.put(reader)

    with ExitStack() as stack:
        for _ in range(cores):
            free.put(stack.enter_context(PageReader(settings, TRACE)))
        threads = stack.enter_context(ThreadPoolExecutor(cores))
        batches = groupby(enumerate(pages), key=lambda pair: pair[0] // (8 * cores))
        for _, batch in batches:
            some = [pair for _, pair in batch]
            for (page, profile), found in zip(some, threads.map(trace, some), strict=True):
                yield page, profile, found


def _lesson(
    folder: Path,
    site: str,
    known: Sequence[PageTrace],
    new: Sequence[PageTrace],
    unread: Sequence[str],
) -> Lesson:
    path, former = model_file(folder, site), SiteModels(folder).of(site)
    traces = remembered([*known, *new])
    model = learned(site, traces, former)
    strange = 0
    if former is not None:
        places = {place.place for place in former.places}
        newest = remembered(new)[:NEWEST]
        strange = sum(likeness(trace, places) < ALIKE for trace in newest)
    if model is not None and (new or former is None):
        try:
            write_traces(trace_file(folder, site), traces)
            write_whole(path, model_text(model).encode())
        except OSError as error:
            raise OutputError(f"{folder}: {error.strerror}") from error
    return Lesson(
        site=site,
        pages=model.pages if model else 0,
        new=len(new),
        lines=len(model.lines) if model else 0,
        strange=strange,
        unread=tuple(unread),
        doubts=tuple(_changed_doubts(former, model)),
    )


def _changed_doubts(former: SiteModel | None, model: SiteModel | None) -> Iterator[str]:
    """Yield what has come into doubt with the new pages, and what is trusted again."""
    before, now = (known.evidence_by_key if known else {} for known in (former, model))
    for key, entry in now.items():
        old = before.get(key)
        name = f"{entry.origin} as evidence of {entry.field}"
        if entry.doubt and not (old and old.doubt == entry.doubt):
            yield f"doubts {name}: {reason_of(entry)}"
        elif old and old.doubt and not entry.doubt:
            yield f"trusts {name} again"
