"""The page as a flat list of blocks of text, in reading order, each knowing where it stood.

Nothing is judged here: furniture is blocks like any other. Text that no reader sees (scripts, form
fields, buttons) is left out, and so are lists of nothing but links: those of a nav or footer
element, and any that has no paragraph beside it. On many a page they are the half of all blocks.
"""

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.inline.element_kinds import BLOCK_LEVEL, HEADINGS, is_initial_block
from crawler.extraction.inline.preformatted import is_gutter, is_numbered, preformatted_text
from crawler.extraction.inline.reader import INLINE, PICTURES, ROLES, InlineText
from crawler.extraction.inline.tables import data_table
from crawler.extraction.inline.text_runs import paragraphs
from crawler.extraction.inline.visibility import is_invisible
from crawler.extraction.page.block_list import BlockList, PageBlock
from crawler.extraction.page.pictures import is_caption
from crawler.extraction.page.surroundings import shown_after_all
from crawler.extraction.page.text import clean
from crawler.items import Cell, Span

# Not svg: the parser does not know `<path/>` as closed, and puts the rest of the page inside.
SKIPPED = frozenset(
    "style noscript template iframe embed map select option textarea input datalist "
    "progress meter dialog title desc noembed noframes".split()
)
# Skipped too, unless paragraphs are in them: pages forget to close them, and they hold the rest.
WITHOUT_TEXT = frozenset("head nav footer button video audio object canvas".split())
PARAGRAPHS = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", *HEADINGS))
_PANELS = frozenset(("div", "section", "dd", "p"))  # that a button unfolds
MAX_BLOCKS = 20_000  # of a page; what follows is not read
# What is nothing else is an editor's empty line: soft hyphens, joiners, marks of direction.
_UNSEEN = " \n\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

# What an element is to the walk; those not named here are block-level.
_ROLES = {
    **dict.fromkeys((*INLINE, *ROLES), "inline"),
    **dict.fromkeys(SKIPPED, "skipped"),
    **dict.fromkeys(WITHOUT_TEXT, "without text"),
    **dict.fromkeys(PICTURES, "picture"),
    "pre": "preformatted",
    "table": "table",
}


def page_blocks(tree: HtmlElement) -> list[PageBlock]:
    """Return the blocks of the tree, at most MAX_BLOCKS."""
    walk = _Walk(tree.get("lang") or "", shown_after_all(tree))
    walk.through(tree)
    return walk.found.blocks


