"""Where a block stands among the others: in numbers, for the block classifier."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.blocks import PageBlock
from crawler.extraction.wording import WORDING, percent

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
    "heading_calls",
    "heading_links",
    "heading_length",
)

MOST_AROUND = 200  # elements around a block that are looked at; news pages have 60 at most

Path = tuple[HtmlElement, ...]  # from the block's own element outwards


def places(
    blocks: Sequence[PageBlock], words: list[list[int]], good: list[bool]
) -> tuple[list[list[int]], list[Path]]:
    """Return the numbers of PLACE and each block's path."""
    around: dict[HtmlElement, Path] = {}
    paths: list[Path] = []
    good_in: dict[HtmlElement, int] = defaultdict(int)
    text_in: dict[HtmlElement, int] = defaultdict(int)
    links_in: dict[HtmlElement, int] = defaultdict(int)
    blocks_in: dict[HtmlElement, int] = defaultdict(int)
    alike: dict[str, list[int]] = {}
    kinds: list[list[int]] = []
    for block, row, is_good in zip(blocks, words, good, strict=True):
        element = block.element
        path = around.get(element)
        if path is None:
            path = around[element] = _around(element)
        paths.append(path)
        length, link_length = row[0], block.link_length
        for outer in path:
            text_in[outer] += length
            links_in[outer] += link_length
            blocks_in[outer] += 1
            if is_good:
                good_in[outer] += length
        kind = _kind(path)
        counts = alike.setdefault(kind, [0, 0, 0, 0])
        counts[0] += 1
        counts[1] += length
        counts[2] += link_length
        counts[3] += length * is_good
        kinds.append(counts)

    all_text = sum(row[0] for row in words)
    all_good = sum(row[0] for row, is_good in zip(words, good, strict=True) if is_good)
    core = _smallest_with(good_in, paths, good, all_good * 8 // 10)
    half = _smallest_with(good_in, paths, good, all_good // 2)
    core_path = _around(core)
    main_good: Counter[HtmlElement] = Counter()
    for row, path, is_good in zip(words, paths, good, strict=True):
        if is_good:
            main_good[path[min(1, len(path) - 1)]] += row[0]
    main = max(main_good, key=main_good.__getitem__, default=None)
    main_path = _around(main)
    articles = len({e for path in paths for e in path if e.tag == "article"})
    since, heading = 0, [0] * len(WORDING)
    out = []
    text_before = good_before = 0
    heading_at = 0
    for n, (block, row, path, counts) in enumerate(zip(blocks, words, paths, kinds, strict=True)):
        if block.heading_level == 1:
            heading_at = n
        parent = path[min(1, len(path) - 1)]
        third = path[min(3, len(path) - 1)]
        grandparent = path[min(2, len(path) - 1)]
        out.append(
            [
                n,
                percent(text_before, all_text),
                good_before,
                percent(good_before, all_good),
                percent(all_good - good_before - row[0] * good[n], all_good),
                n - heading_at if heading_at else -1,
                percent(good_in[parent], all_good),
                percent(good_in[grandparent], all_good),
                percent(good_in[third], all_good),
                blocks_in[parent],
                percent(links_in[parent], text_in[parent]),
                text_in[parent] // blocks_in[parent],
                core in path,
                steps(path, core_path),
                half in path,
                len(path),
                counts[0],
                percent(counts[3], all_good),
                percent(counts[2], counts[1]),
                counts[1] // counts[0],
                parent is main,
                steps(path, main_path),
                steps(main_path, path),
                articles,
                since,
                heading[14],
                heading[4],
                heading[0],
            ]
        )
        since += 1
        if block.heading_level:
            since, heading = 0, row
        text_before += row[0]
        good_before += row[0] * good[n]
    return out, paths


def _kind(path: Path) -> str:
    """Return what a template would know the block by: tags and classes of the two innermost."""
    return " ".join(f"{element.tag}.{element.get('class', '')}" for element in path[:2])


def _around(element: HtmlElement | None) -> Path:
    """Return element and the MOST_AROUND elements around it, inside first; () for None."""
    return () if element is None else (element, *islice(element.iterancestors(), MOST_AROUND))


def _smallest_with(
    good_in: dict[HtmlElement, int], paths: list[Path], good: list[bool], least: int
) -> HtmlElement | None:
    """Return the innermost element that holds at least so much running text."""
    found: HtmlElement | None = None
    depth = 0
    for path, is_good in zip(paths, good, strict=True):
        if is_good:
            for n, element in enumerate(path):
                if good_in[element] >= least:
                    if len(path) - n > depth:
                        found, depth = element, len(path) - n
                    break
    return found


def steps(path: Path, other: Path) -> int:
    """Return how many elements lie between the block and what both paths share."""
    inner, outer = len(path) - 1, len(other) - 1
    while inner >= 0 and outer >= 0 and path[inner] is other[outer]:
        inner, outer = inner - 1, outer - 1
    return inner + 1
