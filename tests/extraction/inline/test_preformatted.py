"""Lines of code as they are laid out."""

import pytest
from lxml import html

from crawler.extraction.page.blocks import page_blocks

CODE = "int a;\n  a = 1;\n\nreturn a;"


def lines(markup: str) -> list[str]:
    page = html.document_fromstring(f"<html><body>{markup}</body></html>")
    return [block.lines or block.text for block in page_blocks(page)]


@pytest.mark.parametrize(
    "markup",
    [
        f"<pre><code>{CODE}\n</code></pre>",
        "<pre><code>int a;<br>  a = 1;<br><br>return a;</code></pre>",
        "<pre><div>int a;</div><div>  a = 1;</div><div>\n</div><div>return a;</div></pre>",
        "<pre><b>int</b> a;\n  <i>a</i> = 1;\n\n<a href='/return'>return</a> a;</pre>",
    ],
)
def test_lines_stay_lines(markup: str) -> None:
    assert lines(markup) == [CODE]


def numbered(name: str) -> str:
    texts = ("int a;", "  a = 1;", "return a;")
    line = "<span class='line'><span class='{}'>{}</span>{}</span>\n"
    return "".join(line.format(name, n, text) for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    "markup",
    [
        f"<pre><code>{numbered('lineno')}</code></pre>",
        f"<pre><code>{numbered('css-1x9')}</code></pre>",
        "<table><tr><td><pre>1\n2\n3\n</pre></td><td><pre>int a;\n  a = 1;\nreturn a;</pre></td>"
        "</tr></table>",
        "<table><tr><td class='gutter'>1 2 3</td><td><pre>int a;\n  a = 1;\nreturn a;</pre></td>"
        "</tr></table>",
        "<pre><code><table><tbody><tr><td class='hljs-ln-numbers'>1</td><td>int a;</td></tr>"
        "<tr><td class='hljs-ln-numbers'>2</td><td>  a = 1;</td></tr>"
        "<tr><td class='hljs-ln-numbers'>3</td><td>return a;</td></tr></tbody></table></code>"
        "</pre>",
    ],
    ids=["named", "by counting", "gutter", "named gutter", "rows"],
)
def test_numbers_of_lines_are_left_out(markup: str) -> None:
    assert lines(markup) == ["int a;\n  a = 1;\nreturn a;"]


def test_numbers_that_are_code_stay() -> None:
    markup = "<pre><span>10</span> PRINT\n<span>20</span> GOTO 10</pre>"
    assert lines(markup) == ["10 PRINT\n20 GOTO 10"]


def test_a_story_that_stands_in_a_pre_element_is_read_as_usual() -> None:
    assert lines("<pre><p>The ferry came.</p><p>It was late.</p></pre>") == [
        "The ferry came.",
        "It was late.",
    ]
