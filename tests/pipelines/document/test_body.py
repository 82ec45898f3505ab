import pytest

from crawler.items import Block, Image, Span
from pipelines.document.body import Keep, blocks, picture
from pipelines.document.lists import MOST_LEVELS
from tests.support.articles import paragraph


def item(text: str, level: int = 1, number: int | None = None, **more: bool) -> Block:
    return Block("item", (Span(text),), level=level, number=number, **more)


def table(*rows: tuple[str, ...]) -> Block:
    return Block("table", rows=tuple(tuple((Span(cell),) for cell in row) for row in rows))


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ([paragraph("a"), paragraph("b")], ["a", "b"]),
        ([paragraph(" ")], []),
        ([Block("heading", (Span("a"),), level=3)], ["### a"]),
        ([Block("heading", (Span("a"),), level=1)], ["## a"]),
        ([Block("heading", (Span(" "),), level=2)], []),
        ([item("a"), item("b"), item("c", 2), item("d")], ["- a\n- b\n  - c\n- d"]),
        ([item("a", 1, 1), item("b", 2), item("c", 1, 2)], ["1. a\n   - b\n2. c"]),
        ([item("a"), item("b", 1, 1)], ["- a", "1. b"]),
        ([item("a", 3)], ["- a"]),
        ([item("a"), item("b", 3), item("c", 3)], ["- a\n  - b\n  - c"]),
        ([item("a"), item("b", 3, 1), item("c", 3, 2)], ["- a\n  1. b\n  2. c"]),
        ([item("a"), item("b", 3), item("c", 2), item("d", 3)], ["- a\n  - b\n  - c\n    - d"]),
        ([item("a", 2), item("b")], ["- a\n- b"]),
        ([item("a"), item("b", 2, 1), item("c", 2)], ["- a\n  1. b\n\n  - c"]),
        ([item("a\nb")], ["- a  \n  b"]),
        ([item(""), item("b")], ["- b"]),
        ([item("- a")], [r"- \- a"]),
    ],
)
def test_blocks_are_apart_and_items_together(body: list[Block], parts: list[str]) -> None:
    assert blocks(body, Keep()) == parts


@pytest.mark.parametrize(
    ("numbers", "parts"),
    [
        ((1, 2, 3), ["1. a\n2. a\n3. a"]),
        ((3,), [r"3\. a"]),
        ((1, 3), ["1. a", r"3\. a"]),
        ((2, 1, 2), [r"2\. a", "1. a\n2. a"]),
    ],
)
def test_a_list_that_does_not_count_from_one_is_paragraphs(
    numbers: tuple[int, ...], parts: list[str]
) -> None:
    assert blocks([item("a", 1, number) for number in numbers], Keep()) == parts


def test_a_quotation_holds_blocks() -> None:
    body = [paragraph("a\nb"), item("c"), paragraph("d")]
    quoted = [Block(b.kind, b.spans, level=b.level, quoted=True) for b in body]
    assert blocks(quoted, Keep()) == ["> a  \n> b\n>\n> - c\n>\n> d"]


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([("a", "b"), ("c|d",)], ["| a | b |\n| --- | --- |\n| c\\|d |  |"]),
        ([("a", "b")], ["a", "b"]),
        ([("", ""), ("a", "b")], ["a", "b"]),
        ([("a\nb",), ("---",)], ["| a b |\n| --- |\n| \\--- |"]),
        ([("",)], []),
    ],
)
def test_a_table_has_a_head_and_rows(rows: list[tuple[str, ...]], parts: list[str]) -> None:
    assert blocks([table(*rows)], Keep()) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("\n  a\n\n b*\n", ["~~~\n  a\n\n b*\n~~~"]),
        ("~~~", ["~~~~\n~~~\n~~~~"]),
        ("{{ x }}\n  y", ["{{ x }}  \ny"]),
        ("<!--more-->", [r"<\!--more-->"]),
        (" \n ", []),
    ],
)
def test_code_stands_in_a_fence_unless_a_reader_would_evaluate_it(
    text: str, parts: list[str]
) -> None:
    assert blocks([Block("code", (Span(text),))], Keep()) == parts


PICTURE = Image(url="https://a.example/b(c).jpg", caption="A boat.", credit="AFP", alt="boat]")


def test_pictures_of_the_body_are_left_out() -> None:
    assert blocks([Block("image", image=PICTURE)], Keep()) == []


@pytest.mark.parametrize(
    ("image", "parts"),
    [
        (PICTURE, [r"![boat](https://a.example/b%28c%29.jpg)", "A boat. AFP"]),
        (Image(url="https://a.example/b"), ["![](https://a.example/b)"]),
        (
            Image(url='https://a.example/b [1]_"c".jpg', alt='AT&T\n_"a" {{b}} | c_ &amp; <b>(d)'),
            ['![AT&T "a" b c amp; b (d)](https://a.example/b%20%5B1%5D_%22c%22.jpg)'],
        ),
        (Image(url="https://a.example/b", copy_url="/images/b.jpg"), ["![](/images/b.jpg)"]),
        (Image(url="javascript:alert(1)"), []),
    ],
)
def test_pictures_of_the_body_are_kept_if_asked_for(image: Image, parts: list[str]) -> None:
    assert blocks([Block("image", image=image)], Keep(images=True)) == parts


def test_a_picture_without_words_stands_alone() -> None:
    assert picture("https://a.example/b", "") == ["![](https://a.example/b)"]


def test_a_list_is_indented_to_a_bound() -> None:
    (part,) = blocks([item(str(level), level) for level in range(1, 501)], Keep())
    lines = part.split("\n")
    assert lines[1] == "  - 2"
    assert len(lines) == 500
    assert lines[-1] == f"{' ' * 2 * (MOST_LEVELS - 1)}- 500"
