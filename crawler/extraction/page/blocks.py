"""The page as a flat list of blocks of text, in reading order, each knowing where it stood.

Nothing is judged here: furniture is blocks like any other. Text that no reader sees (scripts, form
fields, buttons) is left out, and so are lists of nothing but links: those of a nav or footer
element, and any that has no paragraph beside it. On many a page they are the half of all blocks.
"""

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.inline.element_kinds import HEADINGS, is_initial_block
from crawler.extraction.inline.preformatted import is_gutter, is_numbered, preformatted_text
from crawler.extraction.inline.reader import INLINE, PICTURES, ROLES, InlineText
from crawler.extraction.inline.tables import data_table
from crawler.extraction.inline.text_runs import paragraphs
from crawler.extraction.inline.visibility import is_invisible
from crawler.extraction.page.pictures import is_caption
from crawler.extraction.page.surroundings import shown_after_all
from crawler.extraction.page.text import clean
from crawler.items import Cell, Span

# Not svg: the parser does not know `<path/>` as closed, and puts the rest of the page inside.
SKIPPED = frozenset(
    "style noscript template iframe embed map select option textarea input datalist "
    "progress meter dialog title desc".split()
)
# Skipped too, unless paragraphs are in them: pages forget to close them, and they hold the rest.
WITHOUT_TEXT = frozenset("head nav footer button video audio object canvas".split())
PARAGRAPHS = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", *HEADINGS))
MAX_BLOCKS = 20_000  # of a page; what follows is not read
LINKS = 3  # blocks that make a list of links
LONGEST_LINK = 200  # characters: a longer one may be a text that a link was left open before

# What an element is to the walk; those not named here are block-level.
_ROLES = {
    **dict.fromkeys((*INLINE, *ROLES), "inline"),
    **dict.fromkeys(SKIPPED, "skipped"),
    **dict.fromkeys(WITHOUT_TEXT, "without text"),
    **dict.fromkeys(PICTURES, "picture"),
    "pre": "preformatted",
    "table": "table",
}


@dataclass(slots=True, eq=False)
class PageBlock:
    """A paragraph, heading, list item, cell or table, with the element that holds it."""

    element: HtmlElement  # the innermost block-level element around the text
    spans: list[Span]
    text: str  # the spans' text, one line
    link_length: int = 0  # characters of text in links
    list_item: HtmlElement | None = None  # the innermost li around it
    item_depth: int = 0  # number of lists around it
    quoted: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()  # a table of data is one block
    lines: str = ""  # of preformatted text, as they are laid out; it is one block
    images_before: tuple[HtmlElement, ...] = ()  # pictures between the last block and this one
    part: int = 0  # of the parts that br br makes of one element

    @property
    def heading_level(self) -> int:
        """1 to 6, 0 if it is no heading."""
        return HEADINGS.get(self.element.tag, 0)


def page_blocks(tree: HtmlElement) -> list[PageBlock]:
    """Return the blocks of the tree, at most MAX_BLOCKS."""
    walk = _Walk(tree.get("lang") or "", shown_after_all(tree))
    walk.through(tree)
    return walk.blocks


