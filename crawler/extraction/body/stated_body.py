"""The body as the page's data state it, for pages whose visible text is a stub.

Some pages keep their text, or a live blog's posts, in a script and show it when it runs. Where a
page shows a text it is taken from there: data know no lists, quotations or pictures.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timezone
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from crawler.extraction.body.assembly import article_body
from crawler.extraction.classifier.wording import width
from crawler.extraction.data.markup_in_data import markup_in
from crawler.extraction.data.script_data import script_values
from crawler.extraction.dates.instants import instant
from crawler.extraction.fields.headline import headline_candidates
from crawler.extraction.furniture.captions import caption_rule
from crawler.extraction.furniture.furniture import worded_so
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.evidence import best
from crawler.extraction.page.page import Page, read_page
from crawler.extraction.page.structured import objects, strings, types
from crawler.extraction.page.text import letters, plain_line
from crawler.items import Block, Span

STUB = 500  # width: a body up to this length may be a teaser of the one in the data
BRIEF = 150  # width of a body in several paragraphs, where readers see none
_NONE = 60  # width: what is seen is no text, but a label or two
COMPLETE = 2  # times as much text as is seen: less may be the same text with its furniture
_LINE_END = re.compile(r"</?(?:p|div|br|li|ul|ol|h\d|blockquote)\b[^<>]*>|\n", re.I)
_TAG = re.compile(r"<[^<>]+>")


def stated_body(page: Page, seen: str) -> tuple[Block, ...]:
    """Return the article's body as the page's data state it, () if what readers see is as complete.

    seen is the text of the body that was found on the page.
    """
    if width(seen) > STUB:
        return ()
    stated = tuple(block for update in _live_updates(page) for block in _post(page, update))
    if not stated:
        stated = max(_bodies(page), key=_length, default=())
    is_brief = len(stated) > 1 and width(seen) < _NONE
    least = BRIEF if is_brief else STUB
    return stated if _length(stated) > max(least, COMPLETE * width(seen)) else ()


def _length(blocks: Sequence[Block]) -> int:
    return sum(width(block.text) for block in blocks)


def _bodies(page: Page) -> Iterator[tuple[Block, ...]]:
    """Yield the texts that the page's data, its scripts and its templates hold."""
    for value, _ in page.stated("articleBody"):
        for text in _texts(value):
            yield tuple(_paragraphs(text))
    headline = best(page.once(headline_candidates)) or ""
    scripts = page.elements("script")
    markups = [markup_in(value, headline) for value in script_values(scripts)] if headline else []
    own = (script for script in scripts if _is_template(script))
    for markup in (*markups, *(script.text or "" for script in own)):
        yield _laid_out(page, markup, headline)


def _is_template(script: HtmlElement) -> bool:
    """Return whether a script is the markup of a text, in the page's main part."""
    is_markup = (script.get("type") or "").lower() in ("text/template", "text/html")
    outer = {element.tag for element in script.iterancestors()}
    return is_markup and outer.isdisjoint(("head", "aside", "nav", "footer"))


def _laid_out(page: Page, markup: str, headline: str) -> tuple[Block, ...]:
    """Return the blocks of a text's markup, without its captions and what repeats the headline."""
    if width(markup) < BRIEF:
        return ()
    own = read_page(f"<html><body>{markup}", page.url, page.profile)
    if own is None:
        return ()
    is_caption = caption_rule()
    blocks = [
        block
        for block in page_blocks(own.tree)
        if not (is_caption(block) or worded_so(block) or letters(block.text) == letters(headline))
    ]
    return article_body(page, blocks, {})


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
