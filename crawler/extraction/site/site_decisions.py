"""What the model of a page's site changes in the judgement of its blocks."""

from collections.abc import Mapping, Sequence

from crawler.extraction.classifier.classifier import DOUBT
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.site.site_verdicts import SiteReason, SiteVerdicts

_UNLIKELY = -3 * SCALE  # a score below which not even the site's places of text keep a block

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
    for n, block in enumerate(blocks):
        if not (is_kept[n] or is_open[n]):
            continue
        is_between = bool(kept) and kept[0] < n < kept[-1]
        drop = site.drops[n] or (site.doubts[n] if scores[n] <= DOUBT else None)
        keep = site.keeps[n] or (site.in_text[n] if is_between and is_sentence(block) else None)
        if drop:
            drops[n] = drop
        elif keep and is_open[n] and scores[n] > _UNLIKELY:
            keeps[n] = keep
    return drops, keeps