class _Walk:
    """One pass through the tree, in document order."""

    def __init__(self, language: str, opened: frozenset[HtmlElement]) -> None:
        self.opened = opened  # elements of SKIPPED that are read
        self.blocks: list[PageBlock] = []
        self.link_blocks = 0  # read so far, left out or not
        self.text_end = 0  # place in blocks behind the last one that is more than a link
        self.inline = InlineText(language)
        self.open: list[HtmlElement] = []  # block-level elements around here
        self.opened_at: list[tuple[int, int, int]] = []  # blocks, link_blocks, images so far
        self.with_paragraphs: dict[HtmlElement, bool] = {}  # elements around lists of links
        self.items: list[HtmlElement] = []
        self.lists = self.quotes = 0
        self.images: list[HtmlElement] = []

    def through(self, tree: HtmlElement) -> None:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self.enter(element):
                    walk.skip_subtree()
                if len(self.blocks) >= MAX_BLOCKS:
                    return
            else:
                self.leave(element)
                if element is not tree and (tail := element.tail):
                    self.inline.add(tail)

    def enter(self, element: HtmlElement) -> bool:
        """Open element; say whether its inside is to be passed over."""
        tag = element.tag
        role = _ROLES.get(tag, "block")
        if role == "inline":
            is_left_out = is_invisible(element) and not _holds_paragraphs(element)
            if self.inline.enter(element) or is_left_out:
                return True
        elif role == "block":  # most are
            if ("-" in tag and self.is_in_paragraph()) or _is_initial(element):
                if self.inline.enter(element):
                    return True
            elif tag == "td" and is_numbered(element):
                return True
            else:
                self.open_block(element)
        elif role == "skipped":
            if element not in self.opened:
                if tag == "noscript":
                    self.images += element.iter(*PICTURES)
                return True
            self.open_block(element)
        elif role == "without text":
            if _holds_paragraphs(element):
                self.open_block(element)
            elif tag != "button" or not self.is_within_sentence(element):
                return True
        elif role == "picture":
            if not self.inline.takes_picture(element):
                self.images.append(element)
            return True
        elif role == "table":
            if rows := data_table(element):
                self.add_table(element, rows)
                return True
            self.open_block(element)
        elif role == "preformatted":
            if is_gutter(element):
                return True
            if not _holds_paragraphs(element):
                self.add_preformatted(element)
                return True
            self.open_block(element)
        if text := element.text:
            self.inline.add(text)
        return False

    def leave(self, element: HtmlElement) -> None:
        """Close element, after its inside."""
        if self.open and self.open[-1] is element:
            self.close_block(element)
        else:
            self.inline.leave(element)

    def is_in_paragraph(self) -> bool:
        """Return whether a custom element, of which CSS may make anything, starts no new line."""
        return any(element.tag in PARAGRAPHS for element in self.open[-2:])

    def is_within_sentence(self, button: HtmlElement) -> bool:
        """Return whether a paragraph goes on behind a button, such as a term with a note."""
        is_paragraph = self.open and self.open[-1].tag in PARAGRAPHS
        return bool(is_paragraph and self.inline.pieces and _goes_on(button))

    def open_block(self, element: HtmlElement) -> None:
        if self.inline.pieces:
            self.flush()
        self.open.append(element)
        self.opened_at.append((len(self.blocks), self.link_blocks, len(self.images)))
        tag = element.tag
        if tag == "li":
            self.items.append(element)
        elif tag in ("ul", "ol"):
            self.lists += 1
        elif tag == "blockquote":
            self.quotes += 1

    def close_block(self, element: HtmlElement) -> None:
        if self.inline.pieces:
            self.flush()
        self.open.pop()
        blocks, links, images = self.opened_at.pop()
        if self.link_blocks >= links + LINKS and self.text_end <= blocks < len(self.blocks):
            self.leave_out(element, blocks, images)
        tag = element.tag
        if tag == "li":
            self.items.pop()
        elif tag in ("ul", "ol"):
            self.lists -= 1
        elif tag == "blockquote":
            self.quotes -= 1

    def leave_out(self, links: HtmlElement, start: int, images: int) -> None:
        """Forget the blocks from start on, unless this list of links is part of a text."""
        inside = self.blocks[start:]
        if self.is_among_paragraphs(links) or any(is_caption(b.element) for b in inside):
            self.text_end = len(self.blocks)
        else:
            self.images = list(inside[0].images_before[:images])
            del self.blocks[start:]

    def is_among_paragraphs(self, element: HtmlElement) -> bool:
        around = element.getparent()
        while around is not None and around.tag in ("li", "ul", "ol"):
            around = around.getparent()  # of a list within a list, the outermost counts
        if around is None:
            return False
        if around not in self.with_paragraphs:
            self.with_paragraphs[around] = next(around.iterchildren("p"), None) is not None
        return self.with_paragraphs[around]

    def flush(self) -> None:
        """End the block that is being read."""
        if self.inline.is_initial:
            return  # it is the next block's
        for part, spans in enumerate(paragraphs(self.inline.take())):
            text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
            link_length = sum([len(span.text) for span in spans if span.url is not None])
            self.blocks.append(
                PageBlock(
                    element=self.open[-1],
                    spans=spans,
                    text=text,
                    link_length=link_length,
                    list_item=self.items[-1] if self.items else None,
                    item_depth=self.lists,
                    quoted=self.quotes > 0,
                    images_before=tuple(self.images),
                    part=part,
                )
            )
            self.images = []
            if link_length == len(text) <= LONGEST_LINK:
                self.link_blocks += 1
            else:
                self.text_end = len(self.blocks)

    def add_table(self, element: HtmlElement, rows: tuple[tuple[Cell, ...], ...]) -> None:
        self.flush()
        for caption in element.iterchildren("caption"):
            self.inline.add(str(caption.text_content()))
            self.open.append(caption)
            self.flush()
            self.open.pop()
        spans = [span for row in rows for cell in row for span in cell]
        self.blocks.append(
            PageBlock(
                element=element,
                spans=[],
                text="\n".join(" ".join("".join(s.text for s in c) for c in row) for row in rows),
                link_length=sum(len(span.text) for span in spans if span.url is not None),
                list_item=self.items[-1] if self.items else None,
                quoted=self.quotes > 0,
                rows=rows,
                images_before=tuple(self.images),
            )
        )
        self.images = []
        self.text_end = len(self.blocks)

    def add_preformatted(self, element: HtmlElement) -> None:
        self.flush()
        lines, link_length = preformatted_text(element)
        lines = clean(lines)
        self.images += element.iter(*PICTURES)
        if not (text := " ".join(lines.split())):
            return
        self.blocks.append(
            PageBlock(
                element=element,
                spans=[Span(text)],
                text=text,
                link_length=min(link_length, len(text)),
                list_item=self.items[-1] if self.items else None,
                item_depth=self.lists,
                quoted=self.quotes > 0,
                lines=lines,
                images_before=tuple(self.images),
            )
        )
        self.images = []
        self.text_end = len(self.blocks)


def _is_initial(element: HtmlElement) -> bool:
    text = element.text
    return bool(text and len(text) < 8 and len(element) == 0 and is_initial_block(element))


def _goes_on(element: HtmlElement) -> bool:
    tail = (element.tail or "").lstrip()
    return any(map(str.isalpha, tail)) or tail[:1] in set(",;.:!?…)")


def _holds_paragraphs(element: HtmlElement) -> bool:
    return next(element.iter("p", "article"), None) is not None
