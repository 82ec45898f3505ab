"""White space and line breaks of inline text, as a browser lays them out."""

import pytest

from crawler.extraction.inline.text_runs import BREAK, PLAIN, Piece, folded, paragraphs
from crawler.items import Span

STRONG = (True, False, None, False)


def pieces(*texts: str | Piece) -> list[Piece]:
    return [text if isinstance(text, tuple) else (text, PLAIN) for text in texts]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["  one ", " two"], [Span("one two")]),
        (["one", ("two", STRONG)], [Span("one"), Span("two", strong=True)]),
        (["one ", (" two ", STRONG)], [Span("one "), Span("two", strong=True)]),
        (["one", " ", ("two", STRONG)], [Span("one "), Span("two", strong=True)]),
        (["one ", BREAK, " two"], [Span("one\ntwo")]),
        ([BREAK, " one ", BREAK, " "], [Span("one")]),
        (["o", "n", "e"], [Span("one")]),
        ([" \n ", "\t"], []),
        ([], []),
    ],
)
def test_white_space_is_folded(texts: list[str | Piece], expected: list[Span]) -> None:
    assert folded(pieces(*texts)) == expected


def test_two_breaks_part_paragraphs_whatever_space_is_between() -> None:
    given = pieces("one", BREAK, " \n", BREAK, "two", BREAK, "three", BREAK, BREAK)
    assert paragraphs(given) == [[Span("one")], [Span("two\nthree")]]
