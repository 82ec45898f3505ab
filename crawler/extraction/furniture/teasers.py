"""Lists of the site's other stories with a text each, in whatever markup, above or below the text.

An item is a line that begins with a link to another story of the site, and a text. A roundup has
such items as well, but nothing stands between them and the sentences above, and their texts look
like those or their headlines are headings among those.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from urllib.parse import urljoin, urlsplit

from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.links import is_same_site
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import letters

_FEWEST = 3  # items of a list
_MOST = 20  # lists of a page that are looked at
_MOST_LINES = 6  # of an item, its headline among them
_HEADLINE = 12  # width of the shortest one
_BEFORE = 20  # characters before it: when it was, or a number
_EXCERPT = 24  # width of the shortest text
_STORY = 3  # sentences that are the page's own text

_Look = tuple[str, str | None, str, str | None]  # tag and names of an element, and those around it


def listed_stories(page: Page, blocks: Sequence[PageBlock], kept: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the kept blocks that are items of a list of other stories.

    The list stands above or below all of the page's own text, parted from it by what was dropped,
    and looks unlike it.
    """
    if len(kept) < _STORY or len({_look(blocks[n]) for n in kept}) == 1:
        return
    titles = [n for n, block in enumerate(blocks) if _begins_with_link(block)]
    for items in islice(_rows(page, blocks, titles), _MOST):
        inside = _lines_of(items, blocks)
        listed = [n for n in kept if n in inside]
        own = [n for n in kept if n not in inside and is_sentence(blocks[n])]
        if listed and len(own) >= _STORY and _is_apart(inside, own, kept):
            looks = {_look(blocks[n]) for n in own}
            around = {blocks[n].element.getparent() for n in own}
            heads = [n for n in items if blocks[n].heading_level]
            are_sections = any(blocks[n].element.getparent() in around for n in heads)
            if not are_sections and looks.isdisjoint(_look(blocks[n]) for n in listed):
                yield from listed


def listed_headlines(page: Page, blocks: Sequence[PageBlock], kept: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of the kept points that are nothing but another story's headline.

    That is a heading which is a link as a whole, with no text of its own in the point.
    """
    for n in kept:
        block = blocks[n]
        if block.heading_level and block.list_item is not None and block.is_link:
            is_all = letters(str(block.list_item.text_content())) == letters(block.text)
            if is_all and width(block.text) >= _HEADLINE and _story(page, block):
                yield n


def _is_apart(inside: range, own: Sequence[int], kept: Sequence[int]) -> bool:
    """Return whether a list stands above or below all of the text, with something between."""
    if own[-1] < inside[0]:
        between = range(own[-1] + 1, inside[0])
    elif inside[-1] < own[0]:
        between = range(inside[-1] + 1, own[0])
    else:
        return False
    return not set(between) <= set(kept)


def _begins_with_link(block: PageBlock) -> bool:
    """Return whether a block begins with a link as long as a headline, or is little else."""
    if not block.link_length or block.rows:
        return False
    before = 0
    for span in block.spans:
        if span.url is not None:
            return width(span.text) >= _HEADLINE and before <= _BEFORE
        before += len(span.text)
    return False


def _rows(
    page: Page, blocks: Sequence[PageBlock], titles: Sequence[int]
) -> Iterator[Sequence[int]]:
    """Yield the headlines that look alike and follow one another, with a text each."""
    looks: dict[_Look, list[int]] = {}
    for n in titles:
        looks.setdefault(_look(blocks[n]), []).append(n)
    for alike in looks.values():
        if len(alike) < _FEWEST:
            continue
        row = [alike[0]]
        for n, following in pairwise([*alike, len(blocks) + _MOST_LINES + 1]):
            if following - n > _MOST_LINES:
                if len(row) >= _FEWEST and _is_list(page, blocks, row):
                    yield row
                row = []
            row.append(following)


def _is_list(page: Page, blocks: Sequence[PageBlock], row: Sequence[int]) -> bool:
    """Return whether most of the headlines lead to a story of their own, and have a text."""
    texts = sum(_has_text(blocks, n, end) for n, end in pairwise([*row, row[-1] + _MOST_LINES]))
    if 3 * texts < 2 * len(row):
        return False
    addresses = {_story(page, blocks[n]) for n in row}
    return None not in addresses and len(addresses) == len(row)


def _story(page: Page, block: PageBlock) -> str | None:
    """Return the address of another page of the site that a block begins with."""
    link = next(span.url for span in block.spans if span.url is not None)
    try:
        url = urljoin(page.url, link)
        parts, own = urlsplit(url), urlsplit(page.url)
    except ValueError:
        return None
    is_this_page = (parts.path, parts.query) == (own.path, own.query)
    is_other = is_same_site(url, page.url, page.profile.domains) and not is_this_page
    return url if is_other else None


def _has_text(blocks: Sequence[PageBlock], title: int, end: int) -> bool:
    block = blocks[title]
    rest = len(block.text) - block.link_length
    return rest >= _EXCERPT or any(map(is_sentence, blocks[title + 1 : end]))


def _lines_of(row: Sequence[int], blocks: Sequence[PageBlock]) -> range:
    """Return the lines of a list, the last item's as many as any other's."""
    most = max(following - n for n, following in pairwise(row))
    return range(row[0], min(row[-1] + most, len(blocks)))


def _look(block: PageBlock) -> _Look:
    element = block.element
    around = element.getparent()
    outer = (around.tag, around.get("class")) if around is not None else ("", None)
    return (element.tag, element.get("class"), *outer)
