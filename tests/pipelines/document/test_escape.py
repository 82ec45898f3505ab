"""Each case is what some reader would take for its own; the comment by the rule says who."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import escape as rules
from pipelines.document.escape import (
    EMPHASIS,
    LINK,
    LINK_END,
    STRONG,
    WORD_EMPHASIS,
    defuse,
    escape,
)

PLAIN = (
    "He said: “It's 5 < 6 & 7 > 3” - and left...",
    'The so-called "deal" [sic] cost $5 (about €4.60), or 3.5% of GDP; ~50 people came.',
    "AT&T and R&D; snake_case_name, 5 * 3 = 15, #1 of 2, C# and a+b, @user, 50/50!",
    "*Her name has been changed.",
    "Rock 'n' roll -- since 1986. {sic} [the minister] said (again): e.g. i.e.",
    "https://herald.example/a_b/?c=1&d=2 and www.herald.example",
    "The path is C:\\Users\\Ada",
    "1,000 people; 2.5 million; 10:30 a.m.",
    "文字「引用」、こんにちは。 ភាសាខ្មែរ العربية",
    "_Reuters",
    "`twas the night",
)


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert defuse(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Reuters | Seoul", r"Reuters \| Seoul"),
        ("a *b* c", r"a \*b\* c"),
        ("f***", r"f\*\*\*"),
        ("_a_ b", r"\_a\_ b"),
        ("5_6_7", r"5\_6\_7"),
        ("`a`", r"\`a\`"),
        ("~~a~~", "~&#126;a&#126;&#126;"),
        ("a <b> c", r"a \<b> c"),
        ("</p>", r"\</p>"),
        ("<é>", r"\<é>"),
        ("<!--more-->", r"<\!--more-->"),
        ("<http://a.example>", r"\<http://a.example>"),
        ("&amp; &#42; &copy;", "&amp;amp; &amp;#42; &amp;copy;"),
        ("[a](b)", r"[a]\(b)"),
        ("![a](b)", r"![a]\(b)"),
        ("$$x$$", r"\$\$x\$\$"),
        ("{: .x}", r"\{: .x}"),
        ("{::comment}", r"\{::comment}"),
        (r"a\*b", r"a\\*b"),
        ("a\\", "a&#92;"),
        ("a\\\nb", "a&#92;\nb"),
        ("https://a.example/x_1_y", r"https\://a.example/x\_1\_y"),
        ("www.a.example/x_1_y", r"www\.a.example/x\_1\_y"),
        ("https://a.example/{{x}}", r"https\://a.example/{{x}}"),
    ],
)
def test_what_a_reader_would_take_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("line", "escaped"),
    [
        ("# a", r"\# a"),
        ("#MeToo", r"\#MeToo"),
        ("> a", r"\> a"),
        ("- a", r"\- a"),
        ("+ a", r"\+ a"),
        ("* a", r"\* a"),
        ("1. a", r"1\. a"),
        ("1986. A year", r"1986\. A year"),
        ("2) a", r"2\) a"),
        ("---", r"\---"),
        ("===", r"\==="),
        (":-:", r"\:-:"),
        ("_ _ _", r"\_ _ _"),
        ("* * *", r"\* * *"),
        (": a", r"\: a"),
        ("^", "&#94;"),
        ("[a]: http://b.example", r"[a]\: http://b.example"),
        ("[a\nb]: http://b.example", "[a\nb]\\: http://b.example"),
        ("[^1]: a", r"[^1]\: a"),
        ("*[HTML]: a", r"\*[HTML]: a"),
    ],
)
@pytest.mark.parametrize("before", ["", "a line\n"])
def test_what_starts_a_block_is_escaped_on_every_line(before: str, line: str, escaped: str) -> None:
    assert escape(before + line) == before + escaped


@pytest.mark.parametrize("text", ["-1 degrees", "1.5 million", "10.30 a.m.", ":)", "=)", "+44 20"])
def test_what_only_resembles_the_start_of_a_block_is_not_escaped(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("{{ x }}", "&#123;{ x }}"),
        ("{% bogus %}", "&#123;% bogus %}"),
        ("{{{%", "&#123;&#123;&#123;%"),
        ("{{< youtube >}}", "&#123;{< youtube >}}"),
        ("{ x }", "{ x }"),
    ],
)
def test_nothing_is_left_to_evaluate(text: str, escaped: str) -> None:
    assert defuse(escape(text)) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("C#", r"C\#"), ("a {#b}", r"a \{#b}"), ("1. a", "1. a"), ("a {: .b}", r"a \{: .b}")],
)
def test_the_end_of_a_heading_is_escaped(text: str, escaped: str) -> None:
    assert escape(text, "heading") == escaped


@pytest.mark.parametrize(
    ("text", "escaped"), [("[x] a", r"\[x] a"), ("a [ ] b", r"a \[ ] b"), ("[x]", r"\[x]")]
)
def test_a_list_has_no_check_boxes(text: str, escaped: str) -> None:
    assert escape(text, "item") == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("---", r"\---"), ("a`b", "a&#96;b"), ("1. a", "1. a"), ("-5", "-5"), ("a|b", r"a\|b")],
)
def test_a_cell_does_not_end_its_table(text: str, escaped: str) -> None:
    assert escape(text, "cell") == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (f"{STRONG}a{STRONG} b*", rf"{STRONG}a{STRONG} b\*"),
        (f"{EMPHASIS}a{EMPHASIS} b_", rf"{EMPHASIS}a{EMPHASIS} b\_"),
        (f"{WORD_EMPHASIS}[a]: b{WORD_EMPHASIS}", rf"{WORD_EMPHASIS}[a]\: b{WORD_EMPHASIS}"),
        (f"{LINK}[a]{LINK_END}", rf"{LINK}\[a\]{LINK_END}"),
        (f"Go!{LINK}a{LINK_END}", rf"Go\!{LINK}a{LINK_END}"),
        (f"<!{LINK}a{LINK_END}", rf"<\!{LINK}a{LINK_END}"),
        (f"{LINK}^{LINK_END}", f"{LINK}&#94;{LINK_END}"),
        (f"{LINK}a]:b{LINK_END}", rf"{LINK}a\]\:b{LINK_END}"),
    ],
)
def test_marks_are_partners_too(text: str, escaped: str) -> None:
    assert escape(text) == escaped


SIGNS = "".join(rules.MARKS)


@pytest.mark.parametrize("place", ["paragraph", "heading", "item", "cell"])
@given(text=st.text(st.sampled_from(f"ax9é文 \n{SIGNS}{string.punctuation}“’–…") | st.characters()))
def test_what_is_taken_for_plain_is_what_no_rule_changes(place: rules.Place, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "_PLAIN", re.compile("(?!)"))
        by_the_rules = escape(text, place)
    assert escape(text, place) == by_the_rules
