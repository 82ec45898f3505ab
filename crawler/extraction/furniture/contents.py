"""The headings of lists of contents: the lists are links, and none of the text."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.text import letters

_FEWEST = 3  # links of a list of contents
_MOST = 100
_NAMED = 50  # percent of them that say a heading of the text, from which it is one
_MOST_AROUND = 10  # elements between a block and what stands below the heading before it


def headings_of_contents(blocks: Sequence[PageBlock], kept: Sequence[int]) -> Iterator[int]:
    """Yield the kept headings of whose lists of contents nothing was kept."""
    headings = {letters(blocks[n].text) for n in kept if blocks[n].heading_level}
    for n, after in pairwise(kept):
        heading = blocks[n].element
        if not blocks[n].heading_level and heading.tag != "summary":
            continue
        below = heading.getnext()
        if below is None or below in _around(blocks[after].element):
            continue
        links = [e for e in islice(below.iter("a"), _MOST) if len(e.get("href") or "") > 1]
        if len(links) < _FEWEST or any(not e.get("href").startswith("#") for e in links):
            continue
        named = sum(letters(str(e.text_content())) in headings for e in links)
        if 100 * named >= _NAMED * len(links):
            yield n


def _around(element: HtmlElement) -> tuple[HtmlElement, ...]:
    return (element, *islice(element.iterancestors(), _MOST_AROUND))
