"""The blocks of a page as they are gathered; lists of nothing but links are left out again."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extraction.inline.element_kinds import HEADINGS
from crawler.extraction.page.pictures import is_caption
from crawler.items import Cell, Span

LINKS = 3  # blocks that make a list of links
LONGEST_LINK = 200  # characters: a longer one may be a text that a link was left open before


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
    def is_link(self) -> bool:
        """Whether a line holds nothing but links."""
        return (
            not self.rows and not self.lines and self.link_length == len(self.text) <= LONGEST_LINK
        )

    @property
    def heading_level(self) -> int:
        """1 to 6, 0 if it is no heading."""
        return HEADINGS.get(self.element.tag, 0)


class BlockList:
    """Blocks in document order, with the pictures between them.

    A list of nothing but links that has no paragraph beside it is forgotten when the element that
    holds it ends.
    """

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self.images: list[HtmlElement] = []  # since the last block
        self._links = 0  # blocks that are a link, left out or not
        self._text_end = 0  # place behind the last block that is more than a link
        self._opened_at: list[tuple[int, int, int]] = []  # blocks, links, images so far
        self._with_paragraphs: dict[HtmlElement, bool] = {}  # elements around lists of links

    def add(self, block: PageBlock) -> None:
        """Add a block, before which the pictures stand that have come since the last."""
        block.images_before = tuple(self.images)
        self.images = []
        self.blocks.append(block)
        if block.is_link:
            self._links += 1
        else:
            self._text_end = len(self.blocks)

    def open(self) -> None:
        """Note that an element begins."""
        self._opened_at.append((len(self.blocks), self._links, len(self.images)))

    def close(self, element: HtmlElement) -> None:
        """Note that the element that began last ends here."""
        start, links, images = self._opened_at.pop()
        if self._links < links + LINKS or not self._text_end <= start < len(self.blocks):
            return
        inside = self.blocks[start:]
        if self._is_among_paragraphs(element) or any(is_caption(b.element) for b in inside):
            self._text_end = len(self.blocks)  # this list is part of a text
        else:
            self.images = list(inside[0].images_before[:images])
            del self.blocks[start:]

    def _is_among_paragraphs(self, element: HtmlElement) -> bool:
        around = element.getparent()
        while around is not None and around.tag in ("li", "ul", "ol"):
            around = around.getparent()  # of a list within a list, the outermost counts
        if around is None:
            return False
        if around not in self._with_paragraphs:
            self._with_paragraphs[around] = next(around.iterchildren("p"), None) is not None
        return self._with_paragraphs[around]
