"""Bodies that React's server components send in pieces."""

import json

import pytest

from crawler.extraction.article import extract_article
from crawler.extraction.data.flight import flight_values, pushed
from crawler.profiles.profile import GENERIC

TITLE = "The ferry to Ellford sails again"
LINES = [
    f"On day {n} of the week the ferry sailed {n} times, its master Ann Lee said." for n in range(9)
]
HTML = "".join(f"<p>{line}</p>" for line in LINES)


def script(text: str) -> str:
    return f"<script>self.__next_f.push([1,{json.dumps(text)}])</script>"


def row(name: str, value: object) -> str:
    return f"{name}:{json.dumps(value)}\n"


def text_row(name: str, text: str) -> str:
    return f"{name}:T{len(text.encode()):x},{text}"


PARAGRAPHS = [["$", "p", str(n), {"children": line}] for n, line in enumerate(LINES)]
BLOCKS = [{"type": "paragraph", "text": line} for line in LINES]


@pytest.mark.parametrize(
    "rows",
    [
        row("5", {"article": {"title": TITLE, "content": BLOCKS}}),
        row("5", ["$", "$L2", None, {"article": {"title": TITLE, "html": HTML}}]),
        text_row("7", HTML)
        + row("8", ["$", "$L2", None, {"post": {"title": TITLE, "body": "$7"}}]),
        row("5", ["$", "main", None, {"children": [["$", "h1", None, {"children": TITLE}], "$L6"]}])
        + row("6", ["$", "div", None, {"children": PARAGRAPHS}]),
        '2:I[123,["a.js"],"Story"]\n:HL["/x.css","style"]\n'
        + row("5", {"story": {"headline": TITLE, "paragraphs": LINES}}),
    ],
)
@pytest.mark.parametrize("pieces", [1, 7])
def test_a_body_that_only_its_rows_hold_is_read(rows: str, pieces: int) -> None:
    size = len(rows) // pieces + 1
    scripts = "".join(script(rows[at : at + size]) for at in range(0, len(rows), size))
    page = f"<title>{TITLE}</title><article><h1>{TITLE}</h1></article>{scripts}"
    body = extract_article(page, "https://herald.example/a/1", GENERIC).body
    assert [block.text for block in body] == LINES


def test_a_text_is_as_long_as_its_bytes() -> None:
    rows = text_row("a", "Ĉu “jes”?") + row("b", ["$a"])
    assert list(flight_values([rows])) == [["Ĉu “jes”?"]]


def test_rows_that_name_each_other_end() -> None:
    assert list(flight_values([row("a", ["$b"]) + row("b", ["$a"])])) == [[["$a"]], [["$b"]]]


@pytest.mark.parametrize(
    "rows", ["a:[1,\n", "a:T5", "a:Tffffffff,x", "zz", "a:\n\nb", "a:" + "[" * 100_000]
)
def test_broken_rows_hold_nothing(rows: str) -> None:
    assert list(flight_values([rows])) == []


def test_pushes_that_are_no_strings_are_passed_over() -> None:
    text = (
        "self.__next_f=[];self.__next_f.push([0]);self.__next_f.push([1]);self.__next_f.push([1,2"
    )
    assert list(pushed(text)) == []
