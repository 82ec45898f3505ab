"""Labels of links to other stories, and offers of a subscription, by what stands right below."""

import re
from collections.abc import Iterator, Sequence

from crawler.extraction.classifier.prose import MOST_LINKS
from crawler.extraction.furniture.furniture import (
    FURNITURE,
    PAYWALL_OFFER,
    Reasons,
    worded_so,
)
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock

_LABEL = re.compile(rf"\W*(?:{any_of('read_more')})\W*", re.I)
_LONGEST = 60  # characters of a label
_BELOW = 3  # lines below the text in which an offer is sought
_STUB = 3000  # characters: what has more text was not cut off by an offer


def announced_links(blocks: Sequence[PageBlock]) -> Iterator[int]:
    """Yield the places of the lines that are `Read more` and nothing else, and the links below.

    One that is a link itself belongs to what stands above it; below are the next ones' headings.
    """
    below = 0
    for n, block in enumerate(blocks):
        if n < below or len(block.text) > _LONGEST or _is_link(block):
            continue
        if not _LABEL.fullmatch(block.text):
            continue
        below = n + 1
        while below < len(blocks) and _is_link(blocks[below]):
            yield below
            below += 1
        if below > n + 1:
            yield n


def _is_link(block: PageBlock) -> bool:
    return block.link_length > MOST_LINKS * len(block.text)


def offers_below(blocks: Sequence[PageBlock], reasons: Reasons) -> Iterator[int]:
    """Yield the places of the offers that end a short text, which the classifier has dropped."""
    kept = [n for n, reason in enumerate(reasons) if reason is None]
    if not kept or sum(len(blocks[n].text) for n in kept) > _STUB:
        return
    for n in range(kept[-1] + 1, min(kept[-1] + 1 + _BELOW, len(blocks))):
        if reasons[n] == FURNITURE and worded_so(blocks[n]) == PAYWALL_OFFER:
            yield n
