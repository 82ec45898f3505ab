"""Tables: data in rows is one block of the body; a table that lays out a page is not."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.page.text_runs import PLAIN, Piece, folded
from crawler.items import Cell

MAX_CELLS = 5_000
MAX_COLUMNS = 200  # a wider row is no data that anyone reads
MAX_CELL_LENGTH = 400  # characters; longer ones are columns of a layout
MAX_PICTURED = 80  # characters beside a picture: longer ones are teasers in a layout
MAX_SPAN = 50  # columns or rows that one cell may cover
MIN_ROWS = MIN_COLUMNS = 2
_NO_TEXT = frozenset(("script", "style", "noscript", "template"))


def data_table(element: HtmlElement) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table of data, () if it is a layout, empty or beyond the limits.

    A cell that covers several columns or rows is followed by empty ones; a column without any text
    is left out.
    """
    rows: list[HtmlElement] = []
    for row in element.iterdescendants("tr", "table"):
        if row.tag == "table":
            return ()
        rows.append(row)
    if len(rows) < MIN_ROWS:
        return ()
    out: list[list[Cell]] = []
    covered: dict[tuple[int, int], None] = {}  # places that a cell of an earlier row takes
    cells = 0
    for row in rows:
        line: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            while (len(out), len(line)) in covered:
                line.append(())
            text = cell_spans(cell)
            width = _span(cell, "colspan")
            for below in range(1, _span(cell, "rowspan")):
                for place in range(len(line), len(line) + width):
                    covered[len(out) + below, place] = None
            line += [text, *[()] * (width - 1)]
            length = sum(len(span.text) for span in text)
            if cells + len(line) > MAX_CELLS or len(line) > MAX_COLUMNS or length > MAX_CELL_LENGTH:
                return ()
        cells += len(line)
        out.append(line)
    out = [line for line in out if any(line)]
    columns = sorted({n for line in out for n, cell in enumerate(line) if cell})
    if len(out) < MIN_ROWS or len(columns) < MIN_COLUMNS:
        return ()
    return tuple(tuple(line[n] if n < len(line) else () for n in columns) for line in out)


def cell_spans(cell: HtmlElement) -> Cell:
    """Return a cell's text on one line, with nothing of what a reader fills in."""
    if next(cell.iter("form", "input"), None) is not None:
        return ()
    spans = tuple(folded(list(_pieces(cell))))
    if next(cell.iter("img"), None) is not None:
        return spans if sum(len(span.text) for span in spans) <= MAX_PICTURED else ()
    return spans


def _pieces(cell: HtmlElement) -> Iterator[Piece]:
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element is not cell:
                yield f"{element.tail or ''} ", PLAIN
        elif element.tag in _NO_TEXT:
            walk.skip_subtree()
        else:
            yield f"{element.text or ''} ", PLAIN


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return min(int(value), MAX_SPAN) if value.isdecimal() and len(value) < 5 and int(value) else 1
