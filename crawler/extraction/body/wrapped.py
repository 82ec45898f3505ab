"""What a page wraps in elements of its own between the kept sentences of a text.

Editors of blocks put a heading, a table, a paragraph into one or several elements that hold nothing
else: `<div class="block"><div class="inner"><h2>`. These are no container.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import is_strange
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.page.block_list import PageBlock

_MOST = 4  # elements around a block that hold nothing else
_HARDLY = -SCALE  # a score below which a wrapped sentence is a stranger
_OFTEN = 3  # times that a page says what is no part of a text


def wrapped(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of the wrapped headings and sentences between kept ones.

    is_open says which blocks nothing but the classifier speaks against.
    """
    ends: dict[HtmlElement | None, list[int]] = {}  # containers: their kept sentences
    for n, block in enumerate(blocks):
        if is_kept[n] and is_sentence(block) and block.list_item is None:
            ends.setdefault(block.element if block.part else block.element.getparent(), []).append(
                n
            )
    often = Counter(block.text for block in blocks)
    for n, block in enumerate(blocks):
        if not is_open[n] or block.list_item is not None or block.rows:
            continue
        around = outside(block.element)
        kept = ends.get(around)
        if kept is None or not kept[0] < n < kept[-1] or often[block.text] >= _OFTEN:
            continue
        is_head = bool(block.heading_level) and is_kept[n + 1] and not blocks[n + 1].heading_level
        is_text = not block.heading_level and is_sentence(block) and scores[n] > _HARDLY
        if (is_head or is_text) and not is_strange(block, around):
            yield n


def outside(element: HtmlElement) -> HtmlElement | None:
    """Return what is around an element and holds something else, too."""
    around = element.getparent()
    for _ in range(_MOST):
        if around is None or not _holds_one(around):
            break
        around = around.getparent()
    return around


def _holds_one(wrapper: HtmlElement) -> bool:
    """Return whether an element holds one other and no text, but for a caption."""
    inner = [child for child in islice(wrapper, 3) if child.tag != "figcaption"]
    if len(inner) != 1 or not isinstance(inner[0].tag, str) or len(wrapper) > 2:
        return False
    return not any(text and text.strip() for text in (wrapper.text, *(e.tail for e in wrapper)))
