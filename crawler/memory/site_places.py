"""The places of a site's pages: where its text is, and where it never is."""

from collections.abc import Iterator

from crawler.memory.occurrences import Occurrences, PlaceCount
from crawler.memory.site_lines import seen_on
from crawler.profiles.site_model import Role, SitePlace

MOST_PLACES = 400  # of a model
_PAGES = 5  # from which the role of a place is sure
_TEXT = 95  # percent of its text that was kept
_MOSTLY_TEXT = 80  # the same where no line of it is on two pages
_FURNITURE = 3  # at most of that of furniture
_LINE = 40  # characters of a standfirst, at the mean
_OFTEN = 40  # percent of the pages that have one
_LINKS = 20  # percent of it
_ABOVE = 6  # blocks between it and the text
_MOSTLY = 80  # percent of the pages where it stands there
_REPEATED = 60  # percent of a place's text that other pages have too, from which all of it is


def site_places(found: Occurrences) -> Iterator[SitePlace]:
    """Yield the places of more than one page, in order."""
    for place, count in sorted(found.places.items()):
        if len(count.pages) < 2:
            continue
        yield SitePlace(
            place=place,
            role=_role(found, place, count),
            kept=100 * count.kept // max(count.length, 1),
            seen=seen_on(count.pages, found.pages),
            example=next(b.line for b in count.pages[0].blocks if b.place == place),
        )


def _role(found: Occurrences, place: str, count: PlaceCount) -> Role:
    if len(count.pages) < _PAGES:
        return "mixed"
    kept = 100 * count.kept // max(count.length, 1)
    own = 100 * count.own // max(count.length, 1)
    least = _TEXT if count.repeated else _MOSTLY_TEXT
    if kept >= least and own >= least:
        return "text"
    if count.is_text or not count.open:
        return "mixed"
    if _is_standfirst(found, place, count):
        return "standfirst"
    is_furniture = kept <= _FURNITURE or 100 * count.repeated >= _REPEATED * count.length
    return "furniture" if is_furniture and not found.is_inside(place) else "mixed"


def _is_standfirst(found: Occurrences, place: str, count: PlaceCount) -> bool:
    """Return whether each page has one other text here, close above its own text."""
    if count.blocks > len(count.pages) or count.length < _LINE * count.blocks:
        return False
    if 100 * len(count.pages) < _OFTEN * len(found.pages) or count.repeated:
        return False
    spots = [spot for key, each in found.spots.items() if key[1] == place for spot in each]
    if any(spot.block.strange or spot.block.links > _LINKS for spot in spots):
        return False
    above = [0 <= spot.first - spot.number <= _ABOVE for spot in spots]
    return 100 * sum(above) >= _MOSTLY * len(above)
