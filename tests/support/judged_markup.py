"""Markup whose blocks say what the classifier finds of them: for what is taken back of a text."""

from collections.abc import Callable, Iterable, Sequence

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC

LONG = (
    "The lock keeper at Varn has counted the barges for thirty years, and he says that none of "
    "them has ever been as early as the one that came on Monday."
)
SURE, UNSURE, HARDLY, NEVER = 2000, -800, -1500, -5000
LIKELY = {"kept": SURE, "unsure": UNSURE, "hardly": HARDLY, "never": NEVER}

Rule = Callable[[Sequence[PageBlock], Sequence[bool], Sequence[bool], Sequence[int]], Iterable[int]]


def blocks_of(markup: str) -> list[PageBlock]:
    """Return the blocks of an article with this markup."""
    page = read_page(f"<html><body><article>{markup}", "https://a.example/", GENERIC)
    assert page is not None
    return page_blocks(page.tree)


def taken_back(rule: Rule, markup: str) -> list[str]:
    """Return the texts that a rule takes back; a block's data-is says what the classifier finds."""
    blocks = blocks_of(markup)
    scores = [LIKELY[block.element.get("data-is", "kept")] for block in blocks]
    kept = [score > 0 for score in scores]
    is_open = [not each for each in kept]
    return [blocks[n].text for n in sorted({*rule(blocks, kept, is_open, scores)})]
