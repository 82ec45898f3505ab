"""The lines that a site prints on its articles, told apart from what its writers repeat.

Quotations, corrections, the standing words of a column, a wire's text and recurring headings stand
within the text, among other neighbours each time. There a line must stand on most pages, at the
text's end or in the same place of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from crawler.memory.occurrences import Occurrence, Occurrences
from crawler.memory.traces import PageTrace
from crawler.profiles.site_model import Seen, SiteLine

FEWEST = 3  # pages with a line inside the text
MOST_LINES = 500  # of a model
_FEW = 5  # pages of a site, before which two say nothing
_FIXED = 60  # percent of the pages where a line stands behind the same paragraph
_GROUP = 4  # pages of a section, of an author or of a time, from which it is looked at alone
_MOST = 50  # percent of the pages that a line inside the text stands on
_NEARLY_ALL = 80
_OUTSIDE = 20  # percent of the pages of a line outside the text


def site_lines(found: Occurrences) -> Iterator[SiteLine]:
    """Yield the furniture among the lines, in order of place and text."""
    for (line, place), spots in sorted(found.spots.items()):
        if len(spots) < 2 or not any(spot.block.open for spot in spots):
            continue
        of = found.places[place].pages
        if found.is_inside(place):
            is_furniture = _is_furniture_inside(found, spots, of)
        else:
            is_furniture = 100 * len(spots) >= _OUTSIDE * found.count(_window(found, spots, of))
        if is_furniture:
            yield SiteLine(text=line, place=place, seen=seen_on([s.page for s in spots], of))


def seen_on(pages: Sequence[PageTrace], of: Sequence[PageTrace]) -> Seen:
    """Return the count of pages, newest first, among others."""
    first, last = pages[-1].seen[:10], pages[0].seen[:10]
    return Seen(pages=len(pages), of=len(of), first=first, last=last, example=pages[0].url)


def _is_furniture_inside(
    found: Occurrences, spots: Sequence[Occurrence], of: Sequence[PageTrace]
) -> bool:
    is_at_end = _mostly((spot.after == 0 for spot in spots), spots)
    is_worded_by_writers = any(spot.block.quoted or spot.block.heading for spot in spots)
    if len(spots) < FEWEST:
        # Such as the note on a writer who has two of the pages.
        is_note = is_at_end and not is_worded_by_writers and found.count(of) >= _FEW
        return is_note and any(len(spots) == found.count(group) for group in _groups(spots, of))
    dropped = sum(not spot.block.kept for spot in spots)
    if 2 * dropped > len(spots) and not any(spot.block.heading for spot in spots):
        return True  # the classifier says so, too
    share = _share(found, spots, of)
    everywhere = 100 * len(spots) // found.count(of)
    if is_at_end:
        return share >= _MOST
    if _mostly((spot.before == 0 for spot in spots), spots):  # as a column's standing words are
        return everywhere >= _NEARLY_ALL and _is_of_all_writers(of)
    if is_worded_by_writers:
        return False
    steps = Counter(spot.before for spot in spots)
    is_fixed = 100 * max(steps.values()) >= _FIXED * len(spots)
    return share >= (_MOST if is_fixed else _NEARLY_ALL)


def _mostly(claims: Iterable[bool], spots: Sequence[Occurrence]) -> bool:
    return 100 * sum(claims) >= _NEARLY_ALL * len(spots)


def _share(found: Occurrences, spots: Sequence[Occurrence], of: Sequence[PageTrace]) -> int:
    """Return on how many percent of the pages a line stands: of all, a section, author or time."""
    on = {spot.page.url for spot in spots}
    groups = _groups(spots, of)
    counted = [(found.count(group), group) for group in (of, _window(found, spots, of), *groups)]
    shares = [
        100 * found.count(page for page in group if page.url in on) // count
        for count, group in counted
        if count >= _GROUP or group is of
    ]
    # Where a group is too small to tell, all of it must have the line.
    return max([*shares, *(100 for group in groups if found.count(group) == len(spots))])


def _groups(spots: Sequence[Occurrence], of: Sequence[PageTrace]) -> list[list[PageTrace]]:
    """Return the pages of the one section that all spots are in, and those of their one author."""
    groups = []
    sections = {spot.page.section for spot in spots}
    if len(sections) == 1 and any(page.section not in sections for page in of):
        groups.append([page for page in of if page.section in sections])
    authors = set.intersection(*(set(spot.page.authors) for spot in spots))
    if authors and any(authors.isdisjoint(page.authors) for page in of):
        groups.append([page for page in of if not authors.isdisjoint(page.authors)])
    return groups


def _window(
    found: Occurrences, spots: Sequence[Occurrence], of: Sequence[PageTrace]
) -> list[PageTrace]:
    """Return the pages of the time in which a line was printed."""
    first, last = spots[-1].page.seen, spots[0].page.seen
    return [page for page in of if first <= page.seen <= last]


def _is_of_all_writers(of: Sequence[PageTrace]) -> bool:
    return len({page.authors for page in of}) > 1 or len({page.section for page in of}) > 1
