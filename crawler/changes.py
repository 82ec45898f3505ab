"""What today's extraction would say otherwise in an article's file, and which of it is wanted."""

from dataclasses import dataclass
from typing import Literal

from crawler.errors import SettingsError, did_you_mean

# As a person names them, in the order of the report.
KINDS = (
    "new",  # a page that gave no article before
    "published",  # an article that was held
    "title",
    "description",
    "category",
    "language",
    "date",  # published or modified
    "authors",
    "image",
    "caption",
    "credit",
    "lines-gone",
    "lines-come",
    "lines-changed",
    "order",  # of the same lines
    "layout",  # anything else of the file
)
ANY = "*"

Outcome = Literal["rewritten", "would be rewritten", "rejected", "edited"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise; texts as the files have them."""

    kind: str  # of KINDS
    before: str  # "": nothing
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What became of an article's file, and why."""

    code: str
    path: str  # of its file, relative to OUTPUT_DIR
    url: str
    source: str
    outcome: Outcome
    differences: tuple[Difference, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its differences, each once, in the order of KINDS."""
        found = {difference.kind for difference in self.differences}
        return tuple(kind for kind in KINDS if kind in found)


@dataclass(frozen=True, slots=True)
class WantedChanges:
    """Which changes are wanted: pairs of a source, or ANY, and a kind, or ANY."""

    accepted: frozenset[tuple[str, str]] = frozenset()  # none: all that are not rejected
    rejected: frozenset[tuple[str, str]] = frozenset()

    def has(self, source: str, kind: str) -> bool:
        """Return whether changes of a kind are wanted of a source's articles."""
        is_accepted = not self.accepted or _has(self.accepted, source, kind)
        return is_accepted and not _has(self.rejected, source, kind)

    @property
    def sources(self) -> set[str]:
        """The sources that are named."""
        return {source for source, _ in self.accepted | self.rejected} - {ANY}


def _has(pairs: frozenset[tuple[str, str]], source: str, kind: str) -> bool:
    return any((one, other) in pairs for one in (source, ANY) for other in (kind, ANY))


def pairs(text: str, place: str) -> frozenset[tuple[str, str]]:
    """Return what `title,herald:image,wire:*` names; raises SettingsError, which names the place.

    A kind without a source is meant of all.
    """
    found = set[tuple[str, str]]()
    for word in filter(None, (word.strip() for word in text.split(","))):
        source, mark, kind = word.rpartition(":")
        if kind not in (*KINDS, ANY) or (mark and not source):
            known, near = ", ".join(KINDS), did_you_mean(kind, KINDS)
            raise SettingsError(
                f"{place} {word!r}: no kind of change{near or ';'} there are {known}, each for one"
                " source too, such as herald:title or herald:*"
            )
        found.add((source or ANY, kind))
    return frozenset(found)


def wanted_changes(accept: str, reject: str) -> WantedChanges:
    """Return what the settings REEXTRACT_ACCEPT and REEXTRACT_REJECT say; raises SettingsError."""
    return WantedChanges(pairs(accept, "REEXTRACT_ACCEPT"), pairs(reject, "REEXTRACT_REJECT"))
