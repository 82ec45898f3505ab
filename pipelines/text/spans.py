"""Spans of one look each: what clean keeps, and what the writer marks up."""

from collections.abc import Iterable

from crawler.items import Span
from pipelines.text.characters import lines


def clean_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with readable characters, single spaces and trimmed edges.

    Neighbours of one look are joined, and the space between two looks is plain, but for a link
    around both.
    """
    joined: list[Span] = []
    pieces: list[str] = []  # of the text of the last of these
    gap = ""
    for span in spans:
        text = lines(span.text)
        core = text.strip(" \n")
        if not core:
            gap += text
            continue
        start = text.index(core)
        gap += text[:start]
        space = "\n" if "\n" in gap else gap[:1]
        gap = text[start + len(core) :]
        if joined and _look(span) == _look(joined[-1]):
            pieces += [space, core]
            continue
        if joined:
            joined[-1] = _with_text(joined[-1], "".join(pieces))
            url = span.url if span.url == joined[-1].url else None  # one link in two looks
            joined += [Span(space, url=url)] * bool(space)
        joined.append(span)
        pieces = [core]
    return (*joined[:-1], _with_text(joined[-1], "".join(pieces))) if joined else ()


def _look(span: Span) -> tuple[bool, bool, str | None, bool]:
    return span.strong, span.emphasis, span.url, span.code


def _with_text(span: Span, text: str) -> Span:
    return span if text == span.text else Span(text, *_look(span))
