"""Lists and tables of a text that were dropped, and the lines that announce something.

The classifier judges point by point; a list is part of a text as a whole or not at all. It is if
a part of it was kept, if it stands between kept paragraphs of its own container, or if one of them
announces it: "Open are:". A list of links is furniture more often than not: it needs such a line,
or a part that was kept. A table's caption is a part of it, and an element that holds nothing but a
list or a table (`<figure class="wp-block-table">`) is no container of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import is_strange
from crawler.extraction.body.wrapped import Homes, outside
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import MOST_LINKS, is_sentence
from crawler.extraction.classifier.wording import phrases_of
from crawler.extraction.furniture.captions import captioned
from crawler.extraction.page.block_list import PageBlock

_LISTS = frozenset(("ul", "ol", "dl"))
_COLONS = frozenset(":：︰")
_KEPT_PART = 3  # a list of which a third was kept is kept
_FEWEST = 3  # points of a list that are judged by each other
_MOST_IN_POINT = 4  # elements around a text in what is a list by its role alone
_MOST_AROUND = 30  # elements around a point, one of which is the list
_MOST_ADVERTS = 2  # lines between a text and its list that belong to neither
_OFTEN = 3  # times that a page says what is no part of a text
_SEVERAL = 3  # sentences in a box each, from which lists are in boxes, too
_UNLIKELY = -3 * SCALE  # the mean score of a list's points below which it is furniture
_RATHER_NOT = -2 * SCALE  # the same of a list whose box is like no other


def whole_lists(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of the dropped blocks that belong to a list, a table or its announcement.

    is_open says which blocks nothing but the classifier speaks against.
    """
    kept = [n for n, each in enumerate(is_kept) if each]
    if not kept:
        return
    homes: Homes | None = None  # most pages have no such list
    often = Counter(block.text for block in blocks)
    for places in _groups(blocks):
        first, last = places[0], places[-1]
        own = _outermost(blocks[first])
        dropped = [n for n in places if is_open[n]]
        if not dropped or own is None or not kept[0] < first:
            continue
        homes = homes or Homes(blocks, is_kept)
        around = homes.around(own)
        if around is None:
            box, _ = outside(own)
            if box is not None and box.getparent() in homes.ends:
                yield from _box(places, box, blocks, is_kept, is_open, scores)
            elif homes.boxed[box] >= _SEVERAL and _is_between(places, box, blocks, is_kept, scores):
                yield from dropped
            continue
        if sum(scores[n] for n in places) < _UNLIKELY * len(places):
            continue
        if any(is_strange(blocks[n], around) for n in places):
            continue
        is_table = any(blocks[n].rows for n in places)
        before = first - 1
        is_announced = (
            around in (_container(blocks[before]), outside(blocks[before].element)[0])
            and (is_kept[before] or is_open[before])
            and announces(blocks[before])
            and not is_strange(blocks[before], around)
        )
        was_kept = _KEPT_PART * sum(is_kept[n] for n in places) >= len(places)
        text = _text_before(first, blocks, is_kept, is_open, often)
        is_below = text is not None and around in (
            _container(blocks[text]),
            outside(blocks[text].element)[0],
        )
        ends_text = is_table and text == before
        is_between = is_below and (last < kept[-1] or ends_text)
        if is_announced or was_kept or (is_between and not _are_links(places, blocks)):
            yield from dropped
            if is_announced and is_open[before]:
                yield before
    for n in kept:
        if n + 1 < len(blocks) and is_open[n + 1] and announces(blocks[n]):
            link, around = blocks[n + 1], _container(blocks[n])
            is_lone = link.link_length == len(link.text) and not link.heading_level
            if is_lone and _container(link) is around and not is_strange(link, around):
                yield n + 1


def stray_points(blocks: Sequence[PageBlock], is_kept: Sequence[bool]) -> Iterator[int]:
    """Yield the places of the kept points of lists of which most were dropped: Save, Share, Print.

    Such lists stand above the text; those in it and below it may be its own.
    """
    begin = next((n for n, kept in enumerate(is_kept) if kept and is_sentence(blocks[n])), 0)
    for places in _groups(blocks[:begin]):
        kept = [n for n in places if is_kept[n]]
        if len(places) >= _FEWEST and _KEPT_PART * len(kept) < len(places):
            yield from kept


