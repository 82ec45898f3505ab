from benchmarks.memory.field_table import field_counts, field_rows
from benchmarks.memory.furniture_table import counts, rows
from benchmarks.memory.sites import NewsSite


def test_a_site_is_the_same_each_time_and_has_both_kinds_of_lines() -> None:
    one, other = NewsSite(3).pages()[:5], NewsSite(3).pages()[:5]
    assert one == other
    assert all(page.text and page.furniture for page in one)


def test_ten_pages_teach_a_sites_furniture_and_cost_no_text() -> None:
    table = {k: (float(gone), float(lost)) for k, gone, lost in rows(counts(range(1)))}
    assert table["10"][0] >= 99 > table["0"][0]
    assert table["10"][1] <= 0.1


def test_ten_pages_of_a_site_that_states_fields_wrongly_teach_the_right_ones() -> None:
    table = {k: shares for k, *shares in field_rows(field_counts(range(1, 2)))}
    assert set(table["10"]) == {"100.0"} != set(table["0"])


def test_a_site_without_fault_reads_as_it_did() -> None:
    assert {shares for _, *rest in field_rows(field_counts(range(1))) for shares in rest} == {
        "100.0"
    }
