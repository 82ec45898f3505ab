"""How a run went: the exit code and the sentence that go with its books."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.fates import FAILURES, NEW
from crawler.run.tally import Tally
from crawler.traits import Traits

# Why a spider closes that has done what it was asked for; Scrapy's own limits begin so too.
AS_ASKED = ("finished", "closespider_")


@dataclass(frozen=True)
class Ending:
    """What is known of a run when it is over."""

    tally: Tally
    reason: str  # Scrapy's, such as finished or shutdown
    errors: Sequence[str] = ()  # first lines of what was logged as an error
    error_count: int = 0
    fault: str = ""  # why what was found can't be kept and what to do, "" if it can
    lost: Sequence[str] = ()  # folders whose files have gone since an earlier run
    alarms: Sequence[str] = ()  # sources that have left their usual range
    traits: Traits = field(default_factory=Traits)  # of the spider


@dataclass(frozen=True)
class Verdict:
    """The last word on a run."""

    exit_code: int
    sentence: str


def verdict(ending: Ending) -> Verdict:
    """Return 0 and what was done, or 1 and what a person should look at."""
    faults = list(shortcomings(ending))
    if faults:
        return Verdict(1, f"{done(ending.tally)} But {'; '.join(faults)}.")
    return Verdict(0, done(ending.tally))


def done(tally: Tally) -> str:
    """Return in a sentence what came of the run."""
    totals = tally.totals
    parts = [f"{totals[fate]} {fate}" for fate in NEW if totals[fate]]
    sentence = f"{', '.join(parts)}." if parts else "Nothing new."
    if tally.edits:
        sentence += f" {count(tally.edits, 'edited file')} replaced; see revisions/."
    return sentence


def shortcomings(ending: Ending) -> Iterator[str]:
    """Yield what a person should look at, the gravest first."""
    tally, totals = ending.tally, ending.tally.totals
    if ending.fault:
        yield ending.fault
    elif not ending.reason.startswith(AS_ASKED):
        left = count(tally.left.total(), "page")
        yield f"the run did not finish ({ending.reason}); {left} left for the next one"
    elif ending.traits.each_counts and tally.left.total():
        left = count(tally.left.total(), "page")
        yield f"{left} left for a later run, since a host has failed or asked to be left alone"
    if ending.lost:
        yield (
            f"{', '.join(ending.lost)} that the ledger has there; put them back, or have it forget "
            "them with scrapy check --fix"
        )
    for fate in FAILURES:
        if totals[fate.name] and (fate.fails == "a run" or ending.traits.each_counts):
            yield f"{totals[fate.name]} of {count(tally.seen, 'page')} {fate.name}"
    broken = sorted({trouble.source for trouble in tally.broken_listings})
    if broken:
        yield f"{count(len(tally.broken_listings), 'listing')} failed ({', '.join(broken)})"
    unanswered = [source for source in tally.unanswered if source not in broken]
    if unanswered:
        yield f"no answer from {', '.join(unanswered)}"
    if silent := [source for source in tally.silent if source not in (*broken, *unanswered)]:
        yield f"nothing came from {', '.join(silent)}"
    yield from ending.alarms
    if not tally.seen and not tally.known and not tally.sources and not ending.traits.comes_back:
        yield "there was no page to read"
    if ending.error_count:
        yield f"{count(ending.error_count, 'error')} in the log, first: {ending.errors[0]}"


def count(number: int, word: str) -> str:
    """Return `1 page` or `3 pages`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
