"""What a site's many pages show that one page can't: plain values, read by extraction.

crawler/memory/ learns a model and keeps it as JSON; docs/site-memory.md explains one line by line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from typing_extensions import Self

Overrule = Literal["keep", "drop"]
Role = Literal["text", "furniture", "standfirst", "mixed"]
Doubt = Literal["repeats", "fetched", "changed", "outvoted"]

_MOSTLY = 50  # percent of a place's text that is kept, from which it is one of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How often something stood on a site's pages, and when."""

    pages: int  # that it stood on
    of: int  # pages that might have had it
    first: str  # day, ISO 8601
    last: str
    example: str  # address of the newest page that has it


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A line that the site prints on many articles."""

    text: str  # masked, see crawler/extraction/site/masked_lines.py
    place: str  # where it stands, see crawler/extraction/site/place_keys.py
    seen: Seen
    overrule: Overrule | None = None  # what a person has said of it


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlace:
    """A place of the site's pages: all elements of the same tags and names."""

    place: str
    role: Role
    kept: int  # percent of its text that was kept without a model
    seen: Seen
    example: str = ""  # the beginning of a text that stood there
    overrule: Overrule | None = None  # what a person has said of all that stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEvidence:
    """How far one kind of evidence of a field is right on the site's pages."""

    field: str  # of Article
    origin: str  # such as `meta author`, see crawler/extraction/page/evidence.py
    seen: Seen
    compared: int  # pages on which other evidence speaks of the field, too
    agreed: int  # of them, those on which some of it says the same
    doubt: Doubt | None = None  # why other evidence is better
    doubtful: int = 0  # pages that prove it
    values: tuple[str, ...] = ()  # that are in doubt; none: whatever it says
    overrule: Overrule | None = None  # a person's word: keep trusts it, drop doubts all it says


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFields:
    """What the site adds to the fields of its articles."""

    title_parts: tuple[str, ...] = ()  # of titles, beside the headline: the site's name, a section
    default_images: tuple[str, ...] = ()  # addresses of pictures that stand for no article
    desks: tuple[str, ...] = ()  # bylines of many articles, such as `Newsroom`
    datelines: tuple[str, ...] = ()  # how texts begin, such as `… (Wire, [name]) —`


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHabits:
    """What the site's articles are like; all of pages read without a model."""

    length: tuple[int, int, int] = (0, 0, 0)  # characters: a tenth, a half, nine tenths have less
    dropped: int = 0  # percent of a page's text that is no part of its article, at the median
    filled: Mapping[str, int] = field(default_factory=dict)  # field: percent of pages that have it


@dataclass(frozen=True, kw_only=True)
class SiteModel:
    """What a site's pages have taught."""

    site: str  # name of the source, or a host
    pages: int  # that it was learned from
    first: str  # day of the oldest of them
    last: str
    lines: tuple[SiteLine, ...] = ()
    places: tuple[SitePlace, ...] = ()
    fields: SiteFields = SiteFields()
    evidence: tuple[SiteEvidence, ...] = ()
    habits: SiteHabits = SiteHabits()
    former_lines: tuple[SiteLine, ...] = ()  # that the site prints no more
    former_places: tuple[SitePlace, ...] = ()  # that its pages have no more

    def at(self, day: str) -> Self:
        """Return the model for a page of a day, ISO 8601: with what was seen on it or after."""
        lines = tuple(line for line in self.former_lines if day <= line.seen.last)
        places = tuple(place for place in self.former_places if day <= place.seen.last)
        if not lines and not places:
            return self
        return replace(self, lines=(*self.lines, *lines), places=(*self.places, *places))

    @cached_property
    def lines_by_key(self) -> Mapping[tuple[str, str], SiteLine]:
        """The lines by text and place."""
        return {(line.text, line.place): line for line in self.lines}

    @cached_property
    def lines_of_text(self) -> Mapping[str, SiteLine]:
        """The lines of places that hold more text than furniture, by their own text."""
        texts = {place.place for place in self.places if place.kept >= _MOSTLY}
        return {line.text: line for line in self.lines if line.place in texts}

    @cached_property
    def places_of_lines(self) -> frozenset[str]:
        """The places that have lines."""
        return frozenset(line.place for line in self.lines)

    @cached_property
    def places_by_key(self) -> Mapping[str, SitePlace]:
        """The places by their key."""
        return {place.place: place for place in self.places}

    @cached_property
    def evidence_by_key(self) -> Mapping[tuple[str, str], SiteEvidence]:
        """The evidence by field and origin."""
        return {(entry.field, entry.origin): entry for entry in self.evidence}
