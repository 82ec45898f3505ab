"""The rooms of the house, and which way they look: ARCHITECTURE.md shows the same.

A room is a folder of modules. It may import its own modules and those of the rooms that are named
beside it in tests/support/rooms.py, no others; so a stranger sees what an edit may reach.
"""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import GenericAlias

import pytest

from tests.support import ROOT
from tests.support.rooms import ARROWS

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("crawler", "pipelines")
    for path in sorted((ROOT / package).rglob("*.py"))
}
STEPS = {
    name
    for name, path in MODULES.items()
    if name.startswith("pipelines.") and "Pipeline:" in path.read_text("utf-8")
}

# The Article is what the two halves share: plain dataclasses that need nothing else.
STDLIB_ONLY = (
    "crawler.items",
    "crawler.fates",
    "crawler.profiles.profile",
    "crawler.errors",
    "crawler.settings",
)
# They are pure: no network, no files, no clock, no chance.
PURE = ("crawler.extraction", "crawler.discovery", "crawler.profiles.schedule")
IMPURE = {"scrapy", "twisted", "sqlalchemy", "socket", "subprocess", "time", "random", "logging"}
MOST_FILES = 14  # of a room, beside its __init__: more is two rooms in one
LARGE = ("crawler.extraction.fields",)  # as many as an article has fields

