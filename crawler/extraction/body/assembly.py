"""From the blocks that are the article to its body: lists joined, headings in order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.page import Page
from crawler.extraction.page.text import clean
from crawler.items import Block, Cell, Image, Span

TOP_HEADING = 2  # level 1 is the headline's
LOWEST_HEADING = 6
_NUMBER = re.compile(r"-?\d{1,5}", re.A)
_LINE_OF_CODE = re.compile(
    r"\s*(?:[#/]{2}|#!|#include\b|<\w|[\w.]+\(|[\w.\[\]\"']+ [-+*/:]?= ?\S|[{}]|\$ \w|"
    r"(?:import|from|def|class|return|if|for|while|var|let|const|function|public) .*[():;{])|"
    r".*[;{}]\s*$"
)
_CODE = re.compile(r"code|highlight|source|lang-|language-|prettyprint|terminal", re.I)


def article_body(
    page: Page, blocks: Sequence[PageBlock], images: Mapping[PageBlock | None, Sequence[Image]]
) -> tuple[Block, ...]:
    """Return the body that these blocks of the page make.

    images has the pictures by the block that they precede, the last ones by None.
    """
    levels = _heading_levels(blocks)

    out: list[Block] = []
    item: HtmlElement | None = None
    for block in blocks:
        if block in images:
            out += _pictures(images[block])
            item = None
        if block.rows:
            rows = tuple(tuple(_spans(page, cell) for cell in row) for row in block.rows)
            out.append(Block("table", rows=rows, quoted=block.quoted))
        elif block.heading_level:
            level = levels[block.heading_level]
            out.append(Block("heading", _spans(page, block.spans), level=level))
        elif block.list_item is not None and block.list_item is item:
            joined = (*out[-1].spans, Span("\n"), *_spans(page, block.spans))
            out[-1] = _item(block, joined)
        elif block.list_item is not None:
            out.append(_item(block, _spans(page, block.spans)))
        elif block.lines:
            out += _preformatted(block)
        elif block.element.tag == "dt":
            term = tuple(replace(span, strong=True) for span in _spans(page, block.spans))
            out.append(Block("paragraph", term, quoted=block.quoted))
        else:
            out.append(Block("paragraph", _spans(page, block.spans), quoted=block.quoted))
        item = block.list_item if out[-1].kind == "item" else None
    return (*out, *_pictures(images.get(None, ())))


def _pictures(images: Sequence[Image]) -> list[Block]:
    return [Block("image", image=image) for image in images]


def _preformatted(block: PageBlock) -> list[Block]:
    """Return the text as it is laid out: as code where the page says so, else as verses."""
    element, text = block.element, block.lines
    names = f"{element.get('class')} {element.getparent().get('class')}"
    is_marked = next(element.iter("code", "samp", "kbd"), None) is not None or _CODE.search(names)
    if is_marked or _reads_as_code(text):
        return [Block("code", (Span(text),), quoted=block.quoted)]
    verses = re.split(r"\n\s*\n", text)
    lines = ("\n".join(line.strip() for line in verse.split("\n")) for verse in verses)
    return [Block("paragraph", (Span(verse),), quoted=block.quoted) for verse in lines if verse]


def _reads_as_code(text: str) -> bool:
    """Return whether most lines of a text look like those of a program."""
    lines = [line for line in text.split("\n") if line.strip()]
    return 2 * sum(bool(_LINE_OF_CODE.match(line)) for line in lines) > len(lines)


def _heading_levels(blocks: Sequence[PageBlock]) -> dict[int, int]:
    """Return the level of each of the page's levels: the highest is TOP_HEADING, without gaps."""
    used = sorted({block.heading_level for block in blocks if block.heading_level})
    return {level: min(TOP_HEADING + n, LOWEST_HEADING) for n, level in enumerate(used)}


def _item(block: PageBlock, spans: tuple[Span, ...]) -> Block:
    return Block(
        "item",
        spans,
        level=max(1, block.item_depth),
        number=_number(block.list_item),
        quoted=block.quoted,
    )


def _number(item: HtmlElement | None) -> int | None:
    """Return the number that a browser shows before the item, None in an unordered list."""
    around = item.getparent() if item is not None else None
    if item is None or around is None or around.tag != "ol":
        return None
    before = [item, *item.itersiblings("li", preceding=True)]
    step = 1 if around.get("reversed") is None else -1
    for n, earlier in enumerate(before):
        if (value := _whole_number(earlier.get("value"))) is not None:
            return value + n * step
    first = _whole_number(around.get("start"))
    if first is None:
        first = 1 if step > 0 else len(around.findall("li"))
    return first + (len(before) - 1) * step


def _whole_number(text: str | None) -> int | None:
    return int(text) if text and _NUMBER.fullmatch(text.strip()) else None


def _address(page: Page, link: str | None) -> str | None:
    """Return the address of a link; one within the page leads nowhere outside of it."""
    return None if link and link.startswith("#") else page.absolute(link)


def _spans(page: Page, spans: Sequence[Span] | Cell) -> tuple[Span, ...]:
    return tuple(
        span
        if text is span.text and span.url is None
        else replace(span, text=text, url=_address(page, span.url))
        for span in spans
        if (text := clean(span.text))
    )
