"""The closing box of a review: the points for and against, and the verdict.

It stands in the article's own element, apart from its paragraphs, in markup that looks like that of
a list of products. Its name or one of its headings says what it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import is_strange
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock

_SAID = re.compile(rf"\W*(?:{any_of('verdict')})\W*", re.I)
_NAMED = re.compile(
    r"verdict|fazit|conclusion|(?:^|[\s_-])pros[-_]?(?:and|n)?[-_]?cons|bottom-?line|veredict|wrap-?up",
    re.I,
)
_LABEL = 40  # characters of a heading that is nothing but such a word
_NEAR = 3  # elements around a block whose names are looked at
_MOST_AROUND = 30
_MOST_SIGNS = 30  # of a page: headings of such boxes, and blocks in them
_LONGEST = 3000  # characters of a box
_FEWEST = 2  # points, if it holds no sentence


def verdicts(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    headline: HtmlElement | None,
) -> Iterator[int]:
    """Yield the places of the blocks of such boxes.

    is_open says which blocks nothing but the classifier speaks against.
    """
    found = (n for n, block in enumerate(blocks) if is_open[n] and _is_sign(block))
    signs = list(islice(found, _MOST_SIGNS))
    kept = [block.element for block, one in zip(blocks, is_kept, strict=True) if one]
    if not signs or not kept:
        return
    article = _common([*kept[:1], *kept[-1:], *([] if headline is None else [headline])])
    if article is None or article.tag == "body":
        return
    texts = {outer for element in kept for outer in _around(element)}
    for box in dict.fromkeys(_box(blocks[n].element, article, texts) for n in signs):
        if box is None:
            continue
        places = [n for n, block in enumerate(blocks) if box in _around(block.element)]
        inside = [blocks[n] for n in places]
        if 2 * sum(is_kept[: places[0]]) <= len(kept):
            continue  # what a report is about, such as a claim that it disproves
        length = sum(len(block.text) for block in inside)
        is_text = any(map(is_sentence, inside)) or (
            sum(block.list_item is not None for block in inside) >= _FEWEST
        )
        links = sum(block.link_length for block in inside)
        if is_text and length <= _LONGEST and 5 * links <= length:
            yield from (n for n in places if is_open[n] and not is_strange(blocks[n], article))


def _is_sign(block: PageBlock) -> bool:
    """Return whether a block is a heading of such a box, or stands in what is named so."""
    if len(block.text) <= _LABEL and _SAID.fullmatch(block.text):
        return True
    near = (block.element, *islice(block.element.iterancestors(), _NEAR))
    return any(_is_named(e.get("class")) for e in near)


@lru_cache(maxsize=20_000)
def _is_named(names: str | None) -> bool:
    return bool(names and _NAMED.search(names))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), _MOST_AROUND)


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """Return the innermost element around all of these."""
    shared = [set(_around(element)) for element in elements[1:]]
    outer = (one for one in elements[0].iterancestors() if all(one in each for each in shared))
    return next(outer, None)


def _box(element: HtmlElement, article: HtmlElement, texts: set[HtmlElement]) -> HtmlElement | None:
    """Return the largest element around one that has none of the article's text in it."""
    box = None
    for outer in _around(element):
        if outer is article:
            return box
        if outer in texts:
            break
        box = outer
    return box if article in _around(element) else None
