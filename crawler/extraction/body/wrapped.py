"""What a page wraps in elements of its own among the kept sentences of a text.

Editors of blocks put each heading, list, table and paragraph into elements that hold nothing else:
`<div class="block"><div class="inner"><h2>`. These are no container; what is around them is.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.body.gaps import LABELLED, is_strange
from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import is_sentence
from crawler.extraction.classifier.wording import width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.surroundings import GROUPS, groups_of

_MOST = 8  # elements around a block that hold nothing else: builders of pages have six
_HARDLY = -SCALE  # a score below which a wrapped sentence is a stranger
_UNLIKELY = -2 * SCALE  # the same of a line right between kept ones
_LONGEST = 120  # width of a line that heads a text
_OFTEN = 3  # times that a page says what is no part of a text

_HEADING = 1 << GROUPS.index("heading")

Looks = frozenset[tuple[str, str]]  # of an element: its tag with each of its classes


def wrapped(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of the wrapped headings and sentences between kept ones.

    is_open says which blocks nothing but the classifier speaks against.
    """
    kept = [n for n, each in enumerate(is_kept) if each]
    between = range(kept[0] + 1, kept[-1]) if kept else range(0)
    asked = [
        n for n in between if is_open[n] and blocks[n].list_item is None and not blocks[n].rows
    ]
    if not asked:
        return
    homes = Homes(blocks, is_kept)
    often = Counter(block.text for block in blocks)
    for n in asked:
        block = blocks[n]
        if _is_between_likes(n, blocks, is_kept) and not is_strange(block, None):
            yield n
            continue
        around = homes.around(block.element)
        if around is None or not homes.is_among(around, n, n) or often[block.text] >= _OFTEN:
            continue
        is_head = bool(block.heading_level) or block.element.tag == "summary"
        if is_head:
            is_text = is_kept[n + 1] and not blocks[n + 1].heading_level
        else:
            is_text = is_sentence(block) and scores[n] > _HARDLY
        if is_text and not is_strange(block, around):
            yield n


def _is_between_likes(n: int, blocks: Sequence[PageBlock], is_kept: Sequence[bool]) -> bool:
    """Return whether a heading ends or begins a container of text, and the next one is like it.

    Editors have pictures and columns between the parts of one text.
    """
    if not (blocks[n].heading_level and is_kept[n - 1] and is_kept[n + 1]):
        return False
    before, own, after = (each.element.getparent() for each in blocks[n - 1 : n + 2])
    is_apart = own in (before, after) and None is not before is not after is not None
    return (
        is_apart
        and before.get("class") is not None
        and (before.tag, before.get("class")) == (after.tag, after.get("class"))
        and is_sentence(blocks[n - 1])
        and is_sentence(blocks[n + 1])
    )


