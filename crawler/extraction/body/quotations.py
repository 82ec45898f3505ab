"""Who is quoted: the line below a quotation is a part of it, and kept if it is.

It stands in the quotation's footer or cite, is the caption of its figure, or begins with a dash:
https://html.spec.whatwg.org/multipage/grouping-content.html#the-blockquote-element.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import is_strange
from crawler.extraction.furniture.captions import captioned
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.text import plain_line

_ACCOUNT = re.compile(r"\(@[\w.]+\)")
_LONGEST = 200  # characters of such a line
_DASHES = ("—", "–", "―", "--")
_MOST = 10  # elements around it, one of which is the quotation


def sources(
    blocks: Sequence[PageBlock], is_kept: Sequence[bool], is_open: Sequence[bool]
) -> Iterator[int]:
    """Yield the places of the dropped lines that say who is quoted in a kept quotation."""
    for n, block in enumerate(blocks[1:], 1):
        if not (is_open[n] and is_kept[n - 1] and len(block.text) <= _LONGEST):
            continue
        if not any(map(str.isalpha, block.text)):  # a quotation mark as large as a picture
            continue
        quotation = _quotation(block)
        before = blocks[n - 1].element
        if quotation is None or is_strange(block, quotation):
            continue
        if quotation in (before, *islice(before.iterancestors(), _MOST)):
            yield n


def lone_sources(blocks: Sequence[PageBlock], is_kept: Sequence[bool]) -> Iterator[int]:
    """Yield the places of the kept lines that say who is quoted where nothing of it was kept.

    So with a post's account, as below a picture of Instagram: `A post shared by Ada (@ada)`.
    """
    sources: dict[HtmlElement, list[int]] = {}
    said: set[HtmlElement] = set()
    for n, block in enumerate(blocks):
        if is_kept[n]:
            own = _blockquote(block.element) if block.quoted else None
            quotation = _marked(block)
            if quotation is None and _ACCOUNT.search(block.text):
                quotation = own
            if quotation is not None and len(block.text) <= _LONGEST:
                sources.setdefault(quotation, []).append(n)
            elif own is not None:
                said.add(own)
    for quotation, places in sources.items():
        if quotation not in said:
            yield from places


def _quotation(block: PageBlock) -> HtmlElement | None:
    """Return the quotation that a line names the source of, None if it names none."""
    if block.text.startswith(_DASHES) and block.element.tag != "figcaption":
        return _blockquote(block.element)
    return _marked(block)


def _marked(block: PageBlock) -> HtmlElement | None:
    """Return the quotation whose source a line is by its element, None if it is none."""
    source = block.element
    if source.tag == "figcaption":
        quotation = captioned(source)
        return quotation if quotation is not None and quotation.tag == "blockquote" else None
    if source.tag == "blockquote":
        named = (plain_line(str(cite.text_content())) for cite in source.iterchildren("cite"))
        return source if block.text in named else None
    around = [source, *islice(source.iterancestors(), _MOST)]
    is_one = any(element.tag in ("footer", "cite") for element in around)
    return _blockquote(source) if is_one else None


def _blockquote(element: HtmlElement) -> HtmlElement | None:
    around = (element, *islice(element.iterancestors(), _MOST))
    return next((outer for outer in around if outer.tag == "blockquote"), None)
