"""Where a block stands among the others: in numbers, for the block classifier."""

from collections import Counter
from collections.abc import Sequence

from crawler.extraction.blocks import PageBlock
from crawler.extraction.regions import Region, all_regions
from crawler.extraction.wording import WORDING, percent

MANY = 20  # blocks; it does not matter how many more

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


def places(
    blocks: Sequence[PageBlock],
    words: Sequence[Sequence[int]],
    good: Sequence[bool],
    found: Sequence[Region],
) -> list[list[int]]:
    """Return the numbers of PLACE; words has those of WORDING, found each block's region."""
    if not blocks:
        return []
    root = found[0].outermost
    everywhere = all_regions(found)
    core = _innermost_with(everywhere, root.good * 8 // 10)
    half = _innermost_with(everywhere, root.good // 2)
    main = _main_parent(found, good, blocks)
    kinds = _kinds(blocks, good, found)
    in_main = [
        is_good and region.outer(1) is main for region, is_good in zip(found, good, strict=True)
    ]
    gaps = _gaps(in_main, words)
    articles = sum(region.element.tag == "article" for region in everywhere)
    heading: Sequence[int] = [0] * len(WORDING)
    heading_region: Region | None = None
    heading_one = since = before = good_before = 0
    out = []
    for n, (block, row, region) in enumerate(zip(blocks, words, found, strict=True)):
        if block.heading_level == 1:
            heading_one = n
        parent = region.outer(1)
        own_good = len(block.text) if good[n] else 0
        out.append(
            [
                n,
                percent(before, root.length),
                good_before,
                percent(good_before, root.good),
                percent(root.good - good_before - own_good, root.good),
                n - heading_one if heading_one else -1,
                percent(parent.good, root.good),
                percent(region.outer(2).good, root.good),
                percent(region.outer(3).good, root.good),
                parent.blocks,
                percent(parent.links, parent.length),
                parent.length // parent.blocks,
                region.is_within(core),
                region.steps_to(core),
                region.is_within(half),
                region.depth,
                *kinds[n],
                parent is main,
                region.steps_to(main),
                main.steps_to(region),
                articles,
                since,
                heading[_READ_ALSO],
                heading[_LINKS],
                heading[_LENGTH],
                region.steps_to(heading_region) if heading_region else 0,
                *gaps[n],
            ]
        )
        since += 1
        if block.heading_level:
            since, heading, heading_region = 0, row, region
        before += len(block.text)
        good_before += own_good
    return out


def _main_parent(
    found: Sequence[Region], good: Sequence[bool], blocks: Sequence[PageBlock]
) -> Region:
    """Return the region that is the parent of most running text."""
    lengths: Counter[Region] = Counter()
    for region, is_good, block in zip(found, good, blocks, strict=True):
        if is_good:
            lengths[region.outer(1)] += len(block.text)
    return max(lengths, key=lengths.__getitem__, default=found[0])


def _innermost_with(everywhere: Sequence[Region], least: int) -> Region:
    """Return the innermost region that holds at least so much running text."""
    return max((r for r in everywhere if r.good >= least), key=lambda region: region.depth)


def _kinds(
    blocks: Sequence[PageBlock], good: Sequence[bool], found: Sequence[Region]
) -> list[tuple[int, ...]]:
    """Return of each block what those hold that a template would know by the same names."""
    names = [_kind(region) for region in found]
    count, length, links, running = Counter(names), Counter[str](), Counter[str](), Counter[str]()
    for name, block, is_good in zip(names, blocks, good, strict=True):
        length[name] += len(block.text)
        links[name] += block.link_length
        running[name] += len(block.text) if is_good else 0
    whole = sum(running.values())
    numbers = {
        name: (
            count[name],
            percent(running[name], whole),
            percent(links[name], length[name]),
            length[name] // count[name],
        )
        for name in count
    }
    return [numbers[name] for name in names]


def _kind(region: Region) -> str:
    inner, outer = region.element, region.outer(1).element
    return f"{inner.tag}.{inner.get('class', '')} {outer.tag}.{outer.get('class', '')}"


def _gaps(main: Sequence[bool], words: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return of each block how it lies between the blocks of the main text.

    That is how many of those stand before and after it (MANY at most), how many blocks lie between
    the two around it, its place among these, and their text in characters.
    """
    out: list[tuple[int, ...]] = []
    before, after, first = 0, sum(main), 0
    while first < len(main):
        if main[first]:
            before, after, first = before + 1, after - 1, first + 1
            out.append((min(before, MANY), min(after, MANY), 0, 0, 0))
            continue
        last = first
        while last < len(main) and not main[last]:
            last += 1
        text = sum(row[_LENGTH] for row in words[first:last])
        out += [
            (min(before, MANY), min(after, MANY), last - first, n + 1, text)
            for n in range(last - first)
        ]
        first = last
    return out
