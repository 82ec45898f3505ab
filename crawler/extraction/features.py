"""What can be measured of a block: the numbers that the block classifier judges by.

All are whole numbers, so that the same page is judged alike on every machine.
"""

from collections import Counter
from collections.abc import Sequence

from crawler.extraction.blocks import PageBlock
from crawler.extraction.places import PLACE, places
from crawler.extraction.regions import Region, regions
from crawler.extraction.surroundings import GROUPS
from crawler.extraction.wording import WORDING, wording

GOOD_LENGTH = 80  # characters from which a block with few links is taken for running text
GOOD_LINKS = 30  # percent of its text in links, at most
SIBLINGS = 2  # blocks on either side whose numbers count too

_LENGTH, _LINKS = WORDING.index("length"), WORDING.index("links")
_FULL_STOP = WORDING.index("full_stop")

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
NEIGHBOUR = ("length", "links", "full_stop", "heading", "good", "in_trafilatura", "steps")
_NOBODY = [0] * len(NEIGHBOUR)
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
    good = [row[_LINKS] <= GOOD_LINKS and row[_LENGTH] >= GOOD_LENGTH for row in words]
    forms = _forms(blocks)
    found = regions(blocks, good)
    where = places(blocks, words, good, found)
    names = _names(found)
    brief = [
        (row[_LENGTH], row[_LINKS], row[_FULL_STOP], block.heading_level, is_good, told[3])
        for block, row, is_good, told in zip(blocks, words, good, evidence, strict=True)
    ]
    return [
        [*row, *forms[n], *where[n], *evidence[n], *names[n], *_neighbours(n, brief, found)]
        for n, row in enumerate(words)
    ]


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


def _names(found: Sequence[Region]) -> list[list[int]]:
    """Return a 1 for each of GROUPS near the block, then for each anywhere around it."""
    rows: dict[tuple[int, int], list[int]] = {}
    out = []
    for region in found:
        key = (region.near, region.around)
        if key not in rows:
            rows[key] = [bits >> n & 1 for bits in key for n in range(len(GROUPS))]
        out.append(rows[key])
    return out


def _neighbours(n: int, brief: Sequence[tuple[int, ...]], found: Sequence[Region]) -> list[int]:
    out: list[int] = []
    for side in (-1, 1):
        for distance in range(1, SIBLINGS + 1):
            other = n + side * distance
            if 0 <= other < len(brief):
                out += brief[other]
                out.append(found[n].steps_to(found[other]))
            else:
                out += _NOBODY
    return out
