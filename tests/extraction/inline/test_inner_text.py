"""The text of a page's blocks is what a browser's innerText gives, up to white space.

inner_text() follows the HTML standard, "The innerText getter": text with its white space collapsed,
a line feed for br, line breaks around what is block-level, tabs between cells.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.profiles.profile import SourceProfile

PROFILE = SourceProfile(name="pier")
NOT_RENDERED = frozenset(("script", "style", "template", "head"))
INLINE = (
    *("b", "i", "em", "strong", "span", "small", "u", "mark", "abbr", "cite", "font", "time"),
    *("code", "kbd", "samp", "var", "dfn", "s", "del", "ins", "big", "tt", "nobr", "bdi", "data"),
)
BLOCKS = ("p", "h2", "blockquote", "div", "section", "details open", "address", "pre", "center")
INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")  # no reader sees them


def inner_text(element: HtmlElement) -> str:
    """Return what the standard's rendered text collection steps make of an element's children."""
    text = element.text or ""
    for child in element:
        text += rendered(child) + (child.tail or "")
    return text


def rendered(element: HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in NOT_RENDERED:
        return ""
    if element.tag == "br":
        return "\n"
    inside = inner_text(element)
    if element.tag in ("td", "th"):
        return f"{inside}\t"
    return inside if element.tag in (*INLINE, "a", "wbr") else f"\n{inside}\n"


words = st.from_regex(r"[ \n\t]{0,2}[A-Za-zéß漢юا0-9,.“’-]{1,6}[ \n\xa0]{0,2}", fullmatch=True)
pieces = st.sampled_from(
    [
        *("<br>", "<wbr>", "<!-- a note -->", "<script>track()</script>", " ", "\n", "<br />\n"),
        *(
            "&shy;",
            "&#8203;",
            "&#x2060;",
            "&nbsp;",
            "&amp ",
            "&copy ",
            "&eacute;",
            "&lt;3 ",
            "<?php ?>",
        ),
        *("<![CDATA[left out]]>", "<span></span>", "<template>x</template>"),
    ]
)
inline = st.recursive(
    words | pieces,
    lambda inside: st.one_of(
        st.lists(inside, max_size=4).map("".join),
        st.tuples(st.sampled_from(INLINE), inside).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>"),
    ),
    max_leaves=12,
)
link = words.map(lambda text: f'<a href="/pier">a{text}</a>')
line = st.lists(inline | link, min_size=1, max_size=4).map(lambda parts: f"One{''.join(parts)}")
block = st.tuples(st.sampled_from(BLOCKS), line).map(
    lambda t: f"<{t[0]}>{t[1]}</{t[0].split()[0]}>"
)
unfolding = st.tuples(line, line).map(
    lambda t: f"<details open><summary>{t[0]}</summary><p>{t[1]}</p></details>"
)
definitions = st.tuples(line, line).map(lambda t: f"<dl><dt>{t[0]}</dt><dd>{t[1]}</dd></dl>")
nested = st.tuples(line, line, line).map(
    lambda t: f"<ol><li>{t[0]}<ul><li><p>{t[1]}</p><li>{t[2]}</ul></ol>"
)
bare = st.tuples(line, line, line).map(lambda t: f"<div>{t[0]}<p>{t[1]}</p>{t[2]}<hr></div>")
items = st.lists(line, min_size=1, max_size=3).map(
    lambda lines: f"<ul>{''.join(f'<li>{text}</li>' for text in lines)}</ul>"
)
table = st.lists(st.tuples(line, line), min_size=2, max_size=3).map(
    lambda rows: f"<table>{''.join(f'<tr><th>{a}</th><td>{b}</td></tr>' for a, b in rows)}</table>"
)


@pytest.mark.slow
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        block | items | table | unfolding | definitions | nested | bare, min_size=1, max_size=4
    ).map("".join)
)
def test_a_pages_text_is_what_a_browser_shows(markup: str) -> None:
    page = read_page(f"<html><body>{markup}</body></html>", "https://pier.example/", PROFILE)
    assert page is not None
    shown = inner_text(page.tree.find("body")).translate(INVISIBLE)
    read = "\n".join(block.text for block in page_blocks(page.tree)).translate(INVISIBLE)
    assert read.split() == shown.split()
