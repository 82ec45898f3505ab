"""The structure of the body: what stands in the page's markup stands in its blocks."""

from collections.abc import Sequence

import pytest

from crawler.extraction.body.assembly import article_body
from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.page import read_page
from crawler.items import Block, Span
from crawler.profiles.profile import GENERIC

URL = "https://herald.example/world/harbour-reopens"


def body(markup: str) -> tuple[Block, ...]:
    """Return the body of a page that is all article."""
    page = read_page(f"<body><article>{markup}</article>", URL, GENERIC)
    assert page is not None
    return article_body(page, page_blocks(page.tree), {})


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>The <b>mas</b>ter of the <i>Heron</i>, said.", ["The master of the Heron, said."]),
        ("<p>One<b> two </b>three", ["One two three"]),
        ("<p>North<wbr>port", ["Northport"]),
        ("<p>one<br>two<br><br>three", ["one\ntwo", "three"]),
        ("<p>H<sub>2</sub>O and 10<sup>3</sup>", ["H₂O and 10³"]),
        ("<p>He said <q>go</q>.", ["He said “go”."]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<dl><dt>Pier<dd>For boats<dt>Quay<dd>For carts</dl>", "Pier,For boats,Quay,For carts"),
        ("<p>a&nbsp;b&shy;c", ["a bc"]),
        ("<p><a href=/x>one</a><a href=/y>two</a>", ["onetwo"]),
    ],
)
def test_words_are_neither_glued_nor_split(markup: str, lines: list[str] | str) -> None:
    assert texts(body(markup)) == (lines.split(",") if isinstance(lines, str) else lines)


LINKS = "<li><a href=/a>Harbour</a><li><a href=/b>Ferries</a><li><a href=/c>Pier</a>"
ONE_MORE = "<div><a href=/d>Quay</a></div>"


@pytest.mark.parametrize(
    "furniture",
    [
        f"<ul>{LINKS}</ul>",
        f"<div><ul>{LINKS}</ul>{ONE_MORE}</div>",
        f"<div>{ONE_MORE * 3}</div>",
        "<div>" + "<a href=/x><h3>The pier</h3><p>opens</p></a>" * 3 + "</div>",
    ],
)
def test_a_list_of_nothing_but_links_is_no_part_of_a_text(furniture: str) -> None:
    assert texts(body(f"<div><p>One</div>{furniture}<div><p>two</div>")) == ["One", "two"]


@pytest.mark.parametrize(
    "links",
    [
        f"<p>See also<ul>{LINKS}</ul>",  # paragraphs beside it
        "<ul><li><a href=/a>Harbour</a><li><a href=/b>Ferries</a></ul>",  # two are no list
        f"<ul>{LINKS}<li>and the old quay</ul>",
        "<div>" + "<figcaption><a href=/x>A boat</a></figcaption>" * 3 + "</div>",
        "<div>" + f"<div><a href=/x>{'The pier opens. ' * 15}</a></div>" * 3 + "</div>",
    ],
)
def test_links_that_may_be_part_of_a_text_are_read(links: str) -> None:
    assert texts(body(f"<div>{links}</div>")) == texts(body(f"<div>{links}</div><p>.</p>"))[:-1]
    assert "/" in str(body(f"<div>{links}</div>"))


def test_a_picture_before_a_list_of_links_is_that_of_the_text_below() -> None:
    page = read_page(
        "<body><div><img src=/boat.jpg></div><ul><img src=/x.jpg>" + LINKS + "</ul><div>One</div>",
        URL,
        GENERIC,
    )
    assert page is not None
    (block,) = page_blocks(page.tree)
    assert [picture.get("src") for picture in block.images_before] == ["/boat.jpg"]


def test_emphasis_goes_across_inline_tags() -> None:
    (block,) = body("<p>The <b>old <span>harbour</span> of</b> <em><strong>Northport</strong></em>")
    assert block.spans == (
        Span("The "),
        Span("old harbour of", strong=True),
        Span(" "),
        Span("Northport", strong=True, emphasis=True),
    )


def test_links_are_absolute_and_others_are_text() -> None:
    (block,) = body("<p>See <a href=../quay>the quay</a> or <a href=javascript:go()>go</a>")
    assert block.spans == (
        Span("See "),
        Span("the quay", url="https://herald.example/quay"),
        Span(" or "),
        Span("go"),
    )


def test_headings_begin_at_two_without_gaps() -> None:
    blocks = body("<h3>Boats</h3><p>One.</p><h5>Small ones</h5><p>Two.</p><h3>Carts</h3>")
    assert [block.level for block in blocks if block.kind == "heading"] == [2, 3, 2]


def test_a_bold_paragraph_is_no_heading() -> None:
    (block,) = body("<p><strong>What the master said</strong></p>")
    assert block.kind == "paragraph"


