"""How a run went: the exit code and the sentence that go with its books."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from crawler.fates import FAILURES, NEW
from crawler.run.announcements import (
    SILENT,
    UNANSWERED,
    Announcements,
    fate_kind,
    health_kind,
    listing_kind,
)
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
    alarms: Sequence[tuple[str, str]] = ()  # sources, and how they have left their usual range
    announced: Announcements = field(default_factory=Announcements)
    traits: Traits = field(default_factory=Traits)  # of the spider


@dataclass(frozen=True)
class Verdict:
    """The last word on a run."""

    exit_code: int
    sentence: str


def verdict(ending: Ending) -> Verdict:
    """Return 0 and what was done, or 1 and what a person should look at."""
    faults = list(shortcomings(ending))
    sentence = " ".join([done(ending.tally), *after_words(ending)])
    if faults:
        return Verdict(1, f"{sentence} But {'; '.join(faults)}.")
    return Verdict(0, sentence)


def after_words(ending: Ending) -> Iterator[str]:
    """Yield what is no news: alarms that are over, and those that go on."""
    for over in ending.announced.over:
        yield f"{over[0].upper()}{over[1:]}."
    if sources := ending.announced.sources:
        yield f"Still so, as you know: {', '.join(source or '-' for source in sources)}."


def done(tally: Tally) -> str:
    """Return in a sentence what came of the run."""
    totals = tally.totals
    parts = [f"{totals[fate]} {fate}" for fate in NEW if totals[fate]]
    sentence = f"{', '.join(parts)}." if parts else "Nothing new."
    if tally.next_due and not tally.seen:
        at = f"{tally.next_due:%Y-%m-%d %H:%M} UTC"
        sentence = f"Nothing is due before {at}; -a source=NAME asks now."
    elif tally.left and not tally.seen:  # as by a dry run
        sentence = f"{count(tally.left.total(), 'page')} left for a later run."
    if held := totals["held"]:
        sentence += f" {held} held" + "; see held/ and scrapy publish" * tally.waits_in_held + "."
    if tally.edits:
        sentence += f" {count(tally.edits, 'edited file')} replaced; see revisions/."
    return sentence


def shortcomings(ending: Ending) -> Iterator[str]:
    """Yield what a person should look at, the gravest first."""
    tally = ending.tally
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
    known = ending.announced.silent
    for fate in FAILURES:
        if fate.fails == "a run" or ending.traits.each_counts:
            kind = fate_kind(fate.name)
            number = sum(
                fates[fate.name]
                for source, fates in tally.fates.items()
                if (source, kind) not in known
            )
            if number:
                yield f"{number} of {count(tally.seen, 'page')} {fate.name}"
    news = [
        one for one in tally.broken_listings if (one.source, listing_kind(one.url)) not in known
    ]
    broken = sorted({trouble.source for trouble in tally.broken_listings})
    if news:
        names = ", ".join(sorted({trouble.source for trouble in news}))
        yield f"{count(len(news), 'listing')} failed ({names})"
    unanswered = [source for source in tally.unanswered if source not in broken]
    if named := [source for source in unanswered if (source, UNANSWERED) not in known]:
        yield f"no answer from {', '.join(named)}"
    silent = [source for source in tally.silent if source not in (*broken, *unanswered)]
    if named := [source for source in silent if (source, SILENT) not in known]:
        yield f"nothing came from {', '.join(named)}"
    for source, alarm in ending.alarms:
        if (source, health_kind(alarm)) not in known:
            yield f"{source}: {alarm}"
    if not tally.seen and not tally.known and not tally.sources and not ending.traits.comes_back:
        yield "there was no page to read"
    if ending.error_count:
        yield f"{count(ending.error_count, 'error')} in the log, first: {ending.errors[0]}"


def count(number: int, word: str) -> str:
    """Return `1 page` or `3 pages`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
