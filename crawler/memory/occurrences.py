"""Where the lines of a site's pages occur: what furniture and places are recognised by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from crawler.extraction.site.place_keys import container_of
from crawler.memory.layouts import originals
from crawler.memory.traces import BlockTrace, PageTrace

Spot = tuple[str, str]  # line and place
_TEXT = 30  # percent of a place's text from which it is one of text


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A line on a page: the first time that it stands there in this place."""

    page: PageTrace
    block: BlockTrace
    number: int  # of the block on the page
    first: int  # number of the first block of the page's own text
    before: int  # blocks of the page's own text above it
    after: int  # and below it


@dataclass
class PlaceCount:
    """What stands in a place, on all pages."""

    pages: list[PageTrace] = field(default_factory=list)  # newest first
    blocks: int = 0
    length: int = 0  # characters
    kept: int = 0  # of them, without a model
    own: int = 0  # of them, of lines on one page alone and outside of links
    open: int = 0  # characters that no rule has dropped
    repeated: int = 0  # characters of lines that other pages have too, or that head other pages
    links: int = 0  # characters in links

    @property
    def is_text(self) -> bool:
        """Whether articles have their text here."""
        return 100 * self.own > _TEXT * self.length


class Occurrences:
    """All lines of the pages, newest first, by where they stand."""

    def __init__(self, pages: Sequence[PageTrace]) -> None:
        self.pages = pages
        self._originals = originals(pages)
        self.originals = [page for page in pages if self._originals[page.url] == page.url]
        self._on: defaultdict[Spot, set[str]] = defaultdict(set)  # originals
        for page in pages:
            for block in page.blocks:
                self._on[block.line, block.place].add(self._originals[page.url])
        headlines = {page.headline.casefold() for page in pages}
        self.spots: defaultdict[Spot, list[Occurrence]] = defaultdict(list)
        self.places: defaultdict[str, PlaceCount] = defaultdict(PlaceCount)
        for page in pages:
            for found in self._found(page):
                spots = self.spots[found.block.line, found.block.place]
                if not any(self._is_copy(page, spot.page) for spot in spots):
                    spots.append(found)
            for place in dict.fromkeys(block.place for block in page.blocks):
                self.places[place].pages.append(page)
            for block in page.blocks:
                is_others = block.line in headlines and block.line != page.headline.casefold()
                self._count(block, is_repeated=is_others or self.is_repeated(block))

    @cached_property
    def containers(self) -> frozenset[str]:
        """The containers of the places of text."""
        return frozenset(
            container_of(place) for place, count in self.places.items() if count.is_text
        )

    def is_inside(self, place: str) -> bool:
        """Return whether a place is one of text, or beside the text in its container."""
        return container_of(place) in self.containers

    def is_repeated(self, block: BlockTrace) -> bool:
        """Return whether more than one page has the line there."""
        return len(self._on[block.line, block.place]) > 1

    def count(self, pages: Iterable[PageTrace]) -> int:
        """Return how many pages these are; two that print the same article are one."""
        return len({self._originals[page.url] for page in pages})

    def _is_copy(self, page: PageTrace, other: PageTrace) -> bool:
        return self._originals[page.url] == self._originals[other.url]

    def _found(self, page: PageTrace) -> Iterator[Occurrence]:
        own = [block.kept and not self.is_repeated(block) for block in page.blocks]
        before, whole, first = 0, sum(own), own.index(True) if any(own) else 0
        seen: set[Spot] = set()
        for n, (block, is_own) in enumerate(zip(page.blocks, own, strict=True)):
            spot = block.line, block.place
            if spot not in seen:
                seen.add(spot)
                yield Occurrence(page, block, n, first, before, whole - before)
            before += is_own

    def _count(self, block: BlockTrace, *, is_repeated: bool) -> None:
        place = self.places[block.place]
        place.blocks += 1
        place.length += block.length
        place.links += block.length * block.links // 100
        place.open += block.length if block.open else 0
        place.kept += block.length if block.kept else 0
        place.repeated += block.length if is_repeated else 0
        if block.kept and not is_repeated:
            place.own += block.length * (100 - block.links) // 100
