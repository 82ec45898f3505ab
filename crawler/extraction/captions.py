"""Which blocks are captions, and which picture each belongs to."""

from crawler.extraction.blocks import PARAGRAPHS, PageBlock
from crawler.extraction.figures import captions_outside_figures
from crawler.extraction.furniture import Rule
from crawler.extraction.page import Page
from crawler.extraction.text import plain_line

CAPTION = "caption"  # the file has it with its picture


def caption_rule(page: Page) -> Rule:
    """Return the rule that tells what is a caption whatever it says."""
    captions = frozenset(captions_outside_figures(page.tree))

    def rule(block: PageBlock) -> str | None:
        element = block.element
        if element.tag == "figcaption" or element in captions or _repeats_picture(block):
            return CAPTION
        if block.rows or block.quoted or element.tag == "pre":
            return None
        return CAPTION if next(element.iterancestors("figure"), None) is not None else None

    return rule


def _repeats_picture(block: PageBlock) -> bool:
    """Tell whether a line that is no paragraph repeats the text of the picture above it."""
    return block.element.tag not in PARAGRAPHS and any(
        plain_line(picture.get("alt") or "") == block.text for picture in block.images_before
    )
