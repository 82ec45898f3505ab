"""Spans of text to the Markdown of one block."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.items import Span
from pipelines.document.escape import (
    EMPHASIS,
    LINK,
    LINK_END,
    MARKS,
    STRONG,
    WORD_EMPHASIS,
    Place,
    escape,
)
from pipelines.text.characters import lines
from pipelines.text.spans import clean_spans
from pipelines.text.web_addresses import destination, web_address


def inline(spans: Iterable[Span], place: Place = "paragraph", *, keep_links: bool = False) -> str:
    """Return the spans as Markdown, "" if they have no text; a line break is two spaces and LF."""
    if place in ("heading", "cell"):
        spans = map(_on_one_line, spans)
    parts = clean_spans(
        replace(span, url=_kept(span.url, keep_links)) if span.url else span for span in spans
    )
    text = ""
    for n, part in enumerate(parts):
        marked = part.text
        if part.strong or part.emphasis:
            after = parts[n + 1].text[0] if n + 1 < len(parts) else ""
            marked = _emphasised(part, text[-1:], after)
        text += f"{LINK}{marked}{LINK_END}" if part.url else marked
    escaped = escape(text, place)
    if escaped.isprintable():  # neither marks nor line breaks
        return escaped
    return _with_marks(escaped, [part.url for part in parts if part.url])


def _on_one_line(span: Span) -> Span:
    text = lines(span.text).replace("\n", " ")
    return span if text == span.text else replace(span, text=text)


def _kept(url: str | None, keep_links: bool) -> str | None:
    return web_address(url) if url and keep_links else None


def _emphasised(part: Span, before: str, after: str) -> str:
    """Return the part with the marks of its look, without where some reader would show the marks.

    CommonMark takes a mark only if words and punctuation lie right on both sides of it; beside the
    marks of another look, readers differ.
    """
    text = part.text
    if part.url:
        before, after = "(", ")"
    if before and before in MARKS:
        return text
    is_word = before.isalnum() or after.isalnum()
    edges_fit = _fits(before, text[0]) and _fits(after, text[-1])
    if not edges_fit:
        return text
    if part.emphasis and not (part.strong and is_word):
        mark = WORD_EMPHASIS if is_word else EMPHASIS
        text = f"{mark}{text}{mark}"
    return f"{STRONG}{text}{STRONG}" if part.strong else text


def _fits(outside: str, inside: str) -> bool:
    """Return whether a mark may stand between these characters; "" is the edge of the block."""
    return (
        not outside
        or outside.isspace()
        or (unicodedata.category(outside).startswith("P") and outside != "-")  # kramdown: no-_x_
        or (outside.isalnum() and inside.isalnum())
    )


def _with_marks(escaped: str, urls: Sequence[str]) -> str:
    text, *rest = escaped.split(LINK_END)
    for url, piece in zip(urls, rest, strict=True):
        text += f"]({destination(url)}){piece}"
    for mark, written in _WRITTEN.items():
        text = text.replace(mark, written)
    return text


_WRITTEN = {STRONG: "**", EMPHASIS: "_", WORD_EMPHASIS: "*", LINK: "[", "\n": "  \n"}
