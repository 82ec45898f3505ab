"""The faults that benchmarks/mutants puts into code."""

import ast

import pytest

from benchmarks.mutants.changes import changes

SOURCE = '''
LIMIT = 3
Answer: TypeAlias = "int | str"

def wide(width: int, names: "list[str]") -> bool:
    """Return whether it is."""
    total = len(names) + width
    if not names:
        raise ValueError("é: no names")
    return total >= LIMIT and min(names) == "a"
'''


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("[3 → (4)]", "LIMIT = (4)"),
        ("[len(names) + width → (len(names) - width)]", "    total = (len(names) - width)"),
        ("[not names → (names)]", "    if (names):"),
        ("[not names → True]", "    if True:"),
        ('[raise ValueError("é: no names") → pass]', "        pass"),
        ("[\"é: no names\" → 'é: no names~']", "        raise ValueError('é: no names~')"),
        ("[total >= LIMIT → (total > LIMIT)]", '    return (total > LIMIT) and min(names) == "a"'),
        ("[min → max]", '    return total >= LIMIT and max(names) == "a"'),
    ],
)
def test_a_fault_changes_one_thing(fault: str, line: str) -> None:
    (change,) = (change for change in changes(SOURCE) if fault in change.shown(SOURCE))
    changed = change.applied(SOURCE).splitlines()
    assert changed[change.line - 1] == line
    assert [*changed[: change.line - 1], *changed[change.line :]] == [
        text for number, text in enumerate(SOURCE.splitlines(), 1) if number != change.line
    ]


def test_every_fault_is_code_and_another_one() -> None:
    faults = {change.applied(SOURCE) for change in changes(SOURCE)}
    assert len(faults) == len(changes(SOURCE)) > 12
    assert SOURCE not in faults
    assert all(ast.parse(fault) for fault in faults)


def test_types_and_docstrings_stay() -> None:
    assert not {change.before for change in changes(SOURCE)} & {
        '"list[str]"',
        '"int | str"',
        '"""Return whether it is."""',
    }