class _Walk:
    """One pass through the tree, in document order."""

    def __init__(self, language: str, opened: frozenset[HtmlElement]) -> None:
        self.opened = opened  # elements of SKIPPED that are read
        self.found = BlockList()
        self.inline = InlineText(language)
        self.open: list[HtmlElement] = []  # block-level elements around here
        self.items: list[HtmlElement] = []
        self.lists = self.quotes = 0
        self.parts = 0  # of the text that is being read, which are blocks already

    def through(self, tree: HtmlElement) -> None:
        walk = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self.enter(element):
                    walk.skip_subtree()
                if len(self.found.blocks) >= MAX_BLOCKS:
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
            if not is_left_out and self.is_caption_in_line(element):
                self.open_block(element)
            elif self.inline.enter(element) or is_left_out:
                return True
        elif role == "block":  # most are
            if (tag not in BLOCK_LEVEL and self.is_in_paragraph()) or _is_initial(element):
                if self.inline.enter(element):
                    return True
            elif tag == "td" and is_numbered(element):
                return True
            else:
                self.open_block(element)
        elif role == "skipped":
            if element not in self.opened:
                if tag == "noscript":
                    self.found.images += element.iter(*PICTURES)
                return True
            self.open_block(element)
        elif role == "without text":
            if (
                _holds_paragraphs(element)
                or self.is_source(element)
                or (tag == "button" and _unfolds_text(element))
            ):
                self.open_block(element)
            elif tag != "button" or not self.is_part_of_line(element):
                return True
        elif role == "picture":
            if not self.inline.takes_picture(element):
                if self.inline.ends_paragraph():
                    self.flush()  # the picture stands behind it
                self.found.images.append(element)
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
        """Return whether an element that HTML does not know starts no new line.

        CSS may make anything of it where it holds the page's own layout.
        """
        return any(element.tag in PARAGRAPHS for element in self.open[-2:])

    def is_part_of_line(self, button: HtmlElement) -> bool:
        """Return whether a paragraph goes on behind a button, or a heading is nothing but one.

        The first is a term with a note; the second unfolds what stands below it:
        https://www.w3.org/WAI/ARIA/apg/patterns/accordion/.
        """
        around = self.open[-1] if self.open else None
        if around is None or around.tag not in PARAGRAPHS:
            return False
        if self.inline.pieces:
            return _goes_on(button)
        is_alone = len(around) == 1 and not (around.text or "").strip()
        return around.tag in HEADINGS and is_alone and not _goes_on(button)

    def is_caption_in_line(self, element: HtmlElement) -> bool:
        """Return whether a picture's caption is an inline element, and text goes on behind it.

        CSS makes it a line of its own.
        """
        if not (self.found.images and element.get("class") and _is_followed(element)):
            return False
        has_begun = any(text.strip() for text, _ in self.inline.pieces)
        return not has_begun and is_caption(element)

    def is_source(self, footer: HtmlElement) -> bool:
        """Return whether a quotation's footer says who is quoted."""
        return footer.tag == "footer" and self.quotes > 0

    def open_block(self, element: HtmlElement) -> None:
        if self.inline.pieces:
            self.flush()
        self.parts = 0
        if element.attrib:
            self.inline.lines.enter(element)
        self.open.append(element)
        self.found.open()
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
        self.parts = 0
        self.open.pop()
        self.inline.lines.leave(element)
        self.found.close(element)
        tag = element.tag
        if tag == "li":
            self.items.pop()
        elif tag in ("ul", "ol"):
            self.lists -= 1
        elif tag == "blockquote":
            self.quotes -= 1

    def flush(self) -> None:
        """End the block that is being read."""
        if self.inline.is_initial:
            return  # it is the next block's
        for spans in paragraphs(self.inline.take()):
            text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
            if not text.strip(_UNSEEN):
                continue
            link_length = sum([len(span.text) for span in spans if span.url is not None])
            depth = self.lists
            block = PageBlock(
                self.open[-1], spans, text, link_length, item_depth=depth, part=self.parts
            )
            self.add(block)
            self.parts += 1

    def add_table(self, element: HtmlElement, rows: tuple[tuple[Cell, ...], ...]) -> None:
        self.flush()
        self.parts = 0
        for caption in element.iterchildren("caption"):
            self.inline.add(str(caption.text_content()))
            self.open.append(caption)
            self.flush()
            self.parts = 0
            self.open.pop()
        spans = [span for row in rows for cell in row for span in cell]
        text = "\n".join(" ".join("".join(s.text for s in c) for c in row) for row in rows)
        link_length = sum(len(span.text) for span in spans if span.url is not None)
        self.add(PageBlock(element, [], text, link_length, rows=rows))

    def add_preformatted(self, element: HtmlElement) -> None:
        self.flush()
        self.parts = 0
        lines, link_length = preformatted_text(element)
        lines = clean(lines)
        self.found.images += element.iter(*PICTURES)
        if text := " ".join(lines.split()):
            link_length = min(link_length, len(text))
            block = PageBlock(
                element, [Span(text)], text, link_length, item_depth=self.lists, lines=lines
            )
            self.add(block)

    def add(self, block: PageBlock) -> None:
        block.list_item = self.items[-1] if self.items else None
        block.quoted = self.quotes > 0
        self.found.add(block)


def _is_initial(element: HtmlElement) -> bool:
    text = element.text
    return bool(text and len(text) < 8 and len(element) == 0 and is_initial_block(element))


def _goes_on(element: HtmlElement) -> bool:
    """Return whether a line goes on behind an element, or behind what is inline around it."""
    tail = (element.tail or "").lstrip()
    around = element.getparent()
    if not tail and element.getnext() is None and around is not None and around.tag in INLINE:
        return _goes_on(around)
    return any(map(str.isalpha, tail)) or tail[:1] in set(",;.:!?…)")


def _is_followed(element: HtmlElement) -> bool:
    """Return whether text stands right behind an element, or behind what is inline around it."""
    around = element.getparent()
    while around is not None and around.tag in INLINE and element.getnext() is None:
        if element.tail and element.tail.strip():
            break
        element, around = around, around.getparent()
    return bool(element.tail and element.tail.strip())


def _unfolds_text(button: HtmlElement) -> bool:
    """Return whether a button is the label of paragraphs right behind it, as in an accordion."""
    is_label = button.get("aria-expanded") or "accord" in (button.get("class") or "").lower()
    holder, behind = button.getparent(), button.getnext()
    if not is_label or holder is None or holder.tag in PARAGRAPHS or behind is None:
        return False
    is_alone = not (button.tail and button.tail.strip())
    return is_alone and behind.tag in _PANELS and _holds_paragraphs(behind)


def _holds_paragraphs(element: HtmlElement) -> bool:
    return next(element.iter("p", "article"), None) is not None
