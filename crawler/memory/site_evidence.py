"""Which evidence of a field is right on a site's pages, and which is not: by what else they say.

Evidence is in doubt only where other evidence contradicts it on page after page, and varies as the
truth does: what a single page can't decide.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from crawler.extraction.fields.doubted_evidence import DATES, key_of
from crawler.memory.dated_evidence import days_apart, doubt_of_date
from crawler.memory.site_lines import seen_on
from crawler.memory.traces import PageTrace
from crawler.profiles.site_model import SiteEvidence

FIELDS = ("authors", "date_published", "headline", "image", "section")
MOST_ORIGINS = 60  # of a model
FEWEST = 3  # pages that prove a doubt
_OFTEN = 20  # percent of the pages that a value stands on which is repeated
_NEARLY_ALWAYS = 80  # the same of a section: some are larger than others
_SECTIONS = 5  # pages that prove a doubt of a section
_MOSTLY = 80  # percent of the pages with a value on which others contradict it
_SPEAK = 60  # percent of them on which one kind of evidence has to speak to be heard
_SELDOM = 20  # percent of them on which other evidence may say the same
_SEEN = ("<", "byline", "breadcrumb", "rel=author", "line", "picture")  # origins that readers see
# What may be of another story: it contradicts nothing.
_WEAK = ("script", "line that begins as a byline", "text called a date", "URL path")
_CUT = 12  # letters of a headline that is the beginning of another
_A_DAY = timedelta(days=1)

Said = dict[str, tuple[str, ...]]  # origin: what it says of a field on a page


def site_evidence(
    pages: Sequence[PageTrace], former: Iterable[SiteEvidence] = ()
) -> tuple[SiteEvidence, ...]:
    """Return an entry for each kind of evidence of each field, in order of both.

    pages: newest first; former: of the model so far, of which what a person has said stays.
    """
    found: dict[tuple[str, str], SiteEvidence] = {}
    for field in FIELDS:
        said = [(page, _said(page, field)) for page in pages]
        origins = Counter(origin for _, each in said for origin in each)
        for origin in origins:
            found[field, origin] = _entry(field, origin, said)
    ranked = sorted(found, key=lambda key: (-found[key].seen.pages, key))[:MOST_ORIGINS]
    found = {key: found[key] for key in ranked}
    for entry in former:
        if entry.overrule:
            now = found.get((entry.field, entry.origin), entry)
            found[entry.field, entry.origin] = replace(now, overrule=entry.overrule)
    return tuple(found[key] for key in sorted(found))


def is_same(field: str, one: str, other: str) -> bool:
    """Return whether two pieces of evidence say the same of a field."""
    if field in DATES:
        apart = days_apart(one, other)
        return apart is not None and abs(apart) <= _A_DAY
    if field == "authors":
        names = [{key_of(field, name) for name in text.split(", ")} for text in (one, other)]
        return not names[0].isdisjoint(names[1])
    if field == "image":
        return (
            one.rpartition("/")[2].partition("?")[0] == other.rpartition("/")[2].partition("?")[0]
        )
    keys = sorted((key_of(field, one), key_of(field, other)), key=len)
    is_cut = field == "headline" and len(keys[0]) >= _CUT and keys[1].startswith(keys[0])
    return is_cut or keys[0] == keys[1]


def _said(page: PageTrace, field: str) -> Said:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for name, origin, value in page.evidence:
        if name == field:
            said[origin].append(value)
    return {origin: tuple(values) for origin, values in said.items()}


def _entry(field: str, origin: str, said: Sequence[tuple[PageTrace, Said]]) -> SiteEvidence:
    on = [(page, each) for page, each in said if origin in each]
    compared = [each for _, each in on if len(each) > 1]
    agreed = sum(
        is_same(field, mine, theirs)
        for each in compared
        for mine, theirs in [_nearest(field, origin, each)]
    )
    entry = SiteEvidence(
        field=field,
        origin=origin,
        seen=seen_on([page for page, _ in on], [page for page, _ in said]),
        compared=len(compared),
        agreed=agreed,
    )
    if values := _repeated(field, origin, on):
        keys = {key_of(field, value) for value in values}
        doubtful = sum(any(key_of(field, v) in keys for v in each[origin]) for _, each in on)
        return replace(entry, doubt="repeats", doubtful=doubtful, values=values)
    if field == "date_published":
        doubt, doubtful = doubt_of_date(origin, on)
        return replace(entry, doubt=doubt, doubtful=doubtful)
    return entry


def _nearest(field: str, origin: str, each: Said) -> tuple[str, str]:
    """Return what an origin says, and what of the others comes nearest to it."""
    pairs = [
        (mine, theirs)
        for mine in each[origin]
        for other, values in each.items()
        if other != origin
        for theirs in values
    ]
    return next((pair for pair in pairs if is_same(field, *pair)), pairs[0])


def _repeated(field: str, origin: str, on: Sequence[tuple[PageTrace, Said]]) -> tuple[str, ...]:
    """Return the values that an origin repeats against what other evidence says page by page."""
    if field == "image":  # see default_images
        return ()
    share = _NEARLY_ALWAYS if field == "section" else _OFTEN
    fewest = _SECTIONS if field == "section" else FEWEST
    pages_of: defaultdict[str, list[Said]] = defaultdict(list)
    shown: dict[str, str] = {}
    stories: set[tuple[str, ...]] = set()  # a story under several addresses counts once
    for page, each in on:
        for value in dict.fromkeys(each[origin]):
            key = key_of(field, value)
            story = key, *((page.url,) if field == "headline" else (page.title, page.headline))
            if story not in stories:
                stories.add(story)
                pages_of[key].append(each)
                shown.setdefault(key, value)
    return tuple(
        shown[key]
        for key, pages in sorted(pages_of.items())
        if len(pages) >= max(fewest, share * len(on) // 100)
        and _is_contradicted(field, origin, shown[key], pages)
    )


def _is_contradicted(field: str, origin: str, value: str, pages: Sequence[Said]) -> bool:
    """Return whether other evidence varies on the pages of a value, and none confirms it."""
    contradicts = False
    for other in sorted({name for each in pages for name in each} - {origin}):
        on = [each[other] for each in pages if other in each]
        same = sum(any(_confirms(field, value, each) for each in values) for values in on)
        varies = _varies(field, [values[0] for values in on], len(pages))
        is_seen = field in ("authors", "section") and other.startswith(_SEEN)
        if (varies or is_seen) and 100 * same > _SELDOM * len(pages):
            return False
        is_heard = 100 * len(on) >= _SPEAK * len(pages) and not other.startswith(_WEAK)
        contradicts |= varies and is_heard and 100 * (len(on) - same) >= _MOSTLY * len(on)
    return contradicts


def _confirms(field: str, value: str, other: str) -> bool:
    if field == "headline":  # one that begins with it says more
        return key_of(field, value) == key_of(field, other)
    return is_same(field, value, other)


def _varies(field: str, values: Sequence[str], pages: int) -> bool:
    """Return whether evidence says of each page something else, as far as the field does."""
    different = len({key_of(field, value) for value in values})
    if field == "headline":
        return different >= FEWEST and 100 * different >= _MOSTLY * pages * _SPEAK // 100
    return different >= FEWEST
