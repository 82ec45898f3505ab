"""Running text: what stands in sentences, in one place of the page, in whatever markup."""

from collections import Counter
from collections.abc import Sequence

from lxml.html import HtmlElement

from crawler.extraction.classifier.wording import CLOSERS, FULL_STOPS, width
from crawler.extraction.page.blocks import PageBlock

_MOST_LINKS = 0.3  # of a text's characters: a text with more of them in links is a list of links
_STORIES = 3  # headings that are links with a text below each: a list has as many
_SENTENCE = 40  # width from which a text that ends in a full stop is a sentence
_PARAGRAPH = 120  # width from which a text is one without a full stop, too


def running_text(blocks: Sequence[PageBlock]) -> int:
    """Return the width of the sentences in the element that has most of them.

    An element has its own text, in any markup, and that of its paragraphs. Where texts follow
    several headings that are links, they are the teasers of other pages.
    """
    texts: Counter[HtmlElement] = Counter()
    teasers: Counter[HtmlElement] = Counter()
    stories: set[int] = set()  # numbers of the headings that are links and have a text below
    heading = None
    for n, block in enumerate(blocks):
        if block.heading_level:
            heading = n if 2 * block.link_length > len(block.text) else None
        elif is_sentence(block):
            counted = texts if heading is None else teasers
            stories |= set() if heading is None else {heading}
            for element in (block.element, block.element.getparent()):
                if element is not None:
                    counted[element] += width(block.text)
    if len(stories) < _STORIES:
        texts += teasers
    return max(texts.values(), default=0)


def is_sentence(block: PageBlock) -> bool:
    """Say whether a block is a text of its own rather than a label, a line or a list of links."""
    size = width(block.text)
    ends = block.text.rstrip(CLOSERS)[-1:] in FULL_STOPS
    is_long = size >= (_SENTENCE if ends else _PARAGRAPH)
    return is_long and block.link_length <= _MOST_LINKS * len(block.text)
