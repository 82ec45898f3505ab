"""Which blocks are captions, and which picture or table each belongs to."""

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.furniture.furniture import CAPTION, Reason, Rule
from crawler.extraction.inline.reader import PICTURES
from crawler.extraction.languages import any_of
from crawler.extraction.page.block_list import PageBlock
from crawler.extraction.page.blocks import PARAGRAPHS
from crawler.extraction.page.pictures import is_caption, names_a_picture
from crawler.extraction.page.text import letters, line_of, plain_line

MOST_PARAGRAPHS = 20  # of a figure
MOST_IN_FIGURE = 200  # elements of a figure that are looked at for what its caption is of
SHORT_LINE = 120  # characters of a caption that is known by its italics alone
FEWEST = 3  # pictures of a gallery
MOST_IN_BOX = 20  # elements of a box around one picture
LONGEST_IN_BOX = 400  # characters of a caption in it
LONGEST_CREDIT = 120  # characters of a line that names the photographer below a caption
_LABELLED = re.compile(rf"\W*(?:{any_of('caption')})(?:\s?[:：/／©]|(?<=\.)\s)", re.I)
_BETWEEN = (" - ", " – ", " | ")  # a picture's text and the site's name


def caption_rule() -> Rule:
    """Return the rule that finds captions, whatever they say."""
    left_open: dict[HtmlElement, bool] = {}  # figures: a hostile page has all its blocks in one

    def rule(block: PageBlock) -> Reason | None:
        element = block.element
        figure = next(element.iterancestors("figure"), None)
        if figure is not None and figure not in left_open:
            left_open[figure] = _is_left_open(figure)
        in_figure = figure is not None and not left_open[figure]
        if captioned(element) is not None:
            return None
        if (
            element.tag == "figcaption"
            or (in_figure and not (block.rows or block.quoted or element.tag == "pre"))
            or (not in_figure and is_caption(element))
            or _repeats_picture(block)
            or _is_line_below_picture(block)
        ):
            return CAPTION
        return None

    return rule


def boxed_caption(block: PageBlock) -> Reason | None:
    """Return why a line that was kept is a caption after all: by the box around it, or a label.

    The box is a caption's, or named after the picture that the line shares it with, or a table of
    nothing else; the label says that a line below a picture is of it.
    """
    element, around = block.element, block.element.getparent()
    if block.heading_level or len(block.text) > LONGEST_IN_BOX or around is None:
        return None
    if _is_labelled(block) or _shares_table(block):
        return CAPTION
    if element.tag == "p" and around.tag != "figcaption" and is_caption(around):
        return CAPTION
    if element.tag in PARAGRAPHS:
        return None
    box = next((e for e in (element, around) if names_a_picture(e.get("class"))), None)
    if box is None:
        return None
    tags = [inner.tag for inner in islice(box.iter(), MOST_IN_BOX + 1)]
    is_one = len(tags) <= MOST_IN_BOX and PARAGRAPHS.isdisjoint(tags)
    return CAPTION if is_one and not set(PICTURES).isdisjoint(tags) else None


def _is_labelled(block: PageBlock) -> bool:
    """Return whether a line below a picture is called a caption, or the line below it a credit."""
    before = block.element.getprevious()
    if block.images_before and not block.part:
        below = block.element.getnext()
        is_below = _holds_one_of(block, block.element) or _holds_one_of(block, before)
        return is_below and bool(_LABELLED.match(block.text) or _is_credit(below))
    if len(block.text) > LONGEST_CREDIT or before is None or not _LABELLED.match(block.text):
        return False
    picture = before.getprevious()
    is_below = picture is not None and next(picture.iter(*PICTURES), None) is not None
    return is_below and len(line_of(before)) <= LONGEST_IN_BOX and not line_of(picture)


def _holds_one_of(block: PageBlock, element: HtmlElement | None) -> bool:
    """Return whether an element holds one of the pictures before a block."""
    return element is not None and any(
        picture in block.images_before for picture in element.iter(*PICTURES)
    )


def _is_credit(element: HtmlElement | None) -> bool:
    if element is None or next(element.iter(*PICTURES), None) is not None:
        return False
    text = line_of(element, most=MOST_IN_BOX)
    return len(text) <= LONGEST_CREDIT and bool(_LABELLED.match(text))


def _shares_table(block: PageBlock) -> bool:
    """Return whether a table holds nothing but a picture and a line in the cell below it."""
    if block.element.tag != "td" or not block.images_before:
        return False
    table = next(block.element.iterancestors("table"), None)
    if table is None or len(list(islice(table.iter(), MOST_IN_BOX + 1))) > MOST_IN_BOX:
        return False
    is_alone = letters(str(table.text_content())) == letters(block.text)
    return is_alone and not _holds_one_of(block, block.element) and _holds_one_of(block, table)


def captioned(caption: HtmlElement) -> HtmlElement | None:
    """Return the table or quotation that a caption is of, None if it is none or a picture's.

    https://html.spec.whatwg.org/multipage/tables.html#the-caption-element, and the figure element's
    own examples for quotations.
    """
    around = caption.getparent()
    if around is None or caption.tag not in ("caption", "figcaption"):
        return None
    if caption.tag == "caption":
        return around
    inside = list(islice(around.iter(), MOST_IN_FIGURE))
    if any(element.tag in PICTURES for element in inside):
        return None
    return next((element for element in inside if element.tag in ("table", "blockquote")), None)


def _is_line_below_picture(block: PageBlock) -> bool:
    """Return whether a short line right below a picture between paragraphs is set in italics."""
    if not block.images_before or block.part or len(block.text) > SHORT_LINE:
        return False
    near = (block.element, block.element.getprevious())
    return any(_holds_one_of(block, element) for element in near) and all(
        span.emphasis for span in block.spans if span.text.strip()
    )


def _is_left_open(figure: HtmlElement) -> bool:
    """Return whether a figure holds the rest of the page, as one does that is not closed."""
    return next(islice(figure.iter("p"), MOST_PARAGRAPHS, None), None) is not None


def _repeats_picture(block: PageBlock) -> bool:
    """Return whether a line that is no paragraph repeats the text of the picture above it.

    Behind that may stand the site's name: `The ferry at Haedo - Harbour News`.
    """
    if block.element.tag in PARAGRAPHS:
        return False
    said = [plain_line(picture.get("alt") or "") for picture in block.images_before]
    begins = tuple(f"{block.text}{sign}" for sign in _BETWEEN)
    return any(text == block.text or text.startswith(begins) for text in said)
