"""What can be measured of a block: the numbers that the block classifier judges by.

All are whole numbers, so that the same page is judged alike on every machine.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.classifier.agreement import Words
from crawler.extraction.classifier.places import PLACE, Numbers, places
from crawler.extraction.classifier.regions import Regions, regions
from crawler.extraction.classifier.testimony import EVIDENCE, Testimony
from crawler.extraction.classifier.wording import WORDING, wording
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.surroundings import GROUPS

GOOD_LENGTH = 80  # width from which a block with few links is taken for running text
LEAST_LENGTH = 40  # the same on a page that has LITTLE of such text: a brief, lines below pictures
LITTLE = 400  # width
GOOD_LINKS = 30  # percent of its text in links, at most
SIBLINGS = 2  # blocks on either side whose numbers count too

_LENGTH, _LINKS = WORDING.index("length"), WORDING.index("links")
_FULL_STOP, _CLOCK = WORDING.index("full_stop"), WORDING.index("clock")

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
NEIGHBOUR = ("length", "links", "full_stop", "clock", "heading", "good", "steps")
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
    blocks: Sequence[PageBlock], words: Sequence[Words], testimony: Testimony
) -> tuple[Numbers, Regions]:
    """Return the numbers of FEATURES, a block a row, and the regions of the blocks.

    words has those of each block.
    """
    wordings = np.array([wording(*each) for each in zip(blocks, words, strict=True)])
    good = _running_text(wordings)
    found = regions(blocks, good.tolist())
    levels = [block.heading_level for block in blocks]
    brief = np.column_stack((wordings[:, [_LENGTH, _LINKS, _FULL_STOP, _CLOCK]], levels, good))
    numbers = np.hstack(
        (
            wordings,
            np.array(_forms(blocks)),
            places(blocks, wordings, good.tolist(), found),
            testimony.of(words),
            *_names(found),
            *_neighbours(brief, found),
        )
    )
    return numbers, found


def _running_text(wordings: Numbers) -> NDArray[np.bool_]:
    """Return which blocks are long enough, with few links."""
    width, few_links = wordings[:, _LENGTH], wordings[:, _LINKS] <= GOOD_LINKS
    good: NDArray[np.bool_] = few_links & (width >= GOOD_LENGTH)
    return good if width[good].sum() >= LITTLE else few_links & (width >= LEAST_LENGTH)


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


def _names(found: Regions) -> tuple[Numbers, Numbers]:
    """Return a 1 for each of GROUPS near the block, and for each anywhere around it."""
    groups = np.arange(len(GROUPS))
    near = np.array([region.near for region in found.innermost])
    around = np.array([region.around for region in found.innermost])
    return near[:, None] >> groups & 1, around[:, None] >> groups & 1


def _neighbours(brief: Numbers, found: Regions) -> Iterator[Numbers]:
    """Yield the numbers of NEIGHBOUR of the blocks on either side, zeros where there is none."""
    depth = np.array([region.depth for region in found.innermost])
    shared = np.array(found.depths_shared_with_next(), dtype=np.int64)
    for is_after in (False, True):
        reach = shared
        for distance in range(1, SIBLINGS + 1):
            if distance > 1:
                reach = np.minimum(reach[:-1], shared[distance - 1 :])
            out = np.zeros((len(brief), len(NEIGHBOUR)), dtype=np.int64)
            here, there = slice(distance, None), slice(None, -distance)
            if is_after:
                here, there = there, here
            out[here, :-1] = brief[there]
            out[here, -1] = depth[here] - reach
            yield out
