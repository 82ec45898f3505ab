"""A line of text as its reader sees it."""

import pytest
from lxml import html

from crawler.extraction.page.blocks import page_blocks
from crawler.extraction.page.text import line_of


def line(markup: str) -> str:
    return line_of(html.fragment_fromstring(markup))


def texts(markup: str, language: str = "") -> list[str]:
    page = html.document_fromstring(f'<html lang="{language}"><body>{markup}</body></html>')
    return [block.text for block in page_blocks(page)]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>on the <ruby>坂<rt>さか</rt></ruby> line</p>",
        "<p>on the <ruby>坂<rp>(</rp><rt>さか</rt><rp>)</rp></ruby> line</p>",
        "<p>on the <ruby><rb>坂</rb><rtc><rt>さか</rt></rtc></ruby> line</p>",
        "<p>on the <ruby>坂<rp>(<rt>さか<rp>)</ruby> line</p>",
        "<p>on the <ruby><rb>坂<rt>さか</ruby> line</p>",
    ],
)
def test_readings_are_left_out(markup: str) -> None:
    assert line(markup) == "on the 坂 line"


def test_a_base_behind_a_reading_that_is_left_open_is_read() -> None:
    assert line("<p><ruby><rb>電<rt>でん<rb>車<rt>しゃ</ruby>が来た</p>") == "電車が来た"


@pytest.mark.parametrize(
    "heading",
    [
        '<h2>The quay<a class="headerlink" href="#quay">¶</a></h2>',
        '<h2>The quay <a href="#quay">#</a></h2>',
        '<h2><a href="#quay" aria-hidden="true">🔗</a>The quay</h2>',
        '<h2>The quay <span><a href="https://pier.example/quay">★</a></span></h2>',
        '<h2>The quay <a class="anchor-link" href="#quay">Permalink</a></h2>',
        '<h2>The quay <a class="hash-link" href="#quay">Link to this heading</a></h2>',
        '<h2>The quay<a class="anchor" href="#quay"><svg><path d="M1"></path></svg></a></h2>',
    ],
)
def test_a_sign_of_a_permalink_is_no_part_of_a_heading(heading: str) -> None:
    assert line(heading) == "The quay"
    assert texts(heading) == ["The quay"]


def test_a_wikis_link_to_change_a_section_is_no_part_of_its_heading() -> None:
    """https://www.mediawiki.org/wiki/Manual:Interface/Edit_section."""
    edit = '<span class="mw-editsection"><span>[</span><a href="/e">edit</a><span>]</span></span>'
    assert texts(f"<h2><span>The quay</span>{edit}</h2>") == ["The quay"]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("<h3><button>Who pays?</button></h3>", ["Who pays?"]),
        ("<h3><button><span>Who pays?</span> <svg></svg></button></h3>", ["Who pays?"]),
        ("<h3>Who pays? <button>Share</button></h3>", ["Who pays?"]),
        ("<h3><button>Share</button> Who pays?</h3>", ["Who pays?"]),
    ],
)
def test_a_heading_that_is_nothing_but_a_button_is_read(heading: str, found: list[str]) -> None:
    """It unfolds what stands below: https://www.w3.org/WAI/ARIA/apg/patterns/accordion/."""
    assert texts(heading) == found


def test_the_footer_of_a_quotation_is_read() -> None:
    footer = "<footer>Ada Brook, <cite>Tides</cite></footer>"
    assert texts(f"<blockquote><p>We stay.</p>{footer}</blockquote>{footer}") == [
        "We stay.",
        "Ada Brook, Tides",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<h2><a href="#quay">The quay</a></h2>', "The quay"),
        ('<h2><a href="/why">???</a></h2>', "???"),
        ('<p>See the <a class="bookmark" href="#map">map</a>.</p>', "See the map."),
        ('<p>Boats<a href="#note">*</a> were few.</p>', "Boats* were few."),
    ],
)
def test_other_links_stay(markup: str, text: str) -> None:
    assert line(markup) == text


def test_the_way_back_from_a_note_is_left_out() -> None:
    assert line('<li>Box 17. <a href="#fnref1" class="back">↩︎</a></li>') == "Box 17."


