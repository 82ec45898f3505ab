"""Where a block stands among the others: in numbers, for the block classifier."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crawler.extraction.classifier.regions import Region, Regions, kind_of
from crawler.extraction.classifier.wording import WORDING
from crawler.extraction.page.block_list import PageBlock

MANY = 20  # blocks; it does not matter how many more
# Nor here. Few pages that the forests learn from have more, so that more would say the unforeseen:
# the end of a text of 9,000 words was furniture since no other text had been as long.
MOST_BEFORE = 40  # blocks
MUCH = 6000  # characters

PLACE = (
    "number",
    "share_before",
    "good_before",
    "good_share_before",
    "good_share_after",
    "after_heading_one",
    "good_in_parent",
    "good_in_grandparent",
    "good_in_third",
    "blocks_in_parent",
    "links_in_parent",
    "mean_in_parent",
    "in_core",
    "to_core",
    "in_half",
    "depth",
    "alike",
    "alike_parents",
    "alike_good",
    "alike_links",
    "alike_mean",
    "main_parent",
    "to_main",
    "from_main",
    "page_articles",
    "since_heading",
    "heading_read_also",
    "heading_links",
    "heading_length",
    "heading_steps",
    "main_before",
    "main_after",
    "gap_blocks",
    "gap_place",
    "gap_text",
)
_LENGTH, _LINKS = WORDING.index("length"), WORDING.index("links")
_READ_ALSO = WORDING.index("read_also")

Numbers = NDArray[np.int64]


def percents(part: ArrayLike, whole: ArrayLike) -> Numbers:
    """Return each part of its whole in whole percent, 0 where there is no whole."""
    shares: Numbers = 100 * np.asarray(part) // np.maximum(whole, 1)
    return shares


def places(
    blocks: Sequence[PageBlock], words: Numbers, good: Sequence[bool], found: Regions
) -> Numbers:
    """Return the numbers of PLACE, a block a row; words has those of WORDING."""
    root, own = found.all[0], found.innermost
    core = _innermost_with(found, root.good * 8 // 10)
    half = _innermost_with(found, root.good // 2)
    main = _main_parent(found, good, blocks)
    parents = [region.outer(1) for region in own]
    depth = np.array([region.depth for region in own])
    with_core, with_half, with_main = (
        np.array([shared[region] for region in own])
        for shared in map(found.depths_shared_with, (core, half, main))
    )
    length = np.array([len(block.text) for block in blocks])
    running = np.where(good, length, 0)
    before, running_before = length.cumsum() - length, running.cumsum() - running
    parent_length = np.array([parent.length for parent in parents])
    number = np.arange(len(blocks))
    level = np.array([block.heading_level for block in blocks])
    heading_one = np.maximum.accumulate(np.where(level == 1, number, 0))
    heading = np.concatenate(([-1], np.maximum.accumulate(np.where(level, number, -1))[:-1]))
    headings = np.where((heading >= 0)[:, None], words[heading], 0)
    in_main = [is_good and parent is main for is_good, parent in zip(good, parents, strict=True)]
    columns = {
        "number": np.minimum(number, MOST_BEFORE),
        "share_before": percents(before, root.length),
        "good_before": np.minimum(running_before, MUCH),
        "good_share_before": percents(running_before, root.good),
        "good_share_after": percents(root.good - running_before - running, root.good),
        "after_heading_one": np.where(
            heading_one, np.minimum(number - heading_one, MOST_BEFORE), -1
        ),
        "good_in_parent": percents([parent.good for parent in parents], root.good),
        "good_in_grandparent": percents([region.outer(2).good for region in own], root.good),
        "good_in_third": percents([region.outer(3).good for region in own], root.good),
        "blocks_in_parent": [min(parent.blocks, MOST_BEFORE) for parent in parents],
        "links_in_parent": percents([parent.links for parent in parents], parent_length),
        "mean_in_parent": parent_length // [parent.blocks for parent in parents],
        "in_core": with_core == core.depth,
        "to_core": depth - with_core,
        "in_half": with_half == half.depth,
        "depth": depth,
        **_kinds(blocks, running, found),
        "main_parent": [parent is main for parent in parents],
        "to_main": depth - with_main,
        "from_main": main.depth - with_main,
        "page_articles": np.full(
            len(blocks), sum(region.element.tag == "article" for region in found.all)
        ),
        "since_heading": np.minimum(number - heading - 1, MANY),
        "heading_read_also": headings[:, _READ_ALSO],
        "heading_links": headings[:, _LINKS],
        "heading_length": headings[:, _LENGTH],
        "heading_steps": _steps_to_heading(depth, heading, found),
        **_gaps(in_main, words[:, _LENGTH]),
    }
    return np.column_stack([columns[name] for name in PLACE])


def _steps_to_heading(depth: Numbers, heading: Numbers, found: Regions) -> list[int]:
    """Return how many elements lie between each block and what holds it and its heading."""
    shared, low = found.depths_shared_with_next(), 0
    out = [0]
    for n in range(1, len(depth)):
        low = shared[n - 1] if heading[n] == n - 1 else min(low, shared[n - 1])
        out.append(int(depth[n]) - low if heading[n] >= 0 else 0)
    return out


def _main_parent(found: Regions, good: Sequence[bool], blocks: Sequence[PageBlock]) -> Region:
    """Return the region that is the parent of most running text."""
    lengths: Counter[Region] = Counter()
    for region, is_good, block in zip(found.innermost, good, blocks, strict=True):
        if is_good:
            lengths[region.outer(1)] += len(block.text)
    return max(lengths, key=lengths.__getitem__, default=found.innermost[0])


def _innermost_with(found: Regions, least: int) -> Region:
    """Return the innermost region that holds at least so much running text."""
    return max((r for r in found.all if r.good >= least), key=lambda region: region.depth)


def _kinds(blocks: Sequence[PageBlock], running: Numbers, found: Regions) -> dict[str, Numbers]:
    """Return of each block what those hold that a template would know by the same names."""
    known: dict[str, int] = {}
    kind = np.array([known.setdefault(kind_of(region), len(known)) for region in found.innermost])

    def total(numbers: ArrayLike) -> Numbers:
        sums: Numbers = np.zeros(len(known), dtype=np.int64)
        np.add.at(sums, kind, numbers)
        per_block: Numbers = sums[kind]
        return per_block

    count, length = total(1), total([len(block.text) for block in blocks])
    parents = {
        (n, id(region.parent)) for n, region in zip(kind.tolist(), found.innermost, strict=True)
    }
    rows = np.bincount([n for n, _ in parents], minlength=len(known))[kind]
    return {
        "alike_parents": np.minimum(rows, MOST_BEFORE),
        "alike": np.minimum(count, MOST_BEFORE),
        "alike_good": percents(total(running), running.sum()),
        "alike_links": percents(total([block.link_length for block in blocks]), length),
        "alike_mean": length // count,
    }


def _gaps(in_main: Sequence[bool], length: Numbers) -> dict[str, Numbers]:
    """Return of each block how it lies between the blocks of the main text.

    That is how many of those stand before and after it (MANY at most), how many blocks lie between
    the two around it, its place among these, and their text in characters.
    """
    main, number = np.array(in_main), np.arange(len(in_main))
    before = main.cumsum()
    last = np.maximum.accumulate(np.where(main, number, -1))
    blocks = np.bincount(before, ~main)[before].astype(np.int64)
    text = np.bincount(before, np.where(main, 0, length))[before].astype(np.int64)
    return {
        "main_before": np.minimum(before, MANY),
        "main_after": np.minimum(before[-1] - before, MANY),
        "gap_blocks": np.where(main, 0, np.minimum(blocks, MOST_BEFORE)),
        "gap_place": np.minimum(number - last, MOST_BEFORE),
        "gap_text": np.where(main, 0, np.minimum(text, MUCH)),
    }
