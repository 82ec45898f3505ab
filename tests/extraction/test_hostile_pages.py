"""Pages made to exhaust the program: each ends soon, and the next page is none the worse."""

import time

import pytest

from crawler.extraction.article import extract_article
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour-reopens"
PARAGRAPH = "<p>The harbour of Northport reopened on Sunday, its master said to the ferries.</p>"
# Seconds of CPU, where the slowest takes half a second: what grows with the square takes minutes.
SOON = 10

SHAPES = {
    "unclosed divs": "<div>" * 100_000,
    "unclosed lists": "<ul><li>a" * 50_000,
    "unclosed emphasis": "<b>x " * 100_000,
    "list of many items": "<ul>" + "<li>a" * 30_000 + "</ul>",
    "table of many cells": "<table>" + ("<tr>" + "<td>1" * 100) * 300 + "</table>",
    "row of many cells": "<table><tr>" + "<td>1" * 30_000 + "</table>",
    "tables in tables": "<table><tr><td>a<td>" * 600 + "<table><tr><td>1<td>2</table>" * 1000,
    "many blocks deep down": "<div>" * 1500 + "<p>Some text.</p>" * 5000,
    "many figures deep down": "<div>" * 1500 + "<figure><img src=a.jpg>x</figure>" * 2000,
    "emphasis without end": "<p>" + "<b>a</b><i>b</i>" * 30_000,
    "many line breaks": "text <br>" * 50_000,
    "one long text": "<p>" + "word and more. " * 200_000,
    "one long word": "<p>" + "a" * 2_000_000,
    "many links": "<a href=/x>a link</a> " * 30_000,
    "lists of links": "<div>" + f"<ul>{'<li><a href=/x>a</a>' * 3}</ul>" * 20_000,
    "lists of links in lists": "<div><a href=/x>a</a>" * 1_500 + "<p></p>" * 30_000,
    "open brackets of data": "<script type=application/ld+json>" + '{"@graph":[' * 20_000,
    "dates in dates": "<div class=date>" * 1500 + "long text 1 " * 100_000,
    "figure of many blocks": "<figure>" + "<i></i>" * 30_000 + "<section>a line</section>" * 15_000,
    "headline of many parts": "<h1>" + "a - b | " * 20_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_page_ends_soon(shape: str) -> None:
    started = time.process_time()
    html = f"<title>Harbour</title><article>{PARAGRAPH * 9}{SHAPES[shape]}</article>"
    article = extract_article(html, URL, GENERIC)
    assert article.url == URL
    assert time.process_time() - started < SOON
