import pytest

from crawler.items import Span
from pipelines.document.inline import inline

STRONG = {"strong": True}
EMPHASIS = {"emphasis": True}


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ([Span("a "), Span("b", strong=True), Span(" c")], "a **b** c"),
        ([Span("a "), Span("b", emphasis=True), Span(".")], "a _b_."),
        ([Span("b", strong=True, emphasis=True)], "**_b_**"),
        ([Span("un"), Span("believ", emphasis=True), Span("able")], "un*believ*able"),
        ([Span("文"), Span("強調", strong=True), Span("文")], "文**強調**文"),
        ([Span("one\ntwo")], "one  \ntwo"),
        ([Span("")], ""),
    ],
)
def test_a_look_has_its_marks(spans: list[Span], markdown: str) -> None:
    assert inline(spans) == markdown


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ([Span("文"), Span("「強」", strong=True), Span("文")], "文「強」文"),
        ([Span("a", strong=True), Span("b", emphasis=True)], "**a**b"),
        ([Span("a-"), Span("b", emphasis=True)], "a-b"),
    ],
)
def test_a_look_is_dropped_where_a_reader_would_show_its_marks(
    spans: list[Span], markdown: str
) -> None:
    assert inline(spans) == markdown


LINK = Span("here", url="https://herald.example/a_(b)?c=1&d=2")


def test_a_link_is_its_text() -> None:
    assert inline([Span("look "), LINK]) == "look here"


def test_links_are_kept_if_asked_for() -> None:
    kept = inline([Span("look "), LINK], keep_links=True)
    assert kept == "look [here](https://herald.example/a_%28b%29?c=1&d=2)"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "/path", "https://"])
def test_only_web_addresses_are_links(url: str) -> None:
    assert inline([Span("here", url=url)], keep_links=True) == "here"


def test_a_mark_is_no_part_of_a_tags_name() -> None:
    assert inline([Span("a <", emphasis=True), Span(" > b")]) == r"_a \<_ > b"


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# _", r"# \_"),
        ("_b", r"\_b"),
        ("b_c", "b_c"),
    ],
)
def test_an_address_holds_no_partner_of_an_underscore(text: str, markdown: str) -> None:
    spans = [Span(text, url="https://a.example/snake_case_name%20_")]
    kept = inline(spans, keep_links=True)
    assert kept == f"[{markdown}](https://a.example/snake_case_name%20_)"


def test_a_heading_is_one_line() -> None:
    assert inline([Span("one\ntwo\r\nthree")], "heading") == "one two three"


def test_one_link_may_have_several_looks() -> None:
    url = "https://herald.example/plan"
    spans = [
        Span("the ", url=url),
        Span("other", emphasis=True, url=url),
        Span(" plan", url=url),
        Span(", which few remember"),
    ]
    assert inline(spans, keep_links=True) == f"[the _other_ plan]({url}), which few remember"
    assert inline(spans) == "the _other_ plan, which few remember"


def test_a_look_may_end_within_a_word_of_a_link() -> None:
    url = "https://a.example/"
    spans = [Span("re", emphasis=True, url=url), Span("opens", url=url)]
    assert inline(spans, keep_links=True) == f"[*re*opens]({url})"


def test_links_to_two_places_stay_two() -> None:
    spans = [Span("one", url="https://a.example/1"), Span("two", url="https://a.example/2")]
    assert inline(spans, keep_links=True) == "[one](https://a.example/1)[two](https://a.example/2)"


@pytest.mark.parametrize(
    ("spans", "markdown"),
    [
        ([Span("run "), Span("cc -O3 a_b*.c", code=True), Span(".")], "run `cc -O3 a_b*.c`."),
        ([Span("a", code=True, strong=True), Span("b", code=True)], "`ab`"),
        ([Span("see "), Span("a", code=True, url="https://a.example/")], "see `a`"),
        ([Span("a ` and "), Span("b", code=True)], r"a \` and `b`"),
        ([Span("a", emphasis=True), Span("b", code=True)], "a`b`"),
    ],
)
def test_code_has_its_marks_and_no_escapes(spans: list[Span], markdown: str) -> None:
    assert inline(spans) == markdown


@pytest.mark.parametrize(
    ("code", "markdown"),
    [
        ("a`b`", r"a\`b\`"),
        ("{{ page.title }}", "{{ page.title }}"),
        ("a|b", r"a\|b"),
        ("<!--more-->", r"<\!--more-->"),
    ],
)
def test_code_that_would_end_its_marks_or_be_evaluated_is_text(code: str, markdown: str) -> None:
    assert inline([Span(code, code=True)]) == markdown


def test_code_in_a_link_is_code() -> None:
    spans = [Span("see "), Span("cc", code=True, url="https://a.example/")]
    assert inline(spans, keep_links=True) == "see [`cc`](https://a.example/)"
