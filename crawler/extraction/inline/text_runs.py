"""Runs of text as a browser lays them out: white space folded, line breaks kept."""

from crawler.items import Span

BREAK = "\x0b"  # stands for <br> among the pieces: no page's text holds it

Look = tuple[bool, bool, str | None, bool]  # strong, emphasised, address that it links to, code
Piece = tuple[str, Look]  # text as it stands in the page, and how
PLAIN: Look = (False, False, None, False)


def paragraphs(pieces: list[Piece]) -> list[list[Span]]:
    """Return the paragraphs that pieces make: two line breaks in a row part them."""
    if len(pieces) == 1:
        spans = folded(pieces)
        return [spans] if spans else []
    out: list[list[Piece]] = []
    paragraph: list[Piece] = []
    breaks = 0
    for piece in pieces:
        text = piece[0]
        if text == BREAK:
            breaks += 1
        elif text.strip():
            breaks = 0
        if breaks == 2:
            out.append(paragraph)
            paragraph = []
        else:
            paragraph.append(piece)
    out.append(paragraph)
    return [spans for spans in map(folded, out) if spans]


def folded(pieces: list[Piece]) -> list[Span]:
    """Return pieces with white space folded, breaks as line feeds, like neighbours joined."""
    if len(pieces) == 1:
        ((text, look),) = pieces
        text = "" if text == BREAK else " ".join(text.split())
        return [Span(text, *look)] if text else []
    runs: list[tuple[list[str], Look]] = []  # texts of one look
    space: Piece | None = None  # what stands between the text so far and the next
    for piece, look in pieces:
        if piece == BREAK:
            space = ("\n", look) if runs else None
            continue
        text = " ".join(piece.split())
        if runs and not space and (not text or piece[0].isspace()):
            space = (" ", look)
        if not text:
            continue
        if space:
            _append(runs, space)
        _append(runs, (text, look))
        space = (" ", look) if piece[-1].isspace() else None
    return [Span("".join(texts), *look) for texts, look in runs]


def _append(runs: list[tuple[list[str], Look]], piece: Piece) -> None:
    text, look = piece
    if runs and runs[-1][1] == look:
        runs[-1][0].append(text)
    else:
        runs.append(([text], look))