def subheadings(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of the dropped headings and sentences right between what was kept.

    Builders of pages give each a box of its own (`<div class="widget"><div class="inner"><h2>`),
    the text too; old pages and editors set a heading in bold, or call its div a title.

    is_open says which blocks nothing but the classifier speaks against.
    """
    often: Counter[str] | None = None  # most pages have no such line
    for n in range(1, len(blocks) - 1):
        if not (is_open[n] and is_kept[n - 1] and is_kept[n + 1]):
            continue
        line, after = blocks[n], blocks[n + 1]
        if scores[n] <= _UNLIKELY or not is_sentence(after):
            continue
        is_text = is_sentence(line) and not line.link_length
        if not (is_text or _is_line(line)):
            continue
        often = often or Counter(block.text for block in blocks)
        if often[line.text] >= _OFTEN or is_strange(line, None):
            continue
        before = blocks[n - 1]
        may_be_boxed = is_text or line.heading_level or _is_named(line)
        if (_is_set_apart(line) and _share_an_element(before, line, after)) or (
            may_be_boxed and _are_siblings(before, line, after)
        ):
            yield n


def _is_line(block: PageBlock) -> bool:
    return (
        not (block.link_length or block.rows or block.lines or block.list_item is not None)
        and width(block.text) <= _LONGEST
        and "\n" not in block.text
        and not LABELLED.match(block.text)
    )


def _is_set_apart(block: PageBlock) -> bool:
    """Return whether a line is in bold as a whole, and no caption of a picture above it."""
    is_strong = all(span.strong for span in block.spans if span.text.strip())
    return not block.images_before and (is_strong or bool(block.heading_level))


def _is_named(block: PageBlock) -> bool:
    return not block.images_before and bool(groups_of(block.element) & _HEADING)


def _share_an_element(*blocks: PageBlock) -> bool:
    """Return whether one element holds blocks as its children, or as its own text."""
    near = [{block.element, block.element.getparent()} for block in blocks]
    return bool(set.intersection(*near) - {None})


def _are_siblings(before: PageBlock, line: PageBlock, after: PageBlock) -> bool:
    """Return whether the boxes of three blocks stand in one element, and are named alike."""
    around, box = outside(line.element)
    if around is None:
        return False
    boxes = [_child_around(around, block.element) for block in (before, after)]
    looks = looks_of(box)
    return all(
        other is not None and other is not box and not looks.isdisjoint(looks_of(other))
        for other in boxes
    )


def _child_around(holder: HtmlElement, element: HtmlElement) -> HtmlElement | None:
    """Return the child of an element that another one is, or stands in."""
    near = (element, *islice(element.iterancestors(), _MOST))
    return next((each for each in near if each.getparent() is holder), None)


class Homes:
    """The elements that hold kept sentences, each by itself or wrapped as others are."""

    def __init__(self, blocks: Sequence[PageBlock], is_kept: Sequence[bool]) -> None:
        self.ends: dict[HtmlElement, tuple[int, int]] = {}  # the first kept sentence, and the last
        self.direct: set[HtmlElement] = set()  # that hold sentences as they are
        self.looks: dict[HtmlElement, set[tuple[str, str]]] = {}  # of what wraps the others
        self.boxed: Counter[HtmlElement | None] = Counter()  # the others
        for n, block in enumerate(blocks):
            if not is_kept[n] or not is_sentence(block) or block.list_item is not None:
                continue
            container = block.element if block.part else block.element.getparent()
            if container is None:
                continue
            self._add(container, n)
            self.direct.add(container)
            around, wrapper = outside(block.element)
            if around is not None and around is not container:
                self._add(around, n)
                self.boxed[around] += 1
                self.looks.setdefault(around, set()).update(looks_of(wrapper))

    def _add(self, around: HtmlElement, n: int) -> None:
        self.ends[around] = (self.ends.get(around, (n, n))[0], n)

    def around(self, element: HtmlElement) -> HtmlElement | None:
        """Return what an element shares with kept sentences, None if that is nothing."""
        around, wrapper = outside(element)
        if around is None or around not in self.ends:
            return None
        is_like = wrapper is element or around in self.direct
        return around if is_like or not looks_of(wrapper).isdisjoint(self.looks[around]) else None

    def is_among(self, around: HtmlElement, first: int, last: int) -> bool:
        """Return whether kept sentences stand before and behind some blocks in an element."""
        start, end = self.ends[around]
        return start < first and last < end


def outside(element: HtmlElement) -> tuple[HtmlElement | None, HtmlElement]:
    """Return what is around an element and holds something else, and what of it holds this one."""
    wrapper, around = element, element.getparent()
    for _ in range(_MOST):
        if around is None or not _holds_one(around):
            break
        wrapper, around = around, around.getparent()
    return outside(around) if around is not None and around.tag == "details" else (around, wrapper)


def looks_of(element: HtmlElement) -> Looks:
    """Return what an element is called; of a plain div that is nothing."""
    names = (element.get("class") or "").split()
    if not names and element.tag != "div":
        names = [""]
    return frozenset((element.tag, name) for name in names)


def _holds_one(wrapper: HtmlElement) -> bool:
    """Return whether an element holds one other and no text, but for a caption."""
    inner = [child for child in islice(wrapper, 3) if child.tag != "figcaption"]
    if len(inner) != 1 or not isinstance(inner[0].tag, str) or len(wrapper) > 2:
        return False
    return not any(text and text.strip() for text in (wrapper.text, *(e.tail for e in wrapper)))
