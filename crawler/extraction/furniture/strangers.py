"""Other articles on the article's page: teasers, and what infinite scrolling adds below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.fields.headline import headline_element
from crawler.extraction.furniture.furniture import Reason
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters

ANOTHER_ARTICLE: Reason = "another article"
_AROUND = 12  # elements around the headline whose likes are looked for
_MOST_LIKES = 50  # elements beside one of them
_FEWEST = 2  # sentences that the page's own article has, so that the others are not its parts
_COUNTER = re.compile(r"\W*\d{1,3}\s*/\s*\d{1,3}\b(?!/)")
_FEWEST_PICTURES = 4  # counted ones
_STORY = 3  # sentences of a story above them
_MOST_HEADINGS = 50  # of a page that are looked at
_NEAR = 4  # elements around a heading that may be the article that it heads
_HEADINGS = ("h1", "h2", "h3", "h4")


def of_other_articles(page: Page, blocks: Sequence[PageBlock]) -> Mapping[PageBlock, Reason]:
    """Return which of the blocks stand in an article that is not the page's own.

    Its own is the article element around the headline. Others have a heading of their own, one that
    is a link where they stand within it. Elements that are no article count where they are like one
    around the headline and have an h1.
    """
    headline = headline_element(page)
    if headline is None:
        return {}
    around = list(headline.iterancestors())
    own = next((element for element in around if element.tag == "article"), None)
    others = {*_likes(headline, around, blocks), *_linked_sections(page, headline, around, blocks)}
    if own is not None:
        others |= {e for e in page.tree.iter("article") if e not in around and _is_other(e, own)}
    if not others:
        return {}
    if own is not None and sum(is_sentence(b) and own in _outside(b) for b in blocks) < _STORY:
        others = {e for e in others if _is_headed(e)}  # the page's text stands in one of them
    places = {block: next((e for e in _outside(block) if e in others), None) for block in blocks}
    sentences = sum(is_sentence(block) for block, other in places.items() if other is None)
    if sentences < _FEWEST:
        return {}
    return {block: ANOTHER_ARTICLE for block, other in places.items() if other is not None}


def _outside(block: PageBlock) -> Iterator[HtmlElement]:
    yield block.element
    yield from block.element.iterancestors()


def _is_other(article: HtmlElement, own: HtmlElement) -> bool:
    heading = next(article.iter(*_HEADINGS), None)
    if heading is None:
        return False
    if own in article.iterancestors():
        link = next(heading.iter("a"), None)
        return link is not None and _says_all(link, heading)
    return True


def _is_headed(article: HtmlElement) -> bool:
    """Return whether an article begins with a headline: an h1, or a link to it."""
    heading = next(article.iter(*_HEADINGS), None)
    link = None if heading is None else next(heading.iter("a"), heading.getparent())
    return heading is not None and (heading.tag == "h1" or (link is not None and link.tag == "a"))


def _likes(
    headline: HtmlElement, around: Sequence[HtmlElement], blocks: Sequence[PageBlock]
) -> Iterator[HtmlElement]:
    """Yield the elements that are like one around the headline and its text, with another h1."""
    said = letters(str(headline.text_content()))
    for element in around[:_AROUND]:
        names = element.get("class")
        if element.tag == "body" or not names:
            continue
        for like in islice(element.itersiblings(element.tag), _MOST_LIKES):
            h1 = next(like.iter("h1"), None) if like.get("class") == names else None
            is_headed = h1 is not None and letters(str(h1.text_content())) not in ("", said)
            if (
                is_headed
                and sum(is_sentence(b) and element in _outside(b) for b in blocks) >= _FEWEST
            ):
                yield like


def _linked_sections(
    page: Page, headline: HtmlElement, around: Sequence[HtmlElement], blocks: Sequence[PageBlock]
) -> Iterator[HtmlElement]:
    """Yield what scrolling adds: an element like the one of headline and text, headed by a link.

    Or one that states the address that its heading leads to. Neither has text above the heading.
    """
    own = letters(str(headline.text_content()))
    linked = [
        (heading, link)
        for heading in page.elements("h2", "h3")[:_MOST_HEADINGS]
        if (link := next(heading.iter("a"), None)) is not None
        and _says_all(link, heading)
        and letters(str(link.text_content())) != own
    ]
    if not linked:  # as on most pages
        return
    sentences = {block.element for block in blocks if is_sentence(block)}
    names = {
        (e.tag, e.get("class"))
        for e in around[:_AROUND]
        if e.get("class") and sum(inner in sentences for inner in e.iter()) >= _STORY
    }
    outer = frozenset(around)
    for heading, link in linked:
        for holder in islice(heading.iterancestors(), _NEAR):
            if holder in outer:
                break
            is_like = (holder.tag, holder.get("class")) in names
            if is_like or _states(holder, link.get("href") or ""):
                if sentences.isdisjoint(_above(heading, holder)):
                    yield holder
                break


def _above(heading: HtmlElement, holder: HtmlElement) -> Iterator[HtmlElement]:
    return takewhile(lambda inner: inner is not heading, holder.iter())


def _states(element: HtmlElement, address: str) -> bool:
    """Return whether an attribute of an element that is no link names an address."""
    return len(address) > 1 and any(
        address in value for key, value in element.items() if key.startswith("data-")
    )


def _says_all(link: HtmlElement, heading: HtmlElement) -> bool:
    return letters(str(link.text_content())) == letters(str(heading.text_content()))


def of_picture_shows(page: Page, blocks: Sequence[PageBlock]) -> Mapping[PageBlock, Reason]:
    """Return the blocks of a picture show below the text that counts its own pictures: 3/20.

    One that stands apart from the headline, behind several sentences, is the site's.
    """
    counted = [block for block in blocks if _COUNTER.match(block.text)]
    if len(counted) < _FEWEST_PICTURES:
        return {}
    last = {counted[-1].element, *counted[-1].element.iterancestors()}
    around = next((e for e in _outside(counted[0]) if e in last), None)
    headline = headline_element(page)
    if around is None or headline is None or around in headline.iterancestors():
        return {}
    show = [block for block in blocks if around in _outside(block)]
    above = blocks[: blocks.index(show[0])]
    if sum(map(is_sentence, above)) < _STORY:
        return {}
    return dict.fromkeys(show, "other stories")
