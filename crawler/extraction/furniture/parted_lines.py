"""Blocks whose first lines are the headline and what stands below it: parted from the text.

Pages of old, and those of form builders, write headline, date and text into one element with a
single `<br>` between them: a browser shows lines, and nothing says where the text begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.text import letters
from crawler.items import Span

_ABOVE = 2  # lines above the headline: a section, a date
_BELOW = 2  # lines below it: a date, a name
_SHORT = 60  # characters of such a line
_STOPS = tuple(".!?…。！？।۔؟")


def with_headline_parted(blocks: Sequence[PageBlock], headline: str) -> list[PageBlock]:
    """Return the blocks, with a headline's line, and short ones by it, as blocks of their own."""
    own = letters(headline)
    found: list[PageBlock] = []
    for block in blocks:
        is_one = own and "\n" in block.text and not (block.rows or block.lines)
        found += _parted(block, own) if is_one else [block]
    return found


def _parted(block: PageBlock, headline: str) -> Iterator[PageBlock]:
    first = block.text.split("\n", _ABOVE + 1)
    at = next((n for n, line in enumerate(first) if letters(line) == headline), None)
    if at is None:
        yield block
        return
    lines = list(_lines(block.spans))
    below = islice(lines[at + 1 :], _BELOW)
    cut = at + 1
    for line in below:
        if not _is_short("".join(span.text for span in line)):
            break
        cut += 1
    rest = [span for line in lines[cut:] for span in (Span("\n"), *line)][1:]
    for n, spans in enumerate((*lines[:cut], rest)):
        if spans:
            yield _part(block, spans, n)


def _is_short(line: str) -> bool:
    return len(line) <= _SHORT and not line.endswith(_STOPS)


def _lines(spans: Sequence[Span]) -> Iterator[list[Span]]:
    line: list[Span] = []
    for span in spans:
        first, *others = span.text.split("\n")
        line += [replace(span, text=first)] if first else []
        for other in others:
            yield line
            line = [replace(span, text=other)] if other else []
    yield line


def _part(block: PageBlock, spans: list[Span], number: int) -> PageBlock:
    return replace(
        block,
        spans=spans,
        text="".join(span.text for span in spans),
        link_length=sum(len(span.text) for span in spans if span.url is not None),
        images_before=() if number else block.images_before,
        part=block.part + number,
    )