def test_lists_keep_depth_and_numbers() -> None:
    blocks = body(
        "<ol start=3><li>three<ul><li>inner<ul><li>innermost</ul></ul><li>four</ol><ul><li>dot</ul>"
    )
    assert [(block.text, block.level, block.number) for block in blocks] == [
        ("three", 1, 3),
        ("inner", 2, None),
        ("innermost", 3, None),
        ("four", 1, 4),
        ("dot", 1, None),
    ]


def test_paragraphs_of_one_item_are_one_block() -> None:
    blocks = body("<ul><li><p>one</p><p>two</p><li>three</ul>")
    assert texts(blocks) == ["one\ntwo", "three"]


def test_a_quotation_keeps_its_paragraphs() -> None:
    blocks = body("<p>He wrote:<blockquote><p>One.<p>Two.<ul><li>Three.</ul></blockquote><p>So.")
    assert [(block.kind, block.quoted) for block in blocks] == [
        ("paragraph", False),
        ("paragraph", True),
        ("paragraph", True),
        ("item", True),
        ("paragraph", False),
    ]


def test_an_embedded_post_is_a_quotation_with_its_attribution() -> None:
    blocks = body(
        "<blockquote class=twitter-tweet><p>We sail at noon.<br>Be there.</p>— Heron Ferries "
        "(@heron) <a href=https://social.example/1>June 1, 2025</a></blockquote>"
        "<script async src=https://social.example/widgets.js></script>"
    )
    assert texts(blocks) == [
        "We sail at noon.\nBe there.",
        "— Heron Ferries (@heron) June 1, 2025",
    ]
    assert all(block.quoted for block in blocks)


def test_a_table_has_its_rows_and_its_caption_before_it() -> None:
    caption, table = body(
        "<table><caption>Boats a month</caption><tr><th>Pier<th>June<tr><td>North<td>12</table>"
    )
    assert caption.text == "Boats a month"
    assert table.text == "Pier June\nNorth 12"


def test_code_keeps_its_lines() -> None:
    (block,) = body("<pre><code>if tide:\n    sail()\n</code></pre>")
    assert (block.kind, block.text) == ("code", "if tide:\n    sail()")


def test_lines_that_read_as_a_program_are_code() -> None:
    (block,) = body("<pre>for tide in tides:<br>    sail(tide)<br># the end</pre>")
    assert (block.kind, block.text) == ("code", "for tide in tides:\n    sail(tide)\n# the end")


def test_verses_keep_their_lines() -> None:
    blocks = body("<pre>The tide is high,\n  the Heron sails.\n\nThe tide is low.\n</pre>")
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert texts(blocks) == ["The tide is high,\nthe Heron sails.", "The tide is low."]


def test_what_no_reader_sees_is_no_text() -> None:
    hidden = "<style>p{}</style><noscript>Allow scripts</noscript><template>Card</template>"
    assert texts(body(f"{hidden}<p>One.<button>Share</button><select><option>EN</select>")) == [
        "One."
    ]


def test_a_page_that_leaves_out_body_is_read() -> None:
    page = read_page("<title>Harbour</title><main><p>One.</main>", URL, GENERIC)
    assert page is not None
    assert [block.text for block in page_blocks(page.tree)] == ["One."]


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol start=3><li>one<li>two</ol>", [3, 4]),
        ("<ol reversed><li>one<li>two<li>three</ol>", [3, 2, 1]),
        ("<ol reversed start=10><li>one<li>two</ol>", [10, 9]),
        ("<ol><li>one<li value=7>two<li>three</ol>", [1, 7, 8]),
        ("<ol reversed><li>one<li value=7>two<li>three</ol>", [3, 7, 6]),
        ("<ol start=0><li>one<li>two</ol>", [0, 1]),
        ("<ol start=x><li value='b'>one<li>two</ol>", [1, 2]),
        ("<ul><li value=3>one</ul>", [None]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(
    markup: str, numbers: list[int | None]
) -> None:
    assert [block.number for block in body(markup)] == numbers


def test_the_terms_of_definitions_are_bold() -> None:
    term, text = body("<dl><dt>The <i>pier</i><dd>For boats</dl>")
    assert [span.strong for span in term.spans] == [True, True]
    assert [span.strong for span in text.spans] == [False]


def test_a_link_within_the_page_is_its_text() -> None:
    (block,) = body('<p>built in 1902<sup><a href="#n3">3</a></sup></p>')
    assert block.text == "built in 1902³"
    assert not any(span.url for span in block.spans)


def test_code_in_a_sentence_is_code() -> None:
    (block,) = body("<p>See <code>plan.txt</code>.</p>")
    assert [(span.text, span.code) for span in block.spans] == [
        ("See ", False),
        ("plan.txt", True),
        (".", False),
    ]
