"""The blocks of an article to Markdown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from crawler.items import Block, Cell, Span
from pipelines.document.inline import inline
from pipelines.document.lists import lists
from pipelines.text.characters import one_line, readable
from pipelines.text.spans import clean_spans
from pipelines.text.web_addresses import destination, web_address

_MARKUP = re.compile(r"[\\`*_~^$|<>{}\[\]]|&(?=#?\w+;)|(?<=[pPwW])(?=://|\.)")


@dataclass(frozen=True, slots=True)
class Keep:
    """What else than text and its looks the body keeps."""

    links: bool = False
    images: bool = False
    captions: bool = False  # of pictures that are not kept: a gallery's are its text


def blocks(body: Iterable[Block], keep: Keep) -> list[str]:
    """Return the Markdown of each block; a list or a quotation is one."""
    parts: list[str] = []
    for is_quoted, group in groupby(body, key=lambda block: block.quoted):
        inner = _unquoted(group, keep)
        if not is_quoted:
            parts += inner
        elif inner:
            parts.append("\n".join(f"> {line}" if line else ">" for line in _lines(inner)))
    return parts


def picture(address: str, caption: str, alt: str = "") -> list[str]:
    """Return the Markdown of an image, and of its caption if it has one.

    An alternative text loses the signs of any markup: older goldmarks say escapes as they stand.
    """
    image = f"![{one_line(_MARKUP.sub(' ', alt))}]({destination(address)})"
    return [image, inline((Span(caption),))] if caption else [image]


def _lines(parts: Sequence[str]) -> list[str]:
    return "\n\n".join(parts).split("\n")


def _unquoted(body: Iterable[Block], keep: Keep) -> list[str]:
    parts: list[str] = []
    for kind, group in groupby(body, key=lambda block: block.kind):
        if kind == "item":
            parts += lists(group, keep.links)
        else:
            parts += [part for block in group for part in _block(block, keep) if part]
    return parts


def _block(block: Block, keep: Keep) -> list[str]:
    if block.kind == "heading":
        words = inline(block.spans, "heading", keep_links=keep.links)
        return [f"{'#' * min(max(block.level, 2), 6)} {words}"] if words else []
    if block.kind == "table":
        return table(block.rows, keep.links)
    if block.kind == "code":
        return [code(block.text)]
    if block.kind == "image":
        image = block.image
        address = image and (image.copy_url or web_address(image.url))
        if image is None or not address or not keep.images:
            has_words = image is not None and image.caption and keep.captions
            return [inline((Span(one_line(image.words)),))] if image and has_words else []
        return picture(address, image.words, image.alt or "")
    return [inline(block.spans, keep_links=keep.links)]


def table(rows: Sequence[Sequence[Cell]], keep_links: bool) -> list[str]:
    """Return a table, its short rows filled with empty cells; a single row's cells as paragraphs.

    kramdown has no table without a row below the head.
    """
    rows = [row for row in rows if any(clean_spans(cell) for cell in row)]
    if len(rows) == 1:
        return [inline(cell, keep_links=keep_links) for cell in rows[0]]
    texts = [[inline(cell, "cell", keep_links=keep_links) for cell in row] for row in rows]
    width = max(map(len, texts), default=0)
    filled = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in texts]
    return ["\n".join([filled[0], "|" + " --- |" * width, *filled[1:]])] if filled else []


def code(text: str) -> str:
    """Return code in a fence; as a paragraph if a reader would evaluate what is in it."""
    text = readable(text).strip("\n")
    if any(mark in text for mark in ("{{", "{%", "<!--")):
        return inline((Span(text),))
    fence = "~~~"
    while fence in text:
        fence += "~"
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""
