"""Who is quoted: the line below a quotation is a part of it, and kept if it is.

It stands in the quotation's footer or cite, is the caption of its figure, or begins with a dash:
https://html.spec.whatwg.org/multipage/grouping-content.html#the-blockquote-element.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import is_strange
from crawler.extraction.furniture.captions import captioned
from crawler.extraction.page.block_list import PageBlock

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


def _quotation(block: PageBlock) -> HtmlElement | None:
    """Return the quotation that a line names the source of, None if it names none."""
    source = block.element
    if source.tag == "figcaption":
        quotation = captioned(source)
        return quotation if quotation is not None and quotation.tag == "blockquote" else None
    around = [source, *islice(source.iterancestors(), _MOST)]
    is_one = any(element.tag in ("footer", "cite") for element in around)
    if not is_one and not block.text.startswith(_DASHES):
        return None
    return next((element for element in around if element.tag == "blockquote"), None)