@pytest.mark.parametrize(
    ("language", "markup", "text"),
    [
        ("de", '<p><span class="dropcap">N</span> a endlich kam sie.</p>', "Na endlich kam sie."),
        ("de", '<p><b class="initial">N</b>a endlich kam sie.</p>', "Na endlich kam sie."),
        ("en", '<p><span style="float:left">T</span> <i>he</i> ferry.</p>', "The ferry."),
        ("en", '<p><span class="drop-cap">“T</span> he ferry.”</p>', "“The ferry.”"),
        ("en", '<p><span class="dropcap">A</span> ferry came.</p>', "A ferry came."),
        ("pl", '<p><span class="dropcap">W</span> maju prom wrócił.</p>', "W maju prom wrócił."),
        ("en", '<p><span class="dropcap">N</span> Korea said so.</p>', "N Korea said so."),
        ("en", '<div class="dropcap">T</div><p>he ferry came.</p>', "The ferry came."),
        ("en", '<p><img class="dropcap" src="t.png" alt="T">he ferry.</p>', "The ferry."),
        ("", '<p><span class="lettrine">L</span> e bac est là.</p>', "Le bac est là."),
    ],
)
def test_a_drop_cap_is_the_first_letter_of_its_word(language: str, markup: str, text: str) -> None:
    assert texts(markup, language) == [text]


def test_a_large_letter_above_its_list_is_no_drop_cap() -> None:
    assert texts('<div class="initial">A</div><p>Anchor, a hook.</p>') == ["A", "Anchor, a hook."]


@pytest.mark.parametrize(
    "markup",
    [
        '<p><span aria-hidden="true">Of</span><span class="sr-only">Of</span> the ropes</p>',
        '<p>Of the ropes<span class="visually-hidden"> (opens in a new window)</span></p>',
    ],
)
def test_what_is_read_aloud_is_not_seen(markup: str) -> None:
    assert line(markup) == "Of the ropes"


@pytest.mark.parametrize(
    "note", ["(opens in a new tab)", "(öffnet im neuen Fenster)", "(ouvre un nouvel onglet)"]
)
def test_what_a_link_says_of_its_window_is_no_part_of_the_sentence(note: str) -> None:
    link = f'<a href="/x" target="_blank">the ropes <span class="q">{note}</span></a>'
    assert line(f"<p>He sold {link} and left.</p>") == "He sold the ropes and left."


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/x">the <b>new window</b></a>',
        '<a href="/x" target="_blank"><b>the new window</b></a>',
        '<a href="/x" target="_blank">the <b>new window</b> glass</a>',
    ],
)
def test_other_windows_stay_in_the_sentence(link: str) -> None:
    assert "new window" in line(f"<p>He broke {link}.</p>")


@pytest.mark.parametrize(
    "name", ["tooltiptext", "c-tooltip__content", "popover-body", "rollover-people-block"]
)
def test_what_pops_up_over_a_word_is_not_printed(name: str) -> None:
    markup = f'<p>The <a href="/varn">Varn</a><span class="{name}">The Varn is a river</span> rose'
    assert texts(markup) == ["The Varn rose"]


def test_a_tooltip_by_its_role_is_not_printed() -> None:
    """https://www.w3.org/TR/wai-aria-1.2/#tooltip."""
    markup = '<p>The <span>Varn<span role="tooltip">A river</span></span> rose in <b>May</b>.</p>'
    assert texts(markup) == ["The Varn rose in May."]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<div style="white-space: pre-line">\nIt rained.\n\nIt\nstopped.\n</div>', None),
        ('<div><span style="white-space:pre-wrap">It rained.\n\nIt\nstopped.</span></div>', None),
        ('<div class="p-2 whitespace-pre-line">It rained.\n \nIt\n <b>stopped.</b></div>', None),
        (
            '<div style="white-space:pre-wrap">\n<p>It rained.</p>\n<p>It\nstopped.</p></div>',
            ["It rained.", "It\nstopped."],
        ),
        (
            '<div style="white-space:pre"><p style="white-space:normal">It\nrained.</p></div>',
            ["It rained."],
        ),
        ('<div style="white-space:nowrap">It\n\nrained.</div>', ["It rained."]),
    ],
)
def test_line_feeds_break_lines_where_the_style_says_so(
    markup: str, found: list[str] | None
) -> None:
    """https://www.w3.org/TR/css-text-3/#white-space-property."""
    assert texts(f"{markup}<p>The\nend.</p>") == [
        *(found or ["It rained.", "It\nstopped."]),
        "The end.",
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>10<sup>6</sup> crowns, 5<sup>th</sup> Street</p>", "10⁶ crowns, 5th Street"),
        ('<p>in 1902<sup><a href="#n">3</a></sup> it</p>', "in 1902³ it"),
        ('<p>CO<span class="sub">2</span></p>', "CO₂"),
        ('<p>40 m<span style="vertical-align: super; font-size: 9px">2</span></p>', "40 m²"),
        ("<p>said so.<sup>[<a href='#n'>4</a>]</sup> Then</p>", "said so.[4] Then"),
        ("<p>x<sub>1</sub><sup>2</sup></p>", "x₁²"),
    ],
)
def test_raised_and_lowered_text_stays_distinct_from_what_is_before_it(
    markup: str, text: str
) -> None:
    assert line(markup) == text


