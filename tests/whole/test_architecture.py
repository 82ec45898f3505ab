"""ARCHITECTURE.md shows the rooms and arrows as they are, and names files that are there."""

import ast
import re

from tests.support import ROOT
from tests.support.rooms import ARROWS

PAGE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")


def short(room: str) -> str:
    return room.removeprefix("crawler.")


def test_the_arrows_are_those_that_the_tests_hold() -> None:
    shown = PAGE.partition("## Arrows")[2].split("```")[1].strip().splitlines()
    assert shown == [
        f"{short(room)} → {', '.join(map(short, others))}"
        for room, others in ARROWS.items()
        if others
    ]


def test_each_room_is_shown_with_its_first_line() -> None:
    rows = re.findall(r"^\| `([\w/]+)/` \| (.+) \|$", PAGE, re.M)
    folders = {room: ROOT / room.replace(".", "/") / "__init__.py" for room in ARROWS}
    documented = {
        room: ast.get_docstring(ast.parse(path.read_bytes())) for room, path in folders.items()
    }
    assert rows == [
        (room.replace(".", "/"), (text or "").splitlines()[0]) for room, text in documented.items()
    ]


def test_what_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:crawler|pipelines|tests|benchmarks)/[\w./]+)`", PAGE))
    assert len(named) > 100
    assert {path for path in named if not (ROOT / path).exists()} == set()
