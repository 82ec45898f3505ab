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
        if not joined:
            joined.append(_with_text(span, core))
        elif _look(span) == _look(joined[-1]):
            joined[-1] = _with_text(span, joined[-1].text + space + core)
        else:
            url = span.url if span.url == joined[-1].url else None  # one link in two looks
            joined += [Span(space, url=url)] * bool(space) + [_with_text(span, core)]
        gap = text[start + len(core) :]
    return tuple(joined)


def _look(span: Span) -> tuple[bool, bool, str | None, bool]:
    return span.strong, span.emphasis, span.url, span.code


def _with_text(span: Span, text: str) -> Span:
    return span if text == span.text else Span(text, *_look(span))
