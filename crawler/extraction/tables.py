"""Tables: data in rows is one block of the body; a table that lays out a page is not."""

from lxml.html import HtmlElement

from crawler.extraction.inline import folded
from crawler.items import Cell, Span

MAX_CELLS = 5_000
MAX_CELL_LENGTH = 400  # characters; longer ones are columns of a layout
MIN_ROWS = MIN_COLUMNS = 2


def data_table(element: HtmlElement) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table of data, () if it is a layout, empty or beyond MAX_CELLS."""
    rows: list[HtmlElement] = []
    for row in element.iterdescendants("tr", "table"):
        if row.tag == "table":
            return ()
        rows.append(row)
    if len(rows) < MIN_ROWS:
        return ()
    out: list[tuple[Cell, ...]] = []
    cells = 0
    for row in rows:
        columns = [cell for cell in row if cell.tag in ("td", "th")]
        cells += len(columns)
        if cells > MAX_CELLS:
            return ()
        texts = [cell_spans(cell) for cell in columns]
        if any(sum(len(span.text) for span in text) > MAX_CELL_LENGTH for text in texts):
            return ()
        if any(texts):
            out.append(tuple(texts))
    if len(out) < MIN_ROWS or max(map(len, out)) < MIN_COLUMNS:
        return ()
    width = max(map(len, out))
    return tuple(row + ((),) * (width - len(row)) for row in out)


def cell_spans(cell: HtmlElement) -> Cell:
    """Return a cell's text on one line."""
    if next(cell.iter("script", "style", "img", "form"), None) is not None:
        return ()
    pieces = [Span(f"{text} ") for text in cell.itertext()]
    return tuple(folded(pieces))
