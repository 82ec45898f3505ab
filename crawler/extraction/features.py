"""What can be measured of a block: the numbers that the block classifier judges by.

All are whole numbers, so that the same page is judged alike on every machine.
"""

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.extraction.blocks import PageBlock
from crawler.extraction.places import PLACE, Path, places, steps
from crawler.extraction.surroundings import GROUPS, groups_of
from crawler.extraction.wording import WORDING, wording

GOOD_LENGTH = 80  # characters from which a block with few links is taken for running text
GOOD_LINKS = 30  # percent of its text in links, at most
NEAR = 3  # elements: the block's own and those around it whose names count as near
SIBLINGS = 2  # blocks on either side whose numbers count too

FORM = (
    "list_item",
    "depth_of_list",
    "quoted",
    "table",
    "heading",
    "part",
    "paragraph",
    "cell",
    "caption",
    "images_before",
    "repeats_before",
    "repeats",
)
EVIDENCE = (
    "in_article_body",
    "in_headline",
    "in_description",
    "in_trafilatura",
    "in_alt",
    "article_body_share",
    "trafilatura_share",
)
NEIGHBOUR = ("length", "links", "full_stop", "heading", "good", "related_by", "in_trafilatura")
FEATURES = (
    *WORDING,
    *FORM,
    *PLACE,
    *EVIDENCE,
    *(f"near {group}" for group in GROUPS),
    *(f"around {group}" for group in GROUPS),
    *(
        f"{name} {side}{distance}"
        for side in ("before", "after")
        for distance in range(1, SIBLINGS + 1)
        for name in NEIGHBOUR
    ),
)


def block_features(
    blocks: Sequence[PageBlock], evidence: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return the numbers of FEATURES for each block; evidence has those of EVIDENCE."""
    words = [wording(block) for block in blocks]
    good = [row[4] <= GOOD_LINKS and row[0] >= GOOD_LENGTH for row in words]
    forms = _forms(blocks)
    where, paths = places(blocks, words, good)
    names = _names(paths)
    brief = [
        (w[0], w[4], w[7], form[4], is_good, 0, e[3])
        for w, form, is_good, e in zip(words, forms, good, evidence, strict=True)
    ]
    out = []
    for n, row in enumerate(words):
        out.append(
            [*row, *forms[n], *where[n], *evidence[n], *names[n], *_neighbours(n, brief, paths)]
        )
    return out


def _forms(blocks: Sequence[PageBlock]) -> list[list[int]]:
    total = Counter(block.text for block in blocks)
    seen: Counter[str] = Counter()
    out = []
    for block in blocks:
        tag = block.element.tag
        out.append(
            [
                block.list_item is not None,
                block.item_depth,
                block.quoted,
                bool(block.rows),
                block.heading_level,
                block.part,
                tag == "p",
                tag in ("td", "th"),
                tag in ("figcaption", "caption"),
                len(block.images_before),
                seen[block.text],
                total[block.text] - 1,
            ]
        )
        seen[block.text] += 1
    return out


def _names(paths: list[Path]) -> list[list[int]]:
    own: dict[HtmlElement, int] = {}
    everywhere: dict[HtmlElement, int] = {}
    near: dict[HtmlElement, int] = {}

    def bits_around(path: Path) -> int:
        inherited = 0
        for element in reversed(path):
            if element in everywhere:
                inherited = everywhere[element]
                continue
            own[element] = groups_of(element)
            inherited |= own[element]
            everywhere[element] = inherited
        return inherited

    out = []
    rows: dict[tuple[int, int], list[int]] = {}
    for path in paths:
        all_bits = bits_around(path)
        element = path[0]
        if element not in near:
            bits = 0
            for inner in path[:NEAR]:
                bits |= own[inner]
            near[element] = bits
        key = (near[element], all_bits)
        if key not in rows:
            rows[key] = [bits >> n & 1 for bits in key for n in range(len(GROUPS))]
        out.append(rows[key])
    return out


_NOTHING = (0, 0, 0, 0, 0, 0, 0)


def _neighbours(n: int, brief: Sequence[tuple[int, ...]], paths: list[Path]) -> list[int]:
    out: list[int] = []
    for side in (-1, 1):
        for distance in range(1, SIBLINGS + 1):
            other = n + side * distance
            if 0 <= other < len(brief):
                row = brief[other]
                out += row[:5]
                out.append(steps(paths[n], paths[other]))
                out.append(row[6])
            else:
                out += _NOTHING
    return out
