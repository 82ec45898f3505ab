"""Spans of one look each: what clean keeps, and what the writer marks up."""

from collections.abc import Iterable
from dataclasses import replace

from crawler.items import Span
from pipelines.characters import lines


def clean_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans with readable characters, single spaces and trimmed edges.

    Neighbours of one look are joined, and the space between two looks is plain.
    """
    joined: list[Span] = []
    gap = ""
    for span in spans:
        text = lines(span.text)
        core = text.strip(" \n")
        if not core:
            gap += text
            continue
        before, after = text.split(core, 1)
        gap += before
        space = "\n" if "\n" in gap else gap[:1]
        if not joined:
            joined.append(replace(span, text=core))
        elif replace(span, text=joined[-1].text) == joined[-1]:
            joined[-1] = replace(span, text=joined[-1].text + space + core)
        else:
            joined += [Span(space)] * bool(space) + [replace(span, text=core)]
        gap = after
    return tuple(joined)
