"""The text below the headline, for pages of which the classifier keeps nothing else.

It learned from pages of many paragraphs. A brief of two sentences, a picture with a line below it,
a short column in a script without full stops look to it like the lines of a menu.
"""

from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.classifier.prose import MOST_LINKS, is_sentence, is_text
from crawler.extraction.fields.headline import (
    headline_candidates,
    headline_element,
    unmarked_headline,
)
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import Page
from crawler.extraction.page.surroundings import GROUPS, groups_of
from crawler.extraction.page.text import letters

_SENTENCES = 2  # of a text that takes another's place
_LINES = 3  # paragraphs of one element that are a text although none is a sentence
_HEADLINE = 8  # letters of a heading that is no chance
_LIST, _NEAR = 3, 2  # headings that are links, in one of so many elements around: a list
_MOST_HEADINGS = 50
_MOST_AROUND = 20  # elements around the headline, or around a block, that are looked at
_PARAGRAPHS = ("p", "blockquote", "pre")
_FURNITURE = sum(
    1 << GROUPS.index(group)
    for group in (
        *("footer", "navigation", "sidebar", "related", "share", "comment", "author", "time"),
        *("meta", "tags", "sign-up", "advert", "notice"),
    )
)


def story_below_headline(page: Page, blocks: Sequence[PageBlock]) -> list[int]:
    """Return the numbers of the blocks that stand as a text below the headline, [] if none do.

    They are in the innermost element that holds the headline and such a text; furniture by its
    name, its links or a heading that is a link ends it.
    """
    headline = shown_headline(page)
    h1s = page.elements("h1")
    if headline is None and len(h1s) == 1:
        headline = h1s[0]  # whatever the page's data say
    headline = unmarked_headline(page) if headline is None else headline
    if headline is None:
        return []
    last = max(_inside(headline, blocks), default=_line_of(headline, blocks))
    for around in islice(headline.iterancestors(), _MOST_AROUND):
        below = [n for n in _inside(around, blocks) if n > last]
        story = _story(below, blocks, around)
        if story or around.tag in ("article", "body"):
            return story
    return []


def headed_text(
    page: Page,
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    agreeing: Sequence[bool],
) -> list[int]:
    """Return the numbers of a dropped text below the headline that is to take the kept one's place.

    [] if the kept one has a word of the headline, or is part of that text, or if that text has no
    such word. is_open says which blocks nothing but the classifier speaks against, agreeing which
    have a word of the headline.
    """
    kept = [n for n, each in enumerate(is_kept) if each]
    if not kept or any(agreeing[n] for n in kept):  # as on nearly all pages
        return []
    story = story_below_headline(page, blocks)
    sentences = [n for n in story if is_open[n] and is_sentence(blocks[n])]
    is_one = len(sentences) >= _SENTENCES and any(agreeing[n] for n in sentences)
    is_elsewhere = set(kept).isdisjoint(story)
    return [n for n in story if is_open[n]] if is_one and is_elsewhere else []


def _line_of(headline: HtmlElement, blocks: Sequence[PageBlock]) -> int:
    """Return the number of the block that an inline element with the headline is in."""
    said = letters(str(headline.text_content()))
    found = (n for n, block in enumerate(blocks) if said in map(letters, block.text.split("\n")))
    return next(found, len(blocks))


def shown_headline(page: Page) -> HtmlElement | None:
    """Return the element that shows the headline, None if it only stands in lists of links.

    A heading that is the beginning of the title shows it, too: what follows may be the site's name.
    """
    own = headline_element(page)
    if own is None:
        title = letters(best(page.once(headline_candidates)) or "")
        headings = page.elements("h1", "h2", "h3", "h4")[:_MOST_HEADINGS]
        own = next((h for h in headings if _begins(title, letters(str(h.text_content())))), None)
    return None if own is None or _is_in_list(own) else own


def _begins(title: str, heading: str) -> bool:
    return heading == title != "" or (len(heading) >= _HEADLINE and title.startswith(heading))


def _is_in_list(heading: HtmlElement) -> bool:
    """Return whether a heading is in a list, an aside or a menu, or a link among others like it."""
    around = list(islice(heading.iterancestors(), _MOST_AROUND))
    if any(outer.tag in ("li", "aside", "nav", "footer") for outer in around):
        return True
    return _is_link(heading) and any(
        sum(map(_is_link, outer.iter(heading.tag))) >= _LIST for outer in around[:_NEAR]
    )


def _is_link(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return next(heading.iter("a"), None) is not None or (parent is not None and parent.tag == "a")


def _story(below: Sequence[int], blocks: Sequence[PageBlock], around: HtmlElement) -> list[int]:
    story: list[int] = []
    for n in below:
        block = blocks[n]
        if block.heading_level and 2 * block.link_length > len(block.text):
            break
        if not _is_furniture(block, around):
            story.append(n)
    start = next((at for at, n in enumerate(story) if blocks[n].rows or is_text(blocks[n])), None)
    if start is None:
        start = _first_of_lines(story, blocks)
    kept = story[start:] if start is not None else []
    lines = [n for n in kept if not blocks[n].heading_level]
    looks = {_look(blocks[n]) for n in lines if blocks[n].rows or is_text(blocks[n])}
    last = max((n for n in lines if not looks or _look(blocks[n]) in looks), default=len(blocks))
    return [n for n in kept if n <= last]  # of all headings, the text stands in headings


def _look(block: PageBlock) -> tuple[HtmlElement | None, str, str | None]:
    """Return where a line stands and what its element is called, as its like beside it have it."""
    return block.element.getparent(), block.element.tag, block.element.get("class")


def _first_of_lines(story: Sequence[int], blocks: Sequence[PageBlock]) -> int | None:
    """Return the place of the first of several paragraphs of one element, None if there are few."""
    parents = [
        blocks[n].element.getparent() if blocks[n].element.tag in _PARAGRAPHS else None
        for n in story
    ]
    many = (at for at, parent in enumerate(parents) if parent is not None)
    return next((at for at in many if parents.count(parents[at]) >= _LINES), None)


def _is_furniture(block: PageBlock, around: HtmlElement) -> bool:
    is_links = block.link_length > MOST_LINKS * len(block.text)
    return block.element.tag == "address" or is_links or is_named_furniture(block, around)


def is_named_furniture(block: PageBlock, around: HtmlElement) -> bool:
    """Return whether an element about the block, inside of another, has the name of furniture."""
    names = 0
    for element in (block.element, *islice(block.element.iterancestors(), _MOST_AROUND)):
        if element is around:
            break
        if not (element.tag == "form" and element.getparent().tag == "body"):  # as of ASP.NET
            names |= groups_of(element)
    return bool(names & _FURNITURE)


def _inside(outer: HtmlElement, blocks: Sequence[PageBlock]) -> list[int]:
    """Return the numbers of the blocks in an element."""
    own = set(outer.iter())
    return [n for n, block in enumerate(blocks) if block.element in own]
