"""Single structures that an article's file, or an archive of pages, may be made of.

An article's are lines of text: what each line is, its kind says.
"""

from crawler.items import Article, Block, Image, Span
from pipelines.clean import clean

ADDRESS = "https://herald.example/world/harbour"


def article_of(kind: str, text: str) -> Article:
    """Return an article whose body is the lines of a text, each a block or a part of one."""
    lines = text.split("\n")
    bodies = {
        "paragraph": lambda: [Block("paragraph", (Span(text),))],
        "paragraphs": lambda: [Block("paragraph", (Span(line),)) for line in lines],
        "quotations": lambda: [Block("paragraph", (Span(line),), quoted=True) for line in lines],
        "headings": lambda: [Block("heading", (Span(line),), level=2) for line in lines],
        "looks": lambda: [Block("paragraph", tuple(_looks(lines)))],
        "links": lambda: [Block("paragraph", tuple(Span(line, url=line) for line in lines))],
        "items": lambda: [Block("item", (Span(line),), level=1, number=1) for line in lines],
        "levels": lambda: [
            Block("item", (Span(line),), level=level) for level, line in enumerate(lines, 1)
        ],
        "rows": lambda: [Block("table", rows=tuple((_cell(line), _cell("b")) for line in lines))],
        "cells": lambda: [Block("table", rows=(tuple(map(_cell, lines)), (_cell("b"),)))],
        "code": lambda: [Block("code", (Span(text),))],
        "captions": lambda: [
            Block("image", image=Image(f"{ADDRESS}.jpg", caption=line, alt=line)) for line in lines
        ],
    }
    return clean(
        Article(
            url=ADDRESS,
            canonical_url=ADDRESS,
            headline=text[:200],
            description=text,
            keywords=tuple(lines),
            authors=tuple(lines),
            credit=text,
            body=tuple(bodies[kind]()),
        )
    )


def _cell(text: str) -> tuple[Span, ...]:
    return (Span(text),)


def _looks(lines: list[str]) -> list[Span]:
    return [Span(line, strong=not n % 2, emphasis=not n % 3) for n, line in enumerate(lines)]


# Kind, and the unit that is repeated.
WRITTEN = {
    "stars": ("paragraph", "*"),
    "words in stars": ("paragraph", "*a* "),
    "underscores": ("paragraph", "a_b_"),
    "open brackets": ("paragraph", "["),
    "links in Markdown": ("paragraph", "[a](b) "),
    "back ticks": ("paragraph", "a ` "),
    "back slashes": ("paragraph", "\\"),
    "dollars": ("paragraph", "$ a "),
    "tildes": ("paragraph", "~ a "),
    "braces": ("paragraph", "{{ a "),
    "tags of Liquid": ("paragraph", "{% raw %}"),
    "angles": ("paragraph", "<"),
    "comments in a text": ("paragraph", "<!-- "),
    "entities": ("paragraph", "&amp; "),
    "addresses in a text": ("paragraph", "http://a.example/b "),
    "addresses of mail": ("paragraph", "a@b.example "),
    "an address without an end": ("paragraph", "www.a"),
    "numbers of lines": ("paragraph", "1. "),
    "bars": ("paragraph", "a|"),
    "line feeds": ("paragraph", "a\n"),
    "empty lines of a text": ("paragraph", "\n"),
    "spaces of a text": ("paragraph", " \u3000"),
    "spaces without width": ("paragraph", "\u200b"),
    "marks above a letter": ("paragraph", "\u0301"),
    "controls": ("paragraph", "\x1b[31m"),
    "short paragraphs": ("paragraphs", "a%d b\n"),
    "short quotations": ("quotations", "a%d b\n"),
    "short headings": ("headings", "a%d b\n"),
    "changes of look": ("looks", "a%d\n"),
    "changes of look at a space": ("looks", "a \n"),
    "many links": ("links", "https://a.example/%d\n"),
    "items of a list": ("items", "a%d b\n"),
    "levels of a list": ("levels", "a%d b\n"),
    "rows of a table": ("rows", "a%d\n"),
    "cells of a row": ("cells", "a%d\n"),
    "lines of code": ("code", "a%d\n"),
    "fences in code": ("code", "`"),
    "pictures of an article": ("captions", "a%d b\n"),
}

_RESPONSE = (
    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/%d\r\n"
    "WARC-Date: 2024-10-17T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
)


def record(http: str, more: str = "") -> str:
    """Return a record of a response."""
    return f"{_RESPONSE}{more}Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"


PAGE = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a"
PICTURE = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\na"
_ENDLESS = f"{_RESPONSE}Content-Length: 999999999\r\n\r\nHTTP/1.1 200 OK\r\n"
# What stands before, the unit, and what stands behind.
ARCHIVED = {
    "records": ("", record(PAGE), ""),
    "records that are no pages": ("", record(PICTURE), ""),
    "records without a length": ("", _RESPONSE + "\r\n", ""),
    "records with LF": ("", record(PAGE).replace("\r\n", "\n"), ""),
    "starts of records": (record(PAGE), "WARC/1.1\r\n", ""),
    "starts of records with LF": (record(PAGE).replace("\r\n", "\n"), "WARC/1.1\na:", ""),
    "lines between records": (record(PAGE), "\r\n", record(PAGE)),
    "headers of a record": (_RESPONSE, "X-A%d: b\r\n", "Content-Length: 0\r\n\r\n\r\n\r\n"),
    "folded headers": (f"{_RESPONSE}X: a\r\n", " b%d\r\n", "Content-Length: 0\r\n\r\n\r\n\r\n"),
    "headers of HTTP": (f"{_ENDLESS}", "X-A%d: b\r\n", "\r\n<p>a"),
    "chunks": (f"{_ENDLESS}Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", "0\r\n\r\n"),
    "records in a record": (f"{_ENDLESS}\r\n", record(PAGE), ""),
}