HEAVY = {"trafilatura", "numpy", "lxml_html_clean", "jinja2", "crawler.extraction.article"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def statements(block: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements of a block and those within them, in a fraction of ast.walk's time."""
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        for node in getattr(block, name, ()):
            yield node
            yield from statements(node)


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return the modules that a file imports, and what it imports from them, as dotted names."""
    found: list[str] = []
    for node in statements(tree(path)):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def is_within(name: str, parts: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in parts)


def room_of(module: str) -> str:
    """Return the folder that a module is in."""
    is_package = MODULES[module].name == "__init__.py"
    return module if is_package else module.rpartition(".")[0]


def module_of(name: str) -> str | None:
    """Return the module of ours that a dotted name is, or is in; None for another's."""
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name or None


def looks_at(module: str) -> set[str]:
    """Return the rooms that a module imports from, beside its own."""
    found = (module_of(name) for name in imports(MODULES[module]))
    return {room_of(name) for name in found if name} - {room_of(module)}


# Of all modules or rooms at once: a test for each took a tenth of the fast tests' time.


def test_a_module_looks_only_where_its_room_may() -> None:
    beyond = {name: looks_at(name) - set(ARROWS[room_of(name)]) for name in MODULES}
    assert {name: rooms for name, rooms in beyond.items() if rooms} == {}


def test_an_arrow_is_used() -> None:
    used = {(room_of(name), other) for name in MODULES for other in looks_at(name)}
    assert {(room, other) for room in ARROWS for other in ARROWS[room]} - used == set()


def test_every_folder_is_a_room() -> None:
    assert {room_of(module) for module in MODULES} == set(ARROWS)


def test_no_arrow_leads_back() -> None:
    open_rooms, above = set(ARROWS), dict(ARROWS)
    while leaves := {room for room in open_rooms if not set(above[room]) & open_rooms}:
        open_rooms -= leaves
    assert open_rooms == set(), "these look at each other, in a circle"


def test_a_room_is_not_crowded() -> None:
    files = Counter(room_of(name) for name in MODULES if name not in ARROWS)
    crowded = {room for room, count in files.items() if count > MOST_FILES}
    assert crowded == set(LARGE)


def test_a_name_is_one_modules() -> None:
    """Two files of one name are taken for each other, in an editor's tabs and in talk.

    Only a command has the name that a person types.
    """
    paths = [path for name, path in MODULES.items() if name != "crawler.commands.settings"]
    names = Counter(path.stem for path in paths if path.stem != "__init__")
    assert [name for name, number in names.items() if number > 1] == []


def test_a_name_is_one_class() -> None:
    names = Counter(
        node.name
        for path in MODULES.values()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    # Scrapy looks for a Command in each module of crawler/commands.
    assert {name for name, number in names.items() if number > 1} == {"Command"}


def test_the_ledger_is_opened_in_one_place() -> None:
    openers = {
        name for name, path in MODULES.items() if re.search(r"\bLedger\(", path.read_text("utf-8"))
    }
    assert openers == {"crawler.ledger.opening"}


@pytest.mark.parametrize("module", sorted(STEPS))
def test_a_pipeline_step_knows_no_other_step(module: str) -> None:
    others = tuple(STEPS - {module})
    assert {name for name in imports(MODULES[module]) if is_within(name, others)} == set()


@pytest.mark.parametrize("module", STDLIB_ONLY)
def test_what_both_halves_share_needs_the_standard_library_alone(module: str) -> None:
    names = {name.partition(".")[0] for name in imports(MODULES[module])}
    assert names <= {*sys.stdlib_module_names, "crawler"}


def test_extraction_and_discovery_are_pure() -> None:
    pure = {name: path for name, path in MODULES.items() if is_within(name, PURE)}
    assert len(pure) > 100
    impure = {
        (name, other)
        for name, path in pure.items()
        for other in imports(path)
        if is_within(other, tuple(IMPURE))
    }
    assert impure == set()
    sources = {name: path.read_text("utf-8") for name, path in pure.items()}
    clocks = ("datetime.now(", "date.today(")
    assert [name for name, source in sources.items() if any(map(source.__contains__, clocks))] == []


@pytest.mark.slow
def test_commands_load_nothing_that_takes_a_while() -> None:
    """Scrapy loads all of them for `scrapy sources`, and for each crawl of cron."""
    commands = ", ".join(name for name in MODULES if name.startswith("crawler.commands."))
    script = f"import sys, {commands}; print(*HEAVY & set(sys.modules))"
    python = [sys.executable, "-c", f"HEAVY = {HEAVY}; {script}"]
    done = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.slow
def test_a_worker_loads_what_extraction_needs_only() -> None:
    """What a worker holds counts as often as there are cores."""
    script = "import sys, crawler.workers.process, crawler.extraction.article; print(*sys.modules)"
    python = [sys.executable, "-c", script]
    done = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "crawler.extraction.article" in loaded
    assert not {"scrapy", "twisted", "sqlalchemy", "pydantic"} & loaded


def test_a_module_fits_in_the_head() -> None:
    lengths = {name: len(path.read_bytes().splitlines()) for name, path in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("crawler.commands.")])
def test_a_commands_module_names_no_generic_type(name: str) -> None:
    """Python 3.10 takes `dict[str, int]` for a class, and Scrapy asks each of what it is a child.

    Then no command works.
    """
    named = vars(import_module(name)).values()
    assert not [value for value in named if isinstance(value, GenericAlias)]


TESTS = sorted((ROOT / "tests").rglob("*.py"))
BENCHMARKS = sorted((ROOT / "benchmarks").rglob("*.py"))


def of_tests(path: Path) -> list[str]:
    """Return what a file imports of the tests, without parsing it, which takes longer."""
    return re.findall(r"^\s*(?:from|import) (tests\b[\w.]*)", path.read_text("utf-8"), re.M)


def test_no_test_imports_a_test() -> None:
    used = [(name, path.name) for path in TESTS for name in of_tests(path)]
    assert ("tests.support.rooms", "test_imports.py") in used
    assert [pair for pair in used if not is_within(pair[0], ("tests.support",))] == []


def test_benchmarks_stand_by_themselves() -> None:
    assert [path.name for path in BENCHMARKS if of_tests(path)] == []


def test_the_tests_of_a_room_stand_in_a_folder_of_its_name() -> None:
    rooms = {
        room.removeprefix("crawler.").replace(".", "/") for room in ARROWS if room != "crawler"
    }
    others = {"support", "whole", "benchmarks", "ledgers"}
    folders = {
        str(path.parent.relative_to(ROOT / "tests"))
        for path in TESTS
        if path.name.startswith("test_") and path.parent != ROOT / "tests"
    }
    assert folders - others <= rooms