def _box(
    places: Sequence[int],
    box: HtmlElement,
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of a list in a box between kept paragraphs, such as ingredients.

    The box holds nothing else but a heading.
    """
    first, last = places[0], places[-1]
    if _is_heading_of(blocks[first - 1], box):
        first -= 1
    if not (first > 0 and last + 1 < len(blocks) and is_kept[first - 1] and is_kept[last + 1]):
        return
    around = box.getparent()
    if not all(_container(blocks[n]) is around for n in (first - 1, last + 1)):
        return
    inside = range(first, last + 1)
    is_likely = sum(scores[n] for n in inside) >= _UNLIKELY * len(inside)
    if not is_likely or _are_links(places, blocks):
        return
    if all(is_kept[n] or is_open[n] for n in inside) and not any(
        is_strange(blocks[n], around) for n in inside
    ):
        yield from (n for n in inside if is_open[n])


def _is_between(
    places: Sequence[int],
    around: HtmlElement | None,
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    scores: Sequence[int],
) -> bool:
    """Return whether a list stands right between kept sentences, each in a box of its own."""
    before, after = places[0] - 1, places[-1] + 1
    if not (before >= 0 and after < len(blocks) and is_kept[before] and is_kept[after]):
        return False
    return (
        all(outside(blocks[n].element)[0] is around for n in (before, after))
        and sum(scores[n] for n in places) >= _RATHER_NOT * len(places)
        and not _are_links(places, blocks)
        and not any(is_strange(blocks[n], around) for n in places)
    )


def _is_heading_of(block: PageBlock, box: HtmlElement) -> bool:
    return block.element.getparent() is box and (
        block.heading_level > 0 or block.element.tag in ("p", "div", "strong")
    )


def announces(block: PageBlock) -> bool:
    """Return whether a line ends in a colon."""
    return block.text.rstrip()[-1:] in _COLONS and not block.link_length


def _text_before(
    first: int,
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    often: Mapping[str, int],
) -> int | None:
    """Return the place of the kept block before a list, None if none is near.

    Between them may stand what a rule has dropped or the page says often, such as the label of an
    advertisement, or a button that shares the page, and a heading that the classifier has dropped
    as it has the list.
    """
    n = first - 1
    while n > 0 and first - n <= _MOST_ADVERTS and not is_kept[n]:
        is_button = not blocks[n].heading_level and "share" in phrases_of(blocks[n].text)
        if is_open[n] and often[blocks[n].text] < _OFTEN and not is_button:
            break
        n -= 1
    if n > 0 and is_open[n] and blocks[n].heading_level and not is_strange(blocks[n], None):
        n -= 1
    return n if n >= 0 and is_kept[n] else None


def _groups(blocks: Sequence[PageBlock]) -> Iterator[list[int]]:
    """Yield the places of the blocks of each list, whatever is within its points, and table."""
    places: list[int] = []
    group: HtmlElement | None = None
    for n, block in enumerate(blocks):
        own = _outermost(block)
        if own is not group:
            if places:
                yield places
            group, places = own, []
        if own is not None:
            places.append(n)
    if places:
        yield places


def _outermost(block: PageBlock) -> HtmlElement | None:
    """Return the outermost list around a block, or its table, None if it is in neither."""
    if block.rows:
        return block.element
    if (table := captioned(block.element)) is not None and table.tag == "table":
        return table
    if block.list_item is None and block.element.tag not in ("dt", "dd"):
        near = islice(block.element.iterancestors(), _MOST_IN_POINT)
        return next((e for e in near if e.get("role") == "list"), None)
    around = islice(block.element.iterancestors(), _MOST_AROUND)
    return next((e for e in reversed([block.element, *around]) if e.tag in _LISTS), None)


def _container(block: PageBlock) -> HtmlElement | None:
    return block.element if block.part else block.element.getparent()


def _are_links(places: Sequence[int], blocks: Sequence[PageBlock]) -> bool:
    """Return whether the lines are links.

    Those of a table with headings are links if most of its rows hold nothing else.
    """
    tables = [n for n in places if next(blocks[n].element.iter("th"), None) is not None]
    rows = [row for n in tables for row in blocks[n].rows]
    if rows:
        return 2 * sum(all(span.url for cell in row for span in cell) for row in rows) > len(rows)
    links = sum(blocks[n].link_length for n in places)
    return links > MOST_LINKS * sum(len(blocks[n].text) for n in places)
