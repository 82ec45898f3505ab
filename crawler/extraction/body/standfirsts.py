"""The standfirst: what stands between headline and text, in an element that is named so."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import STRANGE_NAMES, is_strange
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.surroundings import GROUPS, groups_of

_LEAD = 1 << GROUPS.index("lead")
_BESIDE_HEADLINE = sum(
    1 << GROUPS.index(group)
    for group in ("image", "time", "author", "meta", "list", "navigation", "video", "table")
)
_BELOW_HEADLINE = 8  # blocks in which a standfirst is sought
_LINE = 30  # width of the shortest
_SAME = 60  # percent of its words from which the description has it


def standfirst(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    in_description: Sequence[int],
    headline: HtmlElement,
) -> Iterator[int]:
    """Yield the places of the standfirst between headline and text that no other place has.

    Its element is named so (lead, intro, Vorspann …); in_description says how many percent of each
    block's words the description has.
    """
    own = {headline, *headline.iterdescendants()}
    last = max((n for n, block in enumerate(blocks) if block.element in own), default=len(blocks))
    for n in range(last + 1, min(last + 1 + _BELOW_HEADLINE, len(blocks))):
        block = blocks[n]
        if is_kept[n] and is_sentence(block):
            return
        is_named_so = _names(block) & _LEAD and not is_beside_headline(block)
        is_text = width(block.text) >= _LINE and 5 * block.link_length <= len(block.text)
        is_repeated = in_description[n] >= _SAME
        if is_open[n] and is_named_so and is_text and not is_repeated:
            yield n


def is_beside_headline(block: PageBlock) -> bool:
    """Return whether a block near the headline is no standfirst, by its names or wording."""
    names = _names(block) & (STRANGE_NAMES | _BESIDE_HEADLINE)
    return bool(names) or is_strange(block, block.element.getparent())


def _names(block: PageBlock) -> int:
    outer = block.element.getparent()
    return groups_of(block.element) | (groups_of(outer) if outer is not None else 0)
