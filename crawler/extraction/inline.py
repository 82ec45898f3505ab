"""Runs of text as a browser lays them out: white space folded, line breaks kept."""

from collections.abc import Iterator

from crawler.items import Span

BREAK = "\x0b"  # stands for <br> among the pieces: no page's text holds it


def paragraphs(pieces: list[Span]) -> Iterator[list[Span]]:
    """Give the paragraphs that pieces make: two line breaks in a row part them."""
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
    out: list[Span] = []
    space = True  # the text so far ends in white space, or is empty
    for piece in pieces:
        if piece.text == BREAK:
            if out:
                _strip_end(out)
                _append(out, piece, "\n")
                space = True
            continue
        text = " ".join(piece.text.split())
        if not space and (not text or piece.text[0].isspace()):
            text = " " + text
        if text.strip() and piece.text[-1].isspace():
            text += " "
        if text:
            _append(out, piece, text)
            space = text[-1] == " "
    _strip_end(out)
    return out


def _append(out: list[Span], like: Span, text: str) -> None:
    last = out[-1] if out else None
    if last and (last.strong, last.emphasis, last.url) == (like.strong, like.emphasis, like.url):
        text = last.text + text
        out.pop()
    out.append(Span(text, like.strong, like.emphasis, like.url))


def _strip_end(out: list[Span]) -> None:
    while out:
        last = out.pop()
        if text := last.text.rstrip():
            out.append(Span(text, last.strong, last.emphasis, last.url))
            return
