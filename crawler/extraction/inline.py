"""Runs of text as a browser lays them out: white space folded, line breaks kept."""

from collections.abc import Iterator

from crawler.items import Span

BREAK = "\x0b"  # stands for <br> among the pieces: no page's text holds it


def paragraphs(pieces: list[Span]) -> Iterator[list[Span]]:
    """Give the paragraphs that pieces make: two line breaks in a row part them."""
    if len(pieces) == 1:
        if spans := folded(pieces):
            yield spans
        return
    paragraph: list[Span] = []
    breaks = 0
    for piece in pieces:
        if piece.text == BREAK:
            breaks += 1
        elif piece.text.strip():
            breaks = 0
        if breaks == 2:
            if spans := folded(paragraph):
                yield spans
            paragraph = []
        else:
            paragraph.append(piece)
    if spans := folded(paragraph):
        yield spans


def folded(pieces: list[Span]) -> list[Span]:
    """Return pieces with white space folded, breaks as line feeds, like neighbours joined."""
    if len(pieces) == 1:
        look = pieces[0]
        text = "" if look.text == BREAK else " ".join(look.text.split())
        return [Span(text, look.strong, look.emphasis, look.url)] if text else []
    runs: list[tuple[Span, list[str]]] = []  # texts of one look, which the span shows
    space: tuple[Span, str] | None = None  # what stands between the text so far and the next
    for piece in pieces:
        if piece.text == BREAK:
            space = (piece, "\n") if runs else None
            continue
        text = " ".join(piece.text.split())
        if runs and not space and (not text or piece.text[0].isspace()):
            space = (piece, " ")
        if not text:
            continue
        if space:
            _append(runs, *space)
        _append(runs, piece, text)
        space = (piece, " ") if piece.text[-1].isspace() else None
    return [Span("".join(texts), look.strong, look.emphasis, look.url) for look, texts in runs]


def _append(runs: list[tuple[Span, list[str]]], like: Span, text: str) -> None:
    last = runs[-1][0] if runs else None
    if last and (last.strong, last.emphasis, last.url) == (like.strong, like.emphasis, like.url):
        runs[-1][1].append(text)
    else:
        runs.append((like, [text]))
