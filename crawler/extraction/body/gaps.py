"""What the classifier drops out of a text that it keeps: each block is judged alone.

A heading or a sentence between kept sentences of its own container, and code beside them, is part
of the text whatever its numbers say; so is a like sentence right before or behind them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.classifier.forest import SCALE
from crawler.extraction.classifier.prose import MOST_LINKS, ends_sentence, is_sentence
from crawler.extraction.classifier.wording import phrases_of, width
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.surroundings import GROUPS, groups_of

_SENTENCE = 80  # width of a sentence between others that needs little else to be the text's
_SHORT_SENTENCE = 20  # the same beside them
_SHORTEST = 8  # the same of one that closes them
_UNLIKELY = -2 * SCALE  # a score below which a sentence between others is a stranger
_LAST = -5 * SCALE // 2  # the same of a sentence that closes them
_HARDLY = -SCALE  # the same of a sentence beside them, and of a short one between them
_OFTEN = 3  # times that a page says what is no part of a text, such as "More:"
_TRANSPARENT = frozenset(("blockquote", "details"))
_LARGE = 3  # a container with a third of the text is its own
_CODE_AROUND = 8  # elements around code in its own container: a table with the lines' numbers
_POINT_AROUND = 4  # elements around a point within a point
_MOST_AROUND = 30  # elements around a block whose names are looked at
STRANGE_NAMES = sum(
    1 << GROUPS.index(group)
    for group in ("related", "share", "comment", "sign-up", "advert", "notice", "tags", "hidden")
)
_STRANGE_PHRASES = frozenset(("read_also", "sign_up", "share", "advert", "watch", "bio"))
LABELLED = re.compile(r"[^.!?:：]{1,25}[:：]")  # a line that says what it is: `Photo: …`
_SEVERAL = 3  # containers of one name with a heading each: the items of a list
_SIGNATURES = 2  # lines in a container that are set apart, from which a last one is one, too

Places = Mapping[HtmlElement, Sequence[int]]  # containers: the places of their blocks
_Place = tuple[HtmlElement, str, str]  # the element around a container, its tag and its names


def gaps(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
) -> Iterator[int]:
    """Yield the places of the blocks that belong to a text though they were dropped.

    is_open says which blocks nothing but the classifier speaks against.
    """
    often = Counter(block.text for block in blocks)
    texts: Counter[HtmlElement] = Counter()  # containers: the length of their kept sentences
    containers = _containers(blocks)
    alike = _levels_of_likes(containers, blocks, is_kept)
    for around, places in containers.items():
        sentences = [n for n in places if is_kept[n] and is_sentence(blocks[n])]
        if not sentences:
            continue
        texts[around] = sum(len(blocks[n].text) for n in sentences)
        kept = [n for n in places if is_kept[n]]
        levels = {blocks[n].heading_level for n in kept}
        headings = _headings_of_text(places, blocks, is_kept)
        if (around.tag, around.get("class")) in alike:
            levels |= alike[around.tag, around.get("class")]
        for n in places:
            block = blocks[n]
            is_between = kept[0] < n < kept[-1]
            if not is_open[n] or often[block.text] >= _OFTEN or is_strange(block, around):
                continue
            if block.heading_level:
                is_one_of_several = is_between or block.heading_level in levels
                if is_one_of_several and n in headings:
                    yield n
                continue
            is_likely = is_sentence(block) and scores[n] > _least_score(block)
            if is_between and is_likely:
                yield n
            elif block.element.tag == "summary" and n + 1 in places:  # of what it unfolds
                unfolded = blocks[n + 1]
                is_likely = is_sentence(unfolded) and scores[n + 1] > _least_score(unfolded)
                if is_kept[n + 1] or (is_open[n + 1] and is_between and is_likely):
                    yield n
        yield from _beside(sentences, places, blocks, is_kept, is_open, scores, around)
    yield from _labels(blocks, is_kept, is_open)
    yield from _code(blocks, is_open, set(texts))
    # Not of comments that were kept by mistake: others would follow.
    whole = sum(texts.values())
    large = {around for around, n in texts.items() if _LARGE * n >= whole}
    looks: Counter[_Place] = Counter()
    for around, n in texts.items():
        for look in _places(around):
            looks[look] += n
    yield from _alike(blocks, is_open, scores, {k for k, n in looks.items() if _LARGE * n >= whole})
    yield from _lists(blocks, is_kept, is_open, large)


def _least_score(block: PageBlock) -> int:
    """Return the score above which a sentence between others is the text's, by its length."""
    return _UNLIKELY if width(block.text) >= _SENTENCE else _HARDLY


