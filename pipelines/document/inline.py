"""Spans of text to the Markdown of one block."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.items import Span
from pipelines.document.escape import (
    CODE,
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
from pipelines.text.web_addresses import link_destination, web_address


def inline(spans: Iterable[Span], place: Place = "paragraph", *, keep_links: bool = False) -> str:
    """Return the spans as Markdown, "" if they have no text; a line break is two spaces and LF."""
    if place in ("heading", "cell"):
        spans = map(_on_one_line, spans)
    parts = clean_spans(_with_marks_that_fit(span, keep_links) for span in spans)
    text = ""
    urls: list[str] = []
    codes: list[str] = []
    for before, part, after in zip((None, *parts), parts, (*parts[1:], None), strict=False):
        if part.url and (before is None or before.url != part.url):
            text += LINK
            urls.append(part.url)
        ends_link = part.url and (after is None or after.url != part.url)
        if part.code:
            text += CODE
            codes.append(part.text)
        elif part.strong or part.emphasis:
            follows = LINK_END if ends_link else _first_sign(after, within=part.url)
            text += _emphasised(part, text[-1:], follows)
        else:
            text += part.text
        if ends_link:
            text += LINK_END
    escaped = escape(text, place)
    if escaped.isprintable():  # neither marks nor line breaks
        return escaped
    return _with_marks(escaped, urls, codes)


def _with_marks_that_fit(span: Span, keep_links: bool) -> Span:
    """Return the span with no look that its text or the settings do not allow."""
    if span.url:
        span = replace(span, url=web_address(span.url) if keep_links else None)
    if not span.code:
        return span
    return replace(span, code=not _NO_CODE.search(span.text), strong=False, emphasis=False)


def _first_sign(part: Span | None, within: str | None) -> str:
    """Return what a part begins with; within: the address of a link that goes on in it."""
    if part is None:
        return ""
    if part.url and part.url != within:
        return LINK
    return CODE if part.code else part.text[0]


def _on_one_line(span: Span) -> Span:
    text = lines(span.text).replace("\n", " ")
    return span if text == span.text else replace(span, text=text)


def _emphasised(part: Span, before: str, after: str) -> str:
    """Return the part with the marks of its look, without where some reader would show the marks.

    CommonMark takes a mark only if words and punctuation lie right on both sides of it; beside the
    marks of another look, readers differ.
    """
    text = part.text
    before = _SEEN.get(before, before)
    after = _SEEN.get(after, after)
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


def _with_marks(escaped: str, urls: Sequence[str], codes: Sequence[str]) -> str:
    text, *rest = escaped.split(LINK_END)
    for url, piece in zip(urls, rest, strict=True):
        text += f"]({link_destination(url)}){piece}"
    for mark, written in _WRITTEN.items():
        text = text.replace(mark, written)
    text, *rest = text.split(CODE)
    for code, piece in zip(codes, rest, strict=True):
        text += f"`{code}`{piece}"
    return text


_WRITTEN = {STRONG: "**", EMPHASIS: "_", WORD_EMPHASIS: "*", LINK: "[", "\n": "  \n"}
_SEEN = {LINK: "[", LINK_END: "]", CODE: "`"}  # what a reader of Markdown finds beside a look
# What would end the code, or is evaluated in it, or parts the cells of a table.
_NO_CODE = re.compile(r"[`|\n]|\{\{|\{%|<!|^\s*$")
