"""Which part of the project may know which; the rules stand in ARROWS."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import GenericAlias

import pytest

ROOT = Path(__file__).parent.parent
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

# Part of the project: the other parts of it that it may import. The innermost part counts.
ARROWS: dict[str, tuple[str, ...]] = {
    "crawler.errors": (),
    "crawler.items": (),
    "crawler.interrupt": (),
    "crawler.settings": ("crawler.interrupt",),
    "crawler.profiles": ("crawler.items",),
    "crawler.extraction": ("crawler.items", "crawler.profiles"),
    "crawler.fates": ("crawler.items",),
    "crawler.ending": (),
    "crawler.lock": ("crawler.errors",),
    "crawler.clock": (),
    "crawler.orphans": (),
    "crawler.schedule": ("crawler.items",),
    "crawler.discovery": ("crawler.extraction", "crawler.items", "crawler.profiles"),
    "crawler.ledger": (
        "crawler.clock",
        "crawler.ending",
        "crawler.errors",
        "crawler.items",
        "crawler.lock",
        "crawler.signals",
    ),
    "crawler": ("crawler",),
    # A command is a program of its own: nothing imports it, so no arrow turns round. These two
    # hold what pipelines know of files against the ledger; the crawl knows no pipeline still.
    "crawler.commands.check": ("crawler", "pipelines"),
    "crawler.commands.export": ("crawler", "pipelines"),
    "pipelines": (
        "crawler.clock",
        "crawler.ending",
        "crawler.errors",
        "crawler.fates",
        "crawler.items",
        "crawler.ledger",
        "crawler.orphans",
        "crawler.signals",
    ),
}
# The Article is what the two halves share: plain dataclasses that need nothing else.
STDLIB_ONLY = (
    "crawler.items",
    "crawler.profiles",
    "crawler.errors",
    "crawler.settings",
    "crawler.orphans",
)
PURE = {"crawler.extraction", "crawler.discovery", "crawler.schedule"}
# They are pure: no network, no files, no clock, no chance.
IMPURE = {"scrapy", "twisted", "sqlalchemy", "socket", "subprocess", "time", "random", "logging"}

HEAVY = {"trafilatura", "numpy", "lxml_html_clean", "jinja2", "crawler.extraction.article"}


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, and what it imports from them, as dotted names."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, parts: tuple[str, ...]) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in parts)


def part_of(module: str) -> str:
    return max((part for part in ARROWS if is_within(module, (part,))), key=len)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_its_part_may_know(module: str) -> None:
    part = part_of(module)
    ours = {name for name in imports(MODULES[module]) if is_within(name, ("crawler", "pipelines"))}
    assert {name for name in ours if not is_within(name, (part, *ARROWS[part]))} == set()


@pytest.mark.parametrize("command", ["crawler.commands.check", "crawler.commands.export"])
def test_a_command_that_knows_both_halves_is_known_by_none(command: str) -> None:
    users = [name for name, path in MODULES.items() if command in imports(path)]
    assert users == []


@pytest.mark.parametrize("module", sorted(STEPS))
def test_a_pipeline_step_knows_no_other_step(module: str) -> None:
    others = tuple(STEPS - {module})
    assert {name for name in imports(MODULES[module]) if is_within(name, others)} == set()


@pytest.mark.parametrize("module", STDLIB_ONLY)
def test_what_both_halves_share_needs_the_standard_library_alone(module: str) -> None:
    names = {name.partition(".")[0] for name in imports(MODULES[module])}
    assert names <= {*sys.stdlib_module_names, "crawler"}


@pytest.mark.parametrize("module", [m for m in MODULES if part_of(m) in PURE])
def test_extraction_and_discovery_are_pure(module: str) -> None:
    assert {name for name in imports(MODULES[module]) if is_within(name, tuple(IMPURE))} == set()
    source = MODULES[module].read_text("utf-8")
    assert "datetime.now(" not in source
    assert "date.today(" not in source


def test_commands_load_nothing_that_takes_a_while() -> None:
    """Scrapy loads all of them for `scrapy sources`, and for each crawl of cron."""
    commands = ", ".join(name for name in MODULES if name.startswith("crawler.commands."))
    script = f"import sys, {commands}; print(*HEAVY & set(sys.modules))"
    python = [sys.executable, "-c", f"HEAVY = {HEAVY}; {script}"]
    done = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_worker_loads_what_extraction_needs_only() -> None:
    """What a worker holds counts as often as there are cores."""
    script = (
        "import sys, crawler.extraction_worker, crawler.extraction.article; print(*sys.modules)"
    )
    python = [sys.executable, "-c", script]
    done = subprocess.run(python, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"scrapy", "twisted", "sqlalchemy", "pydantic"} & set(done.stdout.split())


@pytest.mark.parametrize("module", MODULES)
def test_a_module_fits_in_the_head(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("crawler.commands.")])
def test_a_commands_module_names_no_generic_type(name: str) -> None:
    """Python 3.10 takes `dict[str, int]` for a class, and Scrapy asks each of what it is a child.

    Then no command works.
    """
    named = vars(import_module(name)).values()
    assert not [value for value in named if isinstance(value, GenericAlias)]