def _is_short_sentence(block: PageBlock, least: int = _SHORT_SENTENCE) -> bool:
    return ends_sentence(block.text) and width(block.text) >= least


def is_strange(block: PageBlock, around: HtmlElement | None) -> bool:
    """Return whether names within its container, or wording, speak against a block."""
    names = 0
    for element in (block.element, *islice(block.element.iterancestors(), _MOST_AROUND)):
        if element is around:
            break
        names |= groups_of(element)
    return bool(names & STRANGE_NAMES or phrases_of(block.text) & _STRANGE_PHRASES)


def _containers(blocks: Sequence[PageBlock]) -> Places:
    """Return the elements that hold paragraphs: as elements of their own, parted by br, or bare.

    What a quotation or details that unfold hold is their container's.
    """
    parts = {block.element for block in blocks if block.part}
    parts |= {block.element.getparent() for block in blocks if block.list_item is None}
    found: dict[HtmlElement, list[int]] = {}
    for n, block in enumerate(blocks):
        if block.list_item is None and not block.rows:
            around = block.element if block.element in parts else block.element.getparent()
            while around is not None and around.tag in _TRANSPARENT:
                around = around.getparent()
            if around is not None:
                found.setdefault(around, []).append(n)
    return found


def _levels_of_likes(
    containers: Places, blocks: Sequence[PageBlock], is_kept: Sequence[bool]
) -> Mapping[tuple[str, str | None], set[int]]:
    """Return the levels of headings above kept text in several containers of one name."""
    counts: Counter[tuple[str, str | None, int]] = Counter(
        (around.tag, around.get("class"), blocks[n].heading_level)
        for around, places in containers.items()
        for n in _headings_of_text(places, blocks, is_kept)
    )
    found: dict[tuple[str, str | None], set[int]] = {}
    for (tag, names, level), count in counts.items():
        if count >= _SEVERAL:
            found.setdefault((tag, names), set()).add(level)
    return found


def _headings_of_text(
    places: Sequence[int], blocks: Sequence[PageBlock], is_kept: Sequence[bool]
) -> frozenset[int]:
    """Return the headings of a container that are followed, other headings aside, by kept text."""
    found = set()
    is_followed = False
    for n in reversed(places):
        if not blocks[n].heading_level:
            is_followed = is_kept[n]
        elif is_followed:
            found.add(n)
    return frozenset(found)


def _beside(
    sentences: Sequence[int],
    places: Sequence[int],
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    scores: Sequence[int],
    around: HtmlElement,
) -> Iterator[int]:
    """Yield the sentences right before and behind the kept ones that look like them."""
    own = frozenset(places)
    signed = [n for n in places if is_kept[n] and _is_set_apart(blocks[n])]
    after = sentences[-1] + 1
    if len(signed) >= _SIGNATURES and after == places[-1] and is_open[after]:
        block, former = blocks[after], blocks[signed[-1]]
        is_like = _is_set_apart(block) and _look(block) == _look(former)
        if is_like and not (is_strange(block, around) or block.link_length):
            yield after
    for end, step in ((sentences[0], -1), (sentences[-1], 1)):
        look = _look(blocks[end])
        n = end + step
        while n in own and is_open[n]:
            block = blocks[n]
            least, score = (_SHORTEST, _LAST) if step > 0 else (_SHORT_SENTENCE, _HARDLY)
            is_like = _is_short_sentence(block, least) or is_sentence(block)
            if _look(block) != look or not is_like or scores[n] <= score:
                break
            is_note = step > 0 and (LABELLED.match(block.text) or "note" in phrases_of(block.text))
            if is_strange(block, around) or block.link_length or is_note:
                break
            yield n
            n += step


