"""How well copies are distinguished from other reports, on pairs that nothing was tuned on.

    python -m benchmarks.likeness --pairs 2000

Copies: what two papers made of one agency's report. Reports: what two newsrooms wrote of one event,
with the same names, numbers and quotations. Both are benchmarks/wire.py's.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from benchmarks.wire import AGENCIES, PLACES, Event
from pipelines.text.likeness import are_alike, sample, words_of

Text = list[str]  # paragraphs

HOUSE_STYLE = (
    ("per cent", "percent"),
    ("“", '"'),
    ("”", '"'),
    (" said.", " told this newspaper."),
    ("million crowns", "mln kr"),
    ("On Tuesday, ", "Yesterday, "),
    ("Meanwhile, ", ""),
)


def dateline(text: Text, random: Random) -> Text:
    """Return the text under another place and agency."""
    place, agency = random.choice(PLACES).upper(), random.choice(AGENCIES)
    line = random.choice((f"{place}, Oct. 14 ({agency}) - ", f"{place}: ", f"({agency}) — "))
    return [line + text[0], *text[1:]]


def cut_at_the_end(text: Text, random: Random) -> Text:
    """Return as much of the text as had room: 45 % of it at least."""
    return text[: max(4, len(text) * random.randint(45, 90) // 100)]


def thinned(text: Text, random: Random) -> Text:
    """Return the text without some of its paragraphs, whichever they are."""
    kept = sorted(
        random.sample(range(len(text)), max(4, len(text) * random.randint(55, 85) // 100))
    )
    return [text[at] for at in kept]


def in_other_order(text: Text, random: Random) -> Text:
    """Return the text with some paragraphs moved."""
    text = list(text)
    for _ in range(random.randint(1, 4)):
        text.insert(random.randrange(len(text)), text.pop(random.randrange(len(text))))
    return text


def in_house_style(text: Text, random: Random) -> Text:
    """Return the text in a paper's own spelling, with some words struck out."""
    changed = []
    for paragraph in text:
        for theirs, ours in HOUSE_STYLE:
            paragraph = paragraph.replace(theirs, ours)
        changed.append(" ".join(word for word in paragraph.split() if random.random() > 0.01))
    return changed


def with_local_paragraphs(text: Text, random: Random) -> Text:
    """Return the text with paragraphs of the paper's own reporter."""
    text, own = list(text), Event(random).report(random)
    for paragraph in own[: random.randint(1, 3)]:
        text.insert(random.randint(1, len(text)), paragraph)
    return text


CUTS = (cut_at_the_end, thinned, in_other_order, in_house_style, with_local_paragraphs)


def printed(wire: Text, random: Random) -> Text:
    """Return what a paper makes of an agency's text: one to three of the cuts."""
    for cut in random.sample(CUTS, random.randint(1, 3)):
        wire = cut(wire, random)
    return dateline(wire, random)


def copies_by(cut: Callable[[Text, Random], Text], random: Random) -> tuple[Text, Text]:
    """Return an agency's text as it came and after one kind of cut."""
    wire = Event(random).report(random)
    return dateline(wire, random), dateline(cut(wire, random), random)


def copies(random: Random, *, half_in_common: bool) -> tuple[Text, Text]:
    """Return what two papers made of one text, of which they kept more or less the same."""
    while True:
        wire = Event(random).report(random)
        one, other = printed(wire, random), printed(wire, random)
        if (in_common(one, other) >= 0.5) is half_in_common:
            return one, other


def in_common(one: Text, other: Text) -> float:
    """Return the share of the shorter text's sequences of five words that the longer one has."""
    words = [" ".join(text).split() for text in (one, other)]
    found = [{tuple(run[at : at + 5]) for at in range(len(run) - 4)} for run in words]
    return len(found[0] & found[1]) / min(map(len, found))


def reports(random: Random) -> tuple[Text, Text]:
    """Return two newsrooms' reports of one event, each in its own words but for the quotations."""
    event = Event(random)
    return event.report(random, wordings=(0,)), event.report(random, wordings=(1, 2))


def near_reports(random: Random) -> tuple[Text, Text]:
    """Return two such reports that state one fact in three in the same words."""
    event = Event(random)
    return event.report(random), event.report(random)


def follow_ups(random: Random) -> tuple[Text, Text]:
    """Return a report, and the next day's, which repeats two paragraphs of it."""
    first, next_day = Event(random).report(random), Event(random).report(random)
    return first, [*next_day, *random.sample(first, 2)]


KINDS: Mapping[str, Callable[[Random], tuple[Text, Text]]] = {
    "copies: both cut, half or more in common": partial(copies, half_in_common=True),
    "copies: both cut, less in common": partial(copies, half_in_common=False),
    **{f"copies: {cut.__name__.replace('_', ' ')}": partial(copies_by, cut) for cut in CUTS},
    "reports of one event": reports,
    "reports with a third of the sentences alike": near_reports,
    "a report and its follow-up": follow_ups,
}


def verdicts(kind: str, seed: int, pairs: int) -> Iterator[bool]:
    """Yield of each pair whether it is taken for one text."""
    random = Random(f"{kind} {seed}")
    for _ in range(pairs):
        one, other = (sample(words_of("\n".join(text))) for text in KINDS[kind](random))
        yield are_alike(len(one & other), len(one), len(other))


def main() -> int:
    """Print the share of each kind of pair that is taken for one text."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=2000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    table = Table("pairs", "taken for one text", "share", box=SIMPLE)
    for kind in KINDS:
        alike = sum(verdicts(kind, options.seed, options.pairs))
        table.add_row(kind, f"{alike} of {options.pairs}", f"{alike / options.pairs:.1%}")
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
