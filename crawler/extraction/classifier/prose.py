"""Running text: what stands in sentences, in one place of the page, in whatever markup."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.extraction.classifier.wording import CLOSERS, FULL_STOPS, width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.text import letters

MOST_LINKS = 0.3  # of a text's characters: a text with more of them in links is a list of links
STORIES = 3  # headings that are links with a text below each: a list has as many
_SENTENCE = 40  # width from which a text that ends in a full stop is a sentence
_ARTICLE = 400  # width of running text in one place that no list has
_PARAGRAPH = 120  # width from which a text is one without a full stop, too
_HEADLINE = 12  # width of the shortest headline
_LABEL = 60  # width of what stands above a title in a list
_SHORTEST = 24  # width of the shortest sentence that a brief may have
_MARK = re.compile(
    r"\s?[(（][^()（）]{1,20}[)）]$"
)  # behind a full stop: an agency's, a writer's, a note's
_BRACKETS = (")", "）")  # with which such a mark ends
_ENDING = 60  # characters of a text that tell whether a sentence ends there
_STOPS = FULL_STOPS | frozenset(
    "።։။៕॥"
)  # of Ethiopic, Armenian, Burmese, Khmer and Devanagari, too
_UNSTOPPED = re.compile("[\u0e01-\u0edf\u1780-\u17dd]")  # Thai, Lao and Khmer end without a sign


class Prose(NamedTuple):
    """The running text of blocks, in width."""

    running: int  # of the sentences in the element that has most of them
    whole: int = 0  # of all sentences
    stories: int = 0  # headings that are links, with a text below each
    teased: int = 0  # of the texts below those headings

    @property
    def is_list(self) -> bool:
        """Whether most of the text stands below headings that are links."""
        is_teased = self.stories >= STORIES and 3 * self.teased > 2 * self.whole
        return is_teased and self.running < _ARTICLE


def prose_of(blocks: Sequence[PageBlock], kept: Sequence[bool], headline: str = "") -> Prose:
    """Return the running text of the blocks that are kept.

    An element has its own text, in any markup, and that of its paragraphs. Where texts follow
    several headings that are links, whether these are kept or not, they are the teasers of other
    pages; the page's own headline may be a link, too.
    """
    own = letters(headline)
    texts: Counter[HtmlElement] = Counter()
    teasers: Counter[HtmlElement] = Counter()
    stories: Counter[PageBlock] = Counter()  # heading that is a link: width of the texts below it
    whole = 0
    heading: PageBlock | None = None
    begun: set[HtmlElement] = set()  # elements with a text that no such heading stands above
    for block, is_kept in zip(blocks, kept, strict=True):
        if block.heading_level:
            is_story = _is_headline(block) and letters(block.text) != own
            heading = block if is_story else None
        elif is_kept and _is_entry(block):
            stories[block] += width(block.text)
            whole += width(block.text)
        elif is_kept and is_sentence(block):
            holders = [e for e in (block.element, block.element.getparent()) if e is not None]
            # A link to another story among an article's paragraphs heads none of them.
            is_teaser = heading is not None and begun.isdisjoint(holders)
            if heading is not None and is_teaser:
                stories[heading] += width(block.text)
            else:
                begun.update(holders)
            whole += width(block.text)
            for element in holders:
                (teasers if is_teaser else texts)[element] += width(block.text)
    if len(stories) < STORIES:
        texts += teasers
    return Prose(max(texts.values(), default=0), whole, len(stories), stories.total())


def _is_headline(heading: PageBlock) -> bool:
    """Return whether a heading is a link, and long enough to be a headline."""
    return 2 * heading.link_length > len(heading.text) and width(heading.text) >= _HEADLINE


def _is_entry(block: PageBlock) -> bool:
    """Return whether a block is an entry of a list: a link as long as a headline, and a text.

    A date or a section may stand on a line above the link, which has its line to itself then.
    """
    if block.list_item is None and block.element.tag != "td":
        return False
    at = next((n for n, span in enumerate(block.spans) if span.url is not None), None)
    if at is None or width(block.spans[at].text) < _HEADLINE:
        return False
    above = "".join(span.text for span in block.spans[:at])
    below = "".join(span.text for span in block.spans[at + 1 :])
    is_line = above.endswith("\n") and width(above) <= _LABEL and below.startswith("\n")
    return (not above or is_line) and len(block.text) - block.link_length >= _SHORTEST


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a full stop of any script."""
    return text.rstrip(CLOSERS)[-1:] in _STOPS


def is_sentence(block: PageBlock) -> bool:
    """Return whether a block is a text of its own rather than a label or a list of links."""
    return _is_text(block, _SENTENCE)


def is_text(block: PageBlock) -> bool:
    """Return whether a block may be all the text of a brief: a short sentence, or more."""
    return _is_text(block, _SHORTEST)


def _is_text(block: PageBlock, least: int) -> bool:
    text = block.text
    if 2 * len(text) < least or block.link_length > MOST_LINKS * len(text):
        return False
    ending = text[-_ENDING:]
    if ending.endswith(_BRACKETS):
        ending = _MARK.sub("", ending)
    last = ending.rstrip(CLOSERS)[-1:]
    ends = last in _STOPS or _UNSTOPPED.match(last)
    return width(text) >= (least if ends else _PARAGRAPH)
