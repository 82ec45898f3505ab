"""Which tables are data, and their cells."""

import pytest
from lxml import html

from crawler.extraction.inline.tables import data_table


def rows(markup: str) -> list[list[str]]:
    table = data_table(html.fragment_fromstring(markup))
    return [["".join(span.text for span in cell) for cell in row] for row in table]


def test_rows_are_filled_up_to_the_widest() -> None:
    markup = "<table><tr><th>Pier<th>Boats<tr><td>North<td>12<td>late<tr><td>South</table>"
    assert rows(markup) == [["Pier", "Boats", ""], ["North", "12", "late"], ["South", "", ""]]


def test_a_cell_over_several_columns_and_rows_keeps_the_others_in_place() -> None:
    markup = (
        "<table><tr><th rowspan=2>Pier<th colspan=2>Boats<tr><th>June<th>July"
        "<tr><td>North<td>12<td>15</table>"
    )
    assert rows(markup) == [["Pier", "Boats", ""], ["", "June", "July"], ["North", "12", "15"]]


def test_what_is_not_shown_parts_no_word_of_a_cell() -> None:
    markup = (
        "<table><tr><th>Pier<th>Boats<tr><td>North<template>x</template>port"
        "<td>1<style>b{}</style>2</table>"
    )
    assert rows(markup)[1] == ["Northport", "12"]


def test_a_column_of_pictures_is_left_out_and_text_beside_one_kept() -> None:
    markup = (
        "<table><tr><th>#<th><th>Club<tr><td>1<td><img src=a.png><td><img src=b.png> Northport"
        "<tr><td>2<td><img src=c.png><td>Haven<script>track()</script></table>"
    )
    assert rows(markup) == [["#", "Club"], ["1", "Northport"], ["2", "Haven"]]


@pytest.mark.parametrize(
    "layout",
    [
        "<table><tr><td>one row<td>alone</table>",
        "<table><tr><td>one<tr><td>column</table>",
        "<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table><tr><td>f</table>",
        f"<table><tr><td>menu<td>{'a column of text ' * 30}<tr><td>a<td>b</table>",
        f"<table>{'<tr><td>1<td>2' * 2501}</table>",
        "<table><tr><td>Your name<td><input><tr><td>Your comment<td><input></table>",
        "<table><tr><td>a<td>b<tr><td>c<td><h1>A headline</h1>d</table>",
        f"<table><tr><td>a<td>b<tr><td colspan=2><img src=a.png>{'a story told ' * 40}</table>",
        f"<table><tr><td>a<td>b<tr><td colspan=2>{'a story told ' * 40}<form><input></form>",
    ],
    ids=(
        "one row, one column, nested, columns of text, too large, form, headline, "
        "story beside a picture, story above a form"
    ).split(", "),
)
def test_a_layout_is_no_table(layout: str) -> None:
    assert rows(layout) == []


def test_a_cell_has_the_spaces_looks_and_links_of_its_page() -> None:
    markup = (
        "<table><tr><th>Pier<th>Cost<tr><td><a href=/k>Kota</a> <b>S</b>elat<td>$<b>1</b>,200"
        "<tr><td><p>North</p><p>Pier</p><td>See <code>plan.txt</code>.</table>"
    )
    assert rows(markup) == [
        ["Pier", "Cost"],
        ["Kota Selat", "$1,200"],
        ["North Pier", "See plan.txt."],
    ]
    table = data_table(html.fragment_fromstring(markup))
    assert [(span.text, span.url, span.strong) for span in table[1][0]] == [
        ("Kota", "/k", False),
        (" ", None, False),
        ("S", None, True),
        ("elat", None, False),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<table><thead><th>Pier<th>Boats</thead><tbody><tr><td>North<td>12</tbody></table>",
        "<table><td>Pier<td>Boats<tr><td>North<td>12</table>",
        "<table><thead><tr><th>Pier<th>Boats</thead><tbody><td>North<td>12</tbody></table>",
    ],
)
def test_cells_that_stand_in_no_row_are_one(markup: str) -> None:
    assert rows(markup) == [["Pier", "Boats"], ["North", "12"]]
