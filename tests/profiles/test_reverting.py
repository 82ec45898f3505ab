"""A change is taken out of a file in which others have changed something since."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.profiles.model_editing import with_overrule
from crawler.profiles.reverting import without_change

YML, JSON = Path("herald.yml"), Path("herald.json")
HEAD = "# ours\nname: herald\ndomains: [herald.example]\n"


def reverted(before: str, after: str, now: str) -> str | None:
    found = without_change(YML, before.encode(), after.encode(), now.encode())
    return None if found is None else found.decode()


@pytest.mark.parametrize(
    ("before", "after", "now", "left"),
    [
        ("", "drop_lines:\n- A\n", "drop_lines:\n- A\nlanguage: en\n", "language: en\n"),
        (
            "drop_lines:\n- A\n",
            "drop_lines:\n- A\n- B\n",
            "language: en  # new\ndrop_lines:\n- A\n- B\n",
            "language: en  # new\ndrop_lines:\n- A\n",
        ),
        ("language: de\n", "language: fr\n", "language: fr\n# seen\n", "language: de\n# seen\n"),
        ("drop_lines:\n- A\n", "", "# seen\n", "drop_lines:\n- A\n# seen\n"),
        ("language: de\n", "language: fr\n", "language: en\n", None),
        ("", "drop_lines:\n- A\n", "drop_lines:\n- A\n- B\n", None),
    ],
)
def test_lines_of_a_profile_go_and_what_came_since_stays(
    before: str, after: str, now: str, left: str | None
) -> None:
    expected = None if left is None else HEAD + left
    assert reverted(HEAD + before, HEAD + after, HEAD + now) == expected


def model(*places: "dict[str, Any]") -> bytes:
    return json.dumps({"site": "herald", "pages": 9, "places": places}).encode()


def places_of(content: bytes | None) -> list[Any]:
    return list(json.loads(content or b"null")["places"])


def test_a_persons_word_goes_from_a_model_that_was_learned_again() -> None:
    before = model({"place": "div > p", "pages": 3})
    after = with_overrule(before, JSON, "div > p", None, "drop")
    now = model({"place": "div > p", "pages": 7, "drop": True}, {"place": "ul > li", "pages": 2})
    assert places_of(without_change(JSON, before, after, now)) == [
        {"place": "div > p", "pages": 7},
        {"place": "ul > li", "pages": 2},
    ]


def test_an_entry_that_a_person_made_goes_whole() -> None:
    before = model()
    after = with_overrule(before, JSON, "div > p", None, "drop")
    now = model({"place": "div > p", "pages": 0, "drop": True}, {"place": "ul", "pages": 1})
    assert places_of(without_change(JSON, before, after, now)) == [{"place": "ul", "pages": 1}]


def test_what_was_said_before_is_said_again() -> None:
    before = model({"place": "div > p", "pages": 3, "keep": True})
    after = with_overrule(before, JSON, "div > p", None, "drop")
    now = model({"place": "div > p", "pages": 4, "drop": True})
    assert places_of(without_change(JSON, before, after, now)) == [
        {"place": "div > p", "pages": 4, "keep": True}
    ]


def test_another_persons_later_word_stays() -> None:
    before = model({"place": "div > p", "pages": 3})
    after = with_overrule(before, JSON, "div > p", None, "drop")
    now = with_overrule(before, JSON, "div > p", None, "keep")
    assert without_change(JSON, before, after, now) is None
    assert without_change(JSON, before, after, b"{") is None
