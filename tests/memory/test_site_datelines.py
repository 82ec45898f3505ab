"""The datelines of a site, in the shape that its pages share, and what they are good for."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from crawler.memory.site_datelines import site_datelines
from crawler.memory.traces import PageTrace
from tests.support.site_pages import (
    address,
    lines_of,
    model_of,
    page_of,
    read_with,
    story,
    trace_of,
)

PLACES = ("Lagerby", "Port Selm", "Ostwick", "Nyhavn", "Tarn", "Castle Rowe", "Vell")
WRITERS = ("Mara Lund", "Tom Astley", "Ines Karr", "Piet Holm")


def shapes(openings: Sequence[str]) -> tuple[str, ...]:
    pages: list[Any] = [SimpleNamespace(opening=opening) for opening in openings]
    return site_datelines(cast(list[PageTrace], pages))


@pytest.mark.parametrize(
    ("openings", "shape"),
    [
        (
            [
                "SELM, 0 (Tide Wire) - The council voted",
                "TARN, 0 (Tide Wire) - A court ruled",
                "PORT ROWE, 0 (Tide Wire) - Shares fell",
            ],
            "…, 0 (Tide Wire) -",
        ),
        (
            [
                "ЛУГОВОЕ, 0 — ПРИЛИВ. Дожди идут",
                "ЗАРЕЧЬЕ, 0 — ПРИЛИВ. Совет решил",
                "КАМЕНКА, 0 — ПРИЛИВ. Мост закрыт",
            ],
            "…, 0 — ПРИЛИВ.",
        ),
        (
            [
                "By Our Correspondent, Selm – The state",
                "By Our Correspondent, Tarn – Rain has",
                "By Our Correspondent, Vell – Farmers say",
            ],
            "By Our Correspondent, … –",
        ),
        (
            [
                "海港社北京0月0日电（记者张三）今后",
                "海港社上海0月0日电（记者李佳佳）中国",
                "海港社长沙0月0日电（记者赵六）一年",
            ],
            "海港社…0月0日电（记者[name]）",
        ),
        (
            ["لندن (وكالة المد) - قال", "باريس (وكالة المد) - أعلن", "روما (وكالة المد) - وصل"],
            "… (وكالة المد) -",
        ),
    ],
)
def test_what_varies_in_a_dateline_is_masked(openings: list[str], shape: str) -> None:
    assert shapes(openings) == (shape,)
    assert shapes([*openings, *(f"Otherwise {n} begins so" for n in "abcdefg")]) == (shape,)
    assert shapes(openings[:2]) == ()


@pytest.mark.parametrize(
    "openings",
    [
        [
            "The mayor – who won – said",
            "The ferry – a new one – sank",
            "The bridge – old – fell",
            "The rain – cold – fell",
        ],
        ["A man (aged 0) has", "The river (pop. 0) rose", "A fire – it was said – began"],
    ],
)
def test_a_dash_or_a_bracket_in_a_first_sentence_is_no_dateline(openings: list[str]) -> None:
    assert shapes(openings) == ()


def begun(number: int, dateline: str) -> list[str]:
    first, *rest = story(number)
    return [first.replace("<p>", f"<p>{dateline} "), *rest]


def by_wire(number: int) -> list[str]:
    return begun(number, f"{PLACES[number % 7]} (Tide Wire, {WRITERS[number % 4]}) –")


def test_a_writer_whom_the_dateline_alone_names_is_the_author() -> None:
    def page(number: int) -> str:
        return page_of(by_wire(number), number, author="")

    model = model_of(trace_of(page(n), address(n), day=1 + n) for n in range(10))
    assert model.fields.datelines == ("… (Tide Wire, [name]) –",)
    assert read_with(None, page(77), address(77)).article.authors == ()
    read = read_with(model, page(77), address(77))
    assert read.article.authors == (WRITERS[77 % 4],)
    assert read.evidence["authors"][0].origin == "dateline"
    first = lines_of(read)[0]
    assert first.startswith(f"{PLACES[77 % 7]} (Tide Wire, Tom Astley) –"), "it is text"


def test_a_place_in_a_dateline_is_no_author() -> None:
    def page(number: int) -> str:
        return page_of(begun(number, f"(Tide Wire, {PLACES[number % 7]}) –"), number, author="")

    model = model_of(trace_of(page(n), address(n), day=1 + n) for n in range(10))
    assert model.fields.datelines == ("(Tide Wire, …) –",)
    assert read_with(model, page(77), address(77)).article.authors == ()


def test_an_agency_in_the_brackets_of_a_dateline_is_the_credit() -> None:
    def page(number: int) -> str:
        return page_of(begun(number, f"{PLACES[number % 7]}, March {number % 28} (PTI)"), number)

    model = model_of(trace_of(page(n), address(n), day=1 + n) for n in range(10))
    assert model.fields.datelines == ("…, 0 (PTI)",)
    assert read_with(None, page(77), address(77)).article.credit is None
    assert read_with(model, page(77), address(77)).article.credit == "PTI"
