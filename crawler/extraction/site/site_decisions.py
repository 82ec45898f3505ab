"""What the model of a page's site changes in the judgement of its blocks."""

from collections.abc import Mapping, Sequence

from crawler.extraction.classifier.classifier import DOUBT
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.site.site_verdicts import SiteReason, SiteVerdicts

_UNLIKELY = -3 * SCALE  # a score below which not even the site's places of text keep a sentence
_HARDLY = -SCALE  # the same of a sentence above the text, and of a line that leads to a list, say
_LINE = 50  # width of such a line

Reasons = Mapping[int, SiteReason]  # of blocks, by their place


def site_decisions(
    site: SiteVerdicts,
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> tuple[Reasons, Reasons]:
    """Return why blocks are dropped that the site's pages prove to be furniture, and why kept.

    Asked where nothing but the classifier has spoken (is_open: against the block), and after all
    that judges by what was kept around: so the rest of the page comes out as without a model.
    """
    drops: dict[int, SiteReason] = {}
    keeps: dict[int, SiteReason] = {}
    kept = [n for n, each in enumerate(is_kept) if each]
    first, last = (kept[0], kept[-1]) if kept else (0, 0)
    for n, block in enumerate(blocks):
        if not (is_kept[n] or is_open[n]):
            continue
        drop = site.drops[n] or (site.doubts[n] if scores[n] <= DOUBT else None)
        is_text = n < last and _is_text(block, scores[n], is_inside=n > first)
        keep = site.keeps[n] or (site.in_text[n] if is_text else None)
        if drop:
            drops[n] = drop
        elif keep and is_open[n]:
            keeps[n] = keep
    return drops, keeps


def _is_text(block: PageBlock, score: int, *, is_inside: bool) -> bool:
    """Return whether a block is text if it stands in one of the site's places of text.

    is_inside: whether text stands above it, too.
    """
    if is_sentence(block):
        return score > (_UNLIKELY if is_inside else _HARDLY)
    is_line = is_inside and not block.link_length and width(block.text) >= _LINE
    return is_line and score > _HARDLY