MATHML = "<math><mi>q</mi><mo>=</mo><mn>3</mn><mi>w</mi></math>"


@pytest.mark.parametrize(
    "formula",
    [
        MATHML,
        f'<span class="katex"><span class="katex-mathml">{MATHML}</span>'
        '<span class="katex-html" aria-hidden="true">q=3w</span></span>',
        f'<span class="MathJax"><nobr aria-hidden="true"><span>q=3w</span></nobr>'
        f'<span class="MJX_Assistive_MathML">{MATHML}</span></span>'
        '<script type="math/tex">q=3w</script>',
        '<span class="MathJax_Preview"></span><script type="math/tex">q = 3w</script>',
        '<img class="latex" src="/l.php" alt="q = 3w">',
        '<img src="https://latex.example/svg.latex?q" alt="{\\displaystyle q = 3w}">',
        f'<span class="mwe">{MATHML}<img class="math-fallback" src="q.svg" alt="q = 3w"></span>',
        '<math alttext="{\\displaystyle q = 3w}"><annotation>no</annotation></math>',
    ],
)
def test_a_formula_stands_where_the_page_has_it_once(formula: str) -> None:
    markup = f"<p>The load {formula} is old.</p>"
    assert line(markup) == "The load q = 3w is old."
    assert texts(markup) == ["The load q = 3w is old."]


def test_pictures_beside_a_formula_stay() -> None:
    page = html.document_fromstring(f'<p>{MATHML} <img src="a.jpg" alt="A pier"></p><p>So.')
    assert [len(block.images_before) for block in page_blocks(page)] == [1, 0]


def test_what_is_block_level_stands_apart() -> None:
    assert line("<figcaption><p>The quay.</p><p>Today.</p></figcaption>") == "The quay. Today."


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("It rains <img alt='🌧️'> again", "It rains 🌧️ again"),
        ("Thanks <img class='wp-smiley' alt=':-)'> all", "Thanks :-) all"),
        ("A map <img alt='Map of the bay'> here", "A map here"),
        ("The <button>lock</button> opens.", "The lock opens."),
        ("The lock opens. <button>Share</button>", "The lock opens."),
        ("It left at <time>9:30</time> sharp.", "It left at 9:30 sharp."),
    ],
)
def test_what_stands_in_a_sentence_is_read_with_it(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>Made by <org>Vess Ltd.</org>, not here.</p>", "Made by Vess Ltd., not here."),
        ("<p>An <o:p>old </o:p><st1:place>Vess</st1:place>ing.</p>", "An old Vessing."),
        ("<ul><li><output>6</output>. Small boats</li></ul>", "6. Small boats"),
    ],
)
def test_an_element_that_html_lacks_starts_no_line(markup: str, read: str) -> None:
    assert texts(markup) == [read]


def test_an_element_that_html_lacks_parts_no_words_of_a_cell() -> None:
    rows = "<tr><td>Vess<slot>ing</slot><td>1<tr><td>Lund<td>3"
    assert texts(f"<table>{rows}</table>") == ["Vessing 1\nLund 3"]


@pytest.mark.parametrize("display", ["block", "flex", "LIST-ITEM", "-webkit-box", "table"])
def test_what_is_styled_as_a_block_stands_on_its_own_line(display: str) -> None:
    styled = f'<span style="color:red; display : {display}">'
    markup = f"<p>{styled}Skiff</span>{styled}Yawl</span>and more</p>"
    assert texts(markup) == ["Skiff\nYawl\nand more"]


def test_what_is_styled_as_a_cell_is_parted_by_a_space() -> None:
    cell = '<b style="display:table-cell">'
    assert texts(f"<p>{cell}Skiff</b>{cell}3</b></p>") == ["Skiff 3"]


@pytest.mark.parametrize("display", ["inline", "inline-block", "contents", "inherit"])
def test_what_is_styled_as_part_of_a_line_stays_in_it(display: str) -> None:
    assert texts(f'<p>Four<span style="display:{display}">teen</span> boats</p>') == [
        "Fourteen boats"
    ]


@pytest.mark.parametrize("tag", ["noembed", "noframes"])
def test_what_old_browsers_saw_instead_is_left_out(tag: str) -> None:
    assert texts(f"<p>Words</p><{tag}>Your browser is old.</{tag}>") == ["Words"]


def test_a_button_within_bold_words_is_part_of_the_sentence() -> None:
    assert texts("<p>The <b><button>sluice</button></b> is open.</p>") == ["The sluice is open."]
    assert texts("<p>The sluice is open. <b><button>Share</button></b></p>") == [
        "The sluice is open."
    ]
