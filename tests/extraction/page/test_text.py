"""Characters: what is waste, and what carries meaning."""

import pytest

from crawler.extraction.page.text import clean, declared_line, plain_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  two\n words\t ", "two words"),
        ("10\u00a0000\u202fkm", "10 000 km"),
        ("har\u00adbour", "harbour"),
        ("\ufeffharbour\u2060", "harbour"),
        ("ﬁrst ﬂight", "first flight"),
        ("cafe\u0301", "café"),
        ("it\x92s", "it’s"),
        ("a\ud800b\x00c\x1bd", "abcd"),
        ("zero\u200bwidth", "zerowidth"),
        ("ferry\u200e \u202eyrref\u202c", "ferry yrref"),
        ("Auf\u200clage", "Auflage"),
    ],
)
def test_waste_goes(raw: str, expected: str) -> None:
    assert plain_line(raw) == expected


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",  # Persian: zero-width non-joiner
        "क्‍ष",  # Hindi: zero-width joiner
        "👩‍🚒",  # one emoji of two
        "ភ្នំពេញ\u200bប៉ុស្តិ៍",  # Khmer: where a line may break
        "قال\u200f: نعم",  # right-to-left mark
        "東京都",
    ],
)
def test_joiners_that_carry_meaning_stay(text: str) -> None:
    assert plain_line(text) == text


def test_arabic_letters_of_old_systems_become_letters() -> None:
    assert plain_line("ﺳﻼﻡ") == "سلام"


def test_white_space_stays_where_lines_do() -> None:
    assert clean("a \n b") == "a \n b"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Tom &amp; Ann", "Tom & Ann"),
        ("Ann&#8217;s <em>ferry</em>", "Ann’s ferry"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("&lt;b&gt;Harbour&lt;/b&gt;", "Harbour"),
    ],
)
def test_html_in_data_is_read(raw: str, expected: str) -> None:
    assert declared_line(raw) == expected
