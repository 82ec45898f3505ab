"""The text of a page's blocks is what a real browser's innerText gives, up to white space."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium")
from selenium.webdriver.remote.webdriver import WebDriver

from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import GENERIC
from tests.support import browsers
from tests.support.browsers import chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(browsers.lacks()), reason=browsers.LACKS),
]

INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff\u200c\u200d\u200e\u200f\u202b\u202c")
LINES = {
    "words in parts": "He paid <b>340</b><i>,</i>000 crowns for <u>boat</u>s West<wbr>haven has.",
    "signs that nobody sees": "The Fluss&shy;dampf&shy;schiff at&nbsp;9 is&#8203;here&#8288;now.",
    "letters of many scripts": "مرحبا &rlm;(123)&lrm; بالعالم <b>עולם</b>, 我<b>今天</b>\n去。",
    "names of the standard": "<output>Three</output><acronym>ACR</acronym>, <data>5</data>",
    "elements that HTML lacks": "<o:p>in </o:p><st1:place>Vess</st1:place>ing, <slot>so</slot>.",
    "an element of the site's own": "A <pier-name>Vess</pier-name>ing story.",
    "lines of their own": '<i style="display:block">One</i><b style="display: flex">two</b>3',
    "a box in a line": 'Four<i style="display:inline">teen</i> <i style="color:red">b</i>oats',
    "cells": '<b style="display:table-cell">Pier</b><b style="display:table-cell">4</b>',
    "breaks": "One line<br> and another<br/>and a third.",
    "scripts and styles between": "A<script>b</script>c<style>d</style>e<template>f</template>g",
    "drawn letters": '<svg width="9"><text>Chart</text></svg>Words below.',
    "a button in a sentence": "The <b><button>sluice</button></b> is open, <button>so</button>.",
    "struck and put in": "Nine<s>ten</s><ins>eleven</ins> <del>boats</del>ships",
    "fields": "Words <input value='typed'>beside <progress value='3'>three</progress> fields",
    "no frames": "<noembed>none</noembed><noframes>none</noframes>Shown to all.",
    "what is not displayed": '<i style="display:none">no</i>Yes<i hidden>no</i> and so on.',
    "signs": "Salt &amp; fish &lt;3 AT&T &copy2024 &#150; 5 < 6 and &amp;amp;",
    "an anchor": '<a name="x"></a>An<a id="y">chor</a>ed and <a href="/p">link</a>ed.',
}
BLOCKS = {
    "a paragraph that another ends": "<p>One <p>two",
    "text around a paragraph": "<div>Before <p>within</p> after <span>it</span></div>",
    "paragraphs in a link": "<a href='/x'><p>First.</p><p>Second.</p></a>",
    "bold around paragraphs": "<b><p>First.</p><p>Second.</p></b>",
    "a list within a list": "<ol><li>One<ul><li>inner</ul>after<li value=9>nine</ol>",
    "definitions": "<dl><dt>Term<dd>meaning<dt>second<dd>its meaning</dl>",
    "a table": "<table><caption>Fees</caption><tr><th>A<br>B<th>C<tr><td><b>1</b>2<td>3</table>",
    "one cell": "<table><tr><td>A lone <i>cell</i> of words.</table>",
    "laid out text": "<pre>one\n  two\t<b>thr</b>ee</pre>",
    "what unfolds": "<details open><summary>Sum</summary>Detail <b>wo</b>rds.</details>",
    "a quotation": "<blockquote><p>We stay.</p><footer>Rut Holm</footer></blockquote>",
    "a heading in parts": "<h2>The <small>small</small> part<br>of it</h2>",
    "a group": "<fieldset><legend>Legend</legend>Field words</fieldset>",
    "an old page": "<center>Cen<font color=red>te</font>red</center><address>Quay<br>4</address>",
}


@pytest.fixture(scope="module")
def driver() -> Iterator[WebDriver]:
    with chromium() as driver:
        yield driver


@pytest.mark.parametrize("kind", [*LINES, *BLOCKS])
def test_a_lines_text_is_what_a_browser_shows(kind: str, driver: WebDriver, tmp_path: Path) -> None:
    markup = f"<p>{LINES[kind]}</p>" if kind in LINES else BLOCKS[kind]
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{markup}</body></html>'
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    driver.get((tmp_path / "page.html").as_uri())
    shown = str(driver.execute_script("return document.body.innerText")).translate(INVISIBLE)  # type: ignore[no-untyped-call]
    page = read_page(html, "https://pier.example/", GENERIC)
    assert page is not None
    read = "\n".join(block.text for block in page_blocks(page.tree)).translate(INVISIBLE)
    assert read.split() == shown.split()
