"""The body as the page's data tell it, for pages whose visible text is a stub.

Some pages keep their text, or a live blog's posts, in a script and show it when it runs. Where a
page shows a text it is taken from there: data know no lists, quotations or pictures.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from crawler.extraction.dates.instants import instant
from crawler.extraction.page.page import Page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import plain_line
from crawler.items import Block, Span

STUB = 500  # characters: a body up to this length may be a teaser of the one that is told
COMPLETE = 2  # times as much text as is seen: less may be the same text with its furniture
_LINE_END = re.compile(r"</?(?:p|div|br|li|ul|ol|h\d|blockquote)\b[^<>]*>|\n", re.I)
_TAG = re.compile(r"<[^<>]+>")


def told_body(page: Page, seen: str) -> tuple[Block, ...]:
    """Return the article as the page's data tell it, () if what readers see is as complete.

    seen is the text of the body that was found on the page.
    """
    if len(seen) > STUB:
        return ()
    told = tuple(block for update in _live_updates(page) for block in _post(page, update))
    if not told:
        texts = [text for value, _ in page.stated("articleBody") for text in _texts(value)]
        told = tuple(_paragraphs(max(texts, key=len, default="")))
    length = sum(len(block.text) for block in told)
    return told if length > max(STUB, COMPLETE * len(seen)) else ()


def _live_updates(page: Page) -> list[Mapping[str, Any]]:
    """Return the posts of the page's live blog in the order of its data."""
    return [
        update
        for statement in page.statements
        if "LiveBlogPosting" in types(statement.node)
        for update in objects(statement.node.get("liveBlogUpdate"))
    ]


def _post(page: Page, update: Mapping[str, Any]) -> Iterator[Block]:
    """Yield a post's heading, time and text."""
    paragraphs = [p for text in _texts(update.get("articleBody")) for p in _paragraphs(text)]
    if not paragraphs:
        return
    headline = next(iter(strings(update.get("headline"))), "")
    if headline and not paragraphs[0].text.startswith(headline):
        yield Block("heading", (Span(headline),), level=2)
    for text in strings(update.get("datePublished"))[:1]:
        if time := _time(page, text):
            yield Block("paragraph", (Span(time),))
    yield from paragraphs


def _time(page: Page, text: str) -> str:
    """Return day and time on the source's clock, as `2025-12-11 17:42`, "" if it is none."""
    own = ZoneInfo(page.profile.timezone) if page.profile.timezone else None
    moment = instant(text, own or timezone.utc)
    if isinstance(moment, datetime):
        return f"{moment.astimezone(own) if own else moment:%Y-%m-%d %H:%M}"
    return moment.isoformat() if moment else ""


def _texts(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [text for text in found if isinstance(text, str)]


def _paragraphs(text: str) -> Iterator[Block]:
    if "&lt;" in text:
        text = unescape(text)
    for line in _LINE_END.split(text):
        if words := plain_line(unescape(_TAG.sub("", line))):
            yield Block("paragraph", (Span(words),))
