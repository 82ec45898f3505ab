"""What a rule would change, tried on pages of the archive before anything says so."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.ledger import Ledger
from crawler.ledger.captures import Capture
from crawler.profiles.profile import SourceProfile
from crawler.review.desk.rules import Rule

FIRST = 24  # pages of articles that hold the words, which are tried first
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A page whose article changes."""

    url: str
    gone: Sequence[str]
    come: Sequence[str]


@dataclass(slots=True)
class Trial:
    """A rule on its way through the archive of its source; the numbers only grow."""

    number: str  # by which a page asks for it
    basis: str  # another one, and pages may give something else without the rule
    source: str
    rule: Rule
    old: SourceProfile
    new: SourceProfile
    holding: Sequence[str]  # codes of articles that hold the line's words
    articles: int  # of the source
    left: deque[Capture] = field(default_factory=deque, repr=False)  # pages
    total: int | None = None  # pages in the archive; None: not counted yet
    tried: int = 0
    missing: int = 0  # pages that could not be read
    changed: int = 0
    examples: list[Example] = field(default_factory=list)
    is_over: bool = False
    problem: str = ""  # why it could not be gone on with

    @property
    def has_examples(self) -> bool:
        """Whether more examples would not be shown."""
        return len(self.examples) >= EXAMPLES

    def add(self, url: str, was: Sequence[str], will: Sequence[str]) -> None:
        """Note what became of a page."""
        self.tried += 1
        if was == will:
            return
        self.changed += 1
        if not self.has_examples:
            gone = [text for text in was if text not in will]
            come = [text for text in will if text not in was]
            self.examples.append(Example(url, gone, come))


def captures_for(trial: Trial, ledger: Ledger) -> list[Capture]:
    """Return the newest page of each address of the source, those that hold the words first."""
    first = list(_first(trial, ledger))
    keys = {capture.key for capture in first}
    rest = ledger.captures.newest(source=trial.source)
    return [*first, *(capture for capture in rest if capture.key not in keys)]


def _first(trial: Trial, ledger: Ledger) -> Iterator[Capture]:
    for code in trial.holding[:FIRST]:
        if entry := ledger.holder(code):
            addresses = filter(None, (entry.url, entry.page_url, entry.asked_url))
            found = (ledger.captures.versions(address) for address in addresses)
            newest = next((versions[0] for versions in found if versions), None)
            if newest and newest.source == trial.source:
                yield newest


def may_change(trial: Trial, body: bytes) -> bool:
    """Return whether a page's markup has what the rule is about; sure of that it has not."""
    return b"\0" in body[:200] or all(name.encode() in body for name in trial.rule.names)
