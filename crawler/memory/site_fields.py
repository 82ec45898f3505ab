"""What a site adds to the fields of its articles, and what its articles are like."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import quantiles

from crawler.extraction.fields.names import is_organisation, is_person
from crawler.extraction.fields.site_names import SEPARATOR
from crawler.memory.site_datelines import site_datelines
from crawler.memory.traces import FIELDS, PageTrace
from crawler.profiles.site_model import SiteFields, SiteHabits

_FEWEST = 3  # pages
_PART = 30  # percent of the pages whose titles have a part in common
_IMAGE = 20  # percent of the pages that have a default picture
_DESK = 20  # percent of the pages that a byline stands on
_MOST = 20  # of each kind


def site_fields(pages: Sequence[PageTrace]) -> SiteFields:
    """Return what the pages' fields have in common."""
    least = len(pages)
    return SiteFields(
        title_parts=_common(map(_outer_parts, pages), max(_FEWEST, _PART * least // 100)),
        default_images=_common(
            (_values(page, "image") for page in pages), max(_FEWEST, _IMAGE * least // 100)
        ),
        desks=_common(map(_desks, pages), max(_FEWEST, _DESK * least // 100)),
        datelines=site_datelines(pages),
    )


def _common(values: Iterable[Iterable[str]], least: int) -> tuple[str, ...]:
    counts = Counter(value for each in values for value in set(each))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(value for value, count in ranked if count >= least)[:_MOST]


def _values(page: PageTrace, field: str) -> list[str]:
    """Return what all of a page's evidence says of a field."""
    return [value for name, _, value in page.evidence if name == field]


def _desks(page: PageTrace) -> list[str]:
    """Return the bylines of a page that name no person."""
    names = (name for value in _values(page, "authors") for name in value.split(", "))
    return [name for name in names if is_organisation(name) or not is_person(name)]


def _outer_parts(page: PageTrace) -> list[str]:
    """Return the first and the last part of a title, beside those that make the headline."""
    cuts = [cut for cut in SEPARATOR.finditer(page.title) if ":" not in cut[0]]  # no kicker
    if not cuts:
        return []
    ends = {page.title[: cuts[0].start()].strip(), page.title[cuts[-1].end() :].strip()}
    return [part for part in ends if part]


def site_habits(pages: Sequence[PageTrace]) -> SiteHabits:
    """Return what the pages are like."""
    lengths = [sum(block.length for block in page.blocks if block.kept) for page in pages]
    wholes = [sum(block.length for block in page.blocks) for page in pages]
    dropped = sorted(
        100 * (whole - kept) // max(whole, 1) for whole, kept in zip(wholes, lengths, strict=True)
    )
    tenths = quantiles(lengths, n=10) if len(lengths) > 1 else [float(lengths[0])] * 9
    return SiteHabits(
        length=(round(tenths[0]), round(tenths[4]), round(tenths[8])),
        dropped=dropped[len(dropped) // 2],
        filled={
            name: 100 * sum(name in page.filled for page in pages) // len(pages) for name in FIELDS
        },
    )
