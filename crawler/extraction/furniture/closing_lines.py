"""The lines that close an article and are none of its text: notes on authors, credits, headings."""

from collections.abc import Sequence

from crawler.extraction.fields.credit import credit_of_line
from crawler.extraction.furniture.furniture import (
    CREDIT,
    FURNITURE,
    NO_TEXT,
    Reasons,
    is_about_the_author,
)
from crawler.extraction.page.block_list import PageBlock


def drop_closing_lines(
    blocks: Sequence[PageBlock], reasons: Reasons, authors: Sequence[str]
) -> None:
    """Give the lines that close the text which these people wrote their reasons."""
    _drop_author_notes(blocks, reasons, authors)
    _drop_credit(blocks, reasons)
    _drop_last_headings(blocks, reasons)


def _drop_author_notes(
    blocks: Sequence[PageBlock], reasons: Reasons, authors: Sequence[str]
) -> None:
    for n in range(len(blocks) - 1, -1, -1):
        if reasons[n] is None:
            if not is_about_the_author(blocks[n].text, authors):
                return
            reasons[n] = "about the author"


def _drop_credit(blocks: Sequence[PageBlock], reasons: Reasons) -> None:
    """Drop the closing line if it names the origin of the story and nothing else.

    It may stand beside the last line that was kept: the classifier finds it as likely as not.
    """
    last = next((n for n in range(len(blocks) - 1, -1, -1) if reasons[n] is None), None)
    if last is None:
        return
    for n in range(last, min(last + 2, len(blocks))):
        is_beside = blocks[n].element.getparent() is blocks[last].element.getparent()
        if is_beside and reasons[n] in (None, FURNITURE) and credit_of_line(blocks[n].text):
            reasons[n] = CREDIT
            return


def _drop_last_headings(blocks: Sequence[PageBlock], reasons: Reasons) -> None:
    """Drop the headings at the end, which head nothing that is kept."""
    for n in range(len(blocks) - 1, -1, -1):
        if reasons[n] is None:
            if not blocks[n].heading_level:
                return
            reasons[n] = NO_TEXT
