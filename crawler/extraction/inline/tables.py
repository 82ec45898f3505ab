"""Tables: data in rows is one block of the body; a table that lays out a page is not."""

from lxml.html import HtmlElement

from crawler.extraction.inline.reader import inline_pieces
from crawler.extraction.inline.text_runs import BREAK, folded
from crawler.items import Cell

MAX_CELLS = 5_000
MAX_COLUMNS = 200  # a wider row is no data that anyone reads
MAX_CELL_LENGTH = 400  # characters; longer ones are columns of a layout
MAX_PICTURED = 80  # characters beside a picture: longer ones are teasers in a layout
MAX_SPAN = 50  # columns or rows that one cell may cover
MIN_ROWS = MIN_COLUMNS = 2
_OF_LAYOUT = frozenset(("table", "h1", "article", "nav"))  # in a table that lays out a page


def data_table(element: HtmlElement) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table of data, () if it is a layout, empty or beyond the limits.

    A cell that covers several columns or rows is followed by empty ones; a column without any text
    is left out.
    """
    rows = _rows(element)
    if len(rows) < MIN_ROWS:
        return ()
    out: list[list[Cell]] = []
    covered: dict[tuple[int, int], None] = {}  # places that a cell of an earlier row takes
    cells = 0
    for row in rows:
        line: list[Cell] = []
        for cell in row:
            while (len(out), len(line)) in covered:
                line.append(())
            said = _spans(cell)
            text = _of_data(cell, said)
            width = _span(cell, "colspan")
            for below in range(1, _span(cell, "rowspan")):
                for place in range(len(line), len(line) + width):
                    covered[len(out) + below, place] = None
            line += [text, *[()] * (width - 1)]
            length = sum(len(span.text) for span in said)
            if cells + len(line) > MAX_CELLS or len(line) > MAX_COLUMNS or length > MAX_CELL_LENGTH:
                return ()
        cells += len(line)
        out.append(line)
    out = [line for line in out if any(line)]
    columns = sorted({n for line in out for n, cell in enumerate(line) if cell})
    if len(out) < MIN_ROWS or len(columns) < MIN_COLUMNS:
        return ()
    return tuple(tuple(line[n] if n < len(line) else () for n in columns) for line in out)


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of each row, [] if what is in it says that it lays out a page.

    A browser makes a row of cells that stand in none.
    """
    rows: list[list[HtmlElement]] = []
    loose: HtmlElement | None = None  # what holds the cells of the last row, if that is no tr
    for element in table.iterdescendants("tr", "td", "th", *_OF_LAYOUT):
        around = element.getparent()
        if element.tag in _OF_LAYOUT:
            return []
        if element.tag == "tr":
            rows.append(list(element.iterchildren("td", "th")))
            loose = None
        elif around is not None and around.tag in ("table", "thead", "tbody", "tfoot"):
            if around is not loose:
                rows.append([])
                loose = around
            rows[-1].append(element)
    return rows


def _spans(cell: HtmlElement) -> Cell:
    """Return a cell's text on one line."""
    pieces = [(" " if text == BREAK else text, look) for text, look in inline_pieces(cell)]
    return tuple(folded(pieces))


def _of_data(cell: HtmlElement, spans: Cell) -> Cell:
    """Return what is data of a cell's text: no form, and no teaser beside a picture."""
    if next(cell.iter("form", "input"), None) is not None:
        return ()
    is_long = sum(len(span.text) for span in spans) > MAX_PICTURED
    return () if is_long and next(cell.iter("img"), None) is not None else spans


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return min(int(value), MAX_SPAN) if value.isdecimal() and len(value) < 5 and int(value) else 1