def _is_set_apart(block: PageBlock) -> bool:
    """Return whether a line is in bold or italics as a whole, as the names below letters are."""
    is_marked = all(span.strong or span.emphasis for span in block.spans if span.text.strip())
    return (
        is_marked
        and width(block.text) >= _SHORTEST
        and not block.heading_level
        and not is_sentence(block)
    )


def _look(block: PageBlock) -> tuple[str, str | None]:
    return block.element.tag, block.element.get("class")


def _labels(
    blocks: Sequence[PageBlock], is_kept: Sequence[bool], is_open: Sequence[bool]
) -> Iterator[int]:
    """Yield the labels of what readers unfold, where that was kept."""
    for n, block in enumerate(blocks[:-1]):
        is_label = block.element.tag in ("summary", "button") and is_open[n] and is_kept[n + 1]
        if is_label and next(block.element.iter("p"), None) is None:  # it is closed
            yield n


def _code(
    blocks: Sequence[PageBlock], is_open: Sequence[bool], texts: set[HtmlElement]
) -> Iterator[int]:
    """Yield the code that stands in a container of text."""
    for n, block in enumerate(blocks):
        is_preformatted = block.element.tag == "pre" and block.element.get("class") != "mermaid"
        is_code = is_preformatted or (block.spans and all(span.code for span in block.spans))
        around = (block.element, *islice(block.element.iterancestors(), _CODE_AROUND))
        if is_open[n] and is_code and not texts.isdisjoint(around):
            yield n


def _alike(
    blocks: Sequence[PageBlock],
    is_open: Sequence[bool],
    scores: Sequence[int],
    looks: set[_Place],
) -> Iterator[int]:
    """Yield the sentences in a container that looks like those of the text beside it."""
    for n, block in enumerate(blocks):
        around = block.element.getparent()
        if (
            not is_open[n]
            or around is None
            or scores[n] <= _UNLIKELY
            or block.list_item is not None
            or (block.element.tag != "p" and block.link_length > MOST_LINKS * len(block.text))
        ):
            continue
        is_like = _is_short_sentence(block) and not looks.isdisjoint(_places(around))
        if is_like and not is_strange(block, None):
            yield n


def _places(container: HtmlElement) -> Iterator[_Place]:
    """Yield where a container or the element around it stands, and its names."""
    for element in (container, container.getparent()):
        outer = element.getparent() if element is not None else None
        if element is not None and outer is not None and (names := element.get("class")):
            yield outer, element.tag, names


def _lists(
    blocks: Sequence[PageBlock],
    is_kept: Sequence[bool],
    is_open: Sequence[bool],
    texts: set[HtmlElement],
) -> Iterator[int]:
    """Yield the points of a list within a kept point, and definitions in a container of text."""
    kept_items = {block.list_item for block, kept in zip(blocks, is_kept, strict=True) if kept}
    kept = [n for n, each in enumerate(is_kept) if each]
    if not kept:
        return
    for n, block in enumerate(blocks):
        if not is_open[n]:
            continue
        outer = list(islice(block.element.iterancestors(), _POINT_AROUND))
        is_one = False
        if block.list_item is not None and block.item_depth > 1:
            is_one = any(element in kept_items for element in outer)
        elif block.element.tag in ("dt", "dd") and kept[0] < n < kept[-1] and not block.link_length:
            listed = next((e for e in outer if e.tag == "dl"), None)
            is_one = listed is not None and listed.getparent() in texts
        if is_one and not is_strange(block, None):
            yield n
