"""What a page says twice: its text again, a quotation pulled out, a label before its links."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import urljoin

from lxml.html import HtmlElement

from crawler.extraction.classifier.agreement import words
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.links import is_same_site
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters
from crawler.extraction.site.place_keys import place_of

_LONG = 60  # characters: a shorter line may well be said twice, such as an answer or a refrain
_PRINTED_TWICE = 40  # percent of the text that repeats, from which all of it is printed twice
_PULLED = 20  # characters from which a quotation that stands in the text too was pulled out of it
_PULL = re.compile(r"pull-?_?quote", re.I)
_MOST_QUOTES = 200  # of a page that are looked for in its text
_LABEL = re.compile(r"\W*(?P<label>[^\W\d_][^|:：»]{2,39}?)\s*[|:：»]\s*(?P<rest>.+)", re.S)
_LABELLED = 300  # characters of a line that is a label and another story's headline
_TIMES = 2  # that a page says such a label
_HEADLINE = 20  # letters of a link that may be one

Numbers = Iterator[int]


def said_before(blocks: Sequence[PageBlock], kept: Sequence[int]) -> Numbers:
    """Yield the numbers of the kept blocks that the page only prints again.

    A writer may say a thing twice, such as the question to each of several people, or the plan of
    each day. A page does where a text follows itself, where several in a row are those of another
    place, and where nearly half of all is there twice; and where a short line stands between such.
    """
    again = set(_long_ones_again(blocks, kept))
    yield from sorted(again)
    seen: set[str] = set()
    for before, n, after in zip(kept, kept[1:], kept[2:], strict=False) if again else ():
        seen.add(blocks[before].text)
        if {before, after} <= again and n not in again and blocks[n].text in seen:
            yield n


def _long_ones_again(blocks: Sequence[PageBlock], kept: Sequence[int]) -> Numbers:
    long = [n for n, each in enumerate(blocks) if len(each.text) >= _LONG and not each.lines]
    texts = ["", *(blocks[n].text for n in long), ""]
    is_kept = set(kept)
    first: dict[str, int] = {}  # text: place among the long ones
    again: dict[int, int] = {}  # of later ones that are kept: which it repeats
    for at, n in enumerate(long, 1):
        if n in is_kept and texts[at] in first:
            again[at] = first[texts[at]]
        elif n in is_kept:
            first[texts[at]] = at
    if not again:
        return
    new = sorted(is_kept - {long[at - 1] for at in again})
    whole = sum(len(blocks[n].text) for n in kept)
    is_twice = 100 * sum(len(texts[at]) for at in again) >= _PRINTED_TWICE * whole
    for at, former in again.items():
        here, there = long[at - 1], long[former - 1]
        is_next = bisect_right(new, there) == bisect_left(new, here)  # nothing new between them
        is_in_row = any(texts[at + step] == texts[former + step] != "" for step in (-1, 1))
        if is_twice or is_next or (is_in_row and _place(blocks, here) != _place(blocks, there)):
            yield here


def _place(blocks: Sequence[PageBlock], number: int) -> str:
    return place_of(blocks[number].element)


def pulled_out(blocks: Sequence[PageBlock], kept: Sequence[int]) -> Numbers:
    """Yield the numbers of what was pulled out of a paragraph to be read twice, by its name."""
    pulled = [n for n in kept if _is_set_apart(blocks[n].element)][:_MOST_QUOTES]
    if not pulled:
        return
    text = "\n".join(_words_only(blocks[n].text) for n in kept if n not in pulled)
    for n in pulled:
        quotation = _words_only(blocks[n].text)
        if len(quotation) >= _PULLED and quotation in text:
            yield n


def _is_set_apart(element: HtmlElement) -> bool:
    near = (element, *islice(element.iterancestors(), 3))
    names = " ".join(outer.get("class") or "" for outer in near)
    return bool(_PULL.search(names))


def _words_only(text: str) -> str:
    return " ".join(words(text))


def labelled_links(page: Page, blocks: Sequence[PageBlock], kept: Sequence[int]) -> Numbers:
    """Yield the kept lines that are a label, which the page says again, and a link to a story.

    `Read here: …` in whatever language: what is linked is a headline, and the site's own.
    """
    labels = [_label(page, block) for block in blocks]
    times = Counter(labels)
    yield from (n for n in kept if labels[n] and times[labels[n]] >= _TIMES)


def _label(page: Page, block: PageBlock) -> str:
    """Return the letters of the label before a link, "" if the block is not of that form."""
    if not block.link_length or len(block.text) > _LABELLED or block.heading_level:
        return ""
    found = _LABEL.fullmatch(block.text)
    if found is None or len(letters(found["rest"])) < _HEADLINE:
        return ""
    if block.link_length < len(found["rest"].strip()):
        return ""
    links = [link.get("href") or "" for link in block.element.iter("a")]
    return letters(found["label"]) if links and all(_is_own(page, each) for each in links) else ""


def _is_own(page: Page, link: str) -> bool:
    try:
        return is_same_site(urljoin(page.url, link), page.url, page.profile.domains)
    except ValueError:
        return False
