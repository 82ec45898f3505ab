"""The lines that close an article and are none of its text: notes on authors, credits, headings."""

import re
from collections.abc import Sequence

from crawler.extraction.fields.credit import credit_of_line
from crawler.extraction.furniture.furniture import (
    CREDIT,
    FURNITURE,
    NO_TEXT,
    Reasons,
    is_about_the_author,
)
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock

_LABEL = re.compile(rf"\W*(?:{any_of('about_the_author')})\W*", re.I)
_NOTE = 4  # lines of a note on the author, its label among them


def drop_closing_lines(
    blocks: Sequence[PageBlock], reasons: Reasons, authors: Sequence[str]
) -> None:
    """Give the lines that close the text which these people wrote their reasons."""
    _drop_last_headings(blocks, reasons)
    _drop_author_notes(blocks, reasons, authors)
    _drop_credit(blocks, reasons)
    _drop_last_headings(blocks, reasons)  # those above a note or a credit


def _drop_author_notes(
    blocks: Sequence[PageBlock], reasons: Reasons, authors: Sequence[str]
) -> None:
    """Drop the last lines that are a note on an author, or stand below such a note's label."""
    kept = [n for n, reason in enumerate(reasons) if reason is None]
    last = kept[-_NOTE:]
    label = next((n for n in last[1:] if _LABEL.fullmatch(blocks[n].text)), len(blocks))
    for n in last:
        if n >= label:
            reasons[n] = "about the author"
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
