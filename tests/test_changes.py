"""Which changes of a re-extraction are wanted."""

import pytest

from crawler.changes import KINDS, Difference, FileChange, WantedChanges, pairs
from crawler.errors import SettingsError


@pytest.mark.parametrize(
    ("accept", "reject", "kinds", "is_allowed"),
    [
        ("", "", ["title", "image"], True),
        ("title", "", ["title"], True),
        ("title", "", ["title", "image"], False),
        ("title,image", "", ["title", "image"], True),
        ("", "image", ["title", "image"], False),
        ("", "image", ["title"], True),
        ("", "wire:image", ["image"], True),
        ("", "herald:image", ["image"], False),
        ("", "herald:*", ["caption"], False),
        ("*", "herald:caption", ["caption"], False),
        ("herald:*", "", ["caption", "order"], True),
        ("wire:*", "", ["caption"], False),
        (" title , herald:image ,", "", ["title", "image"], True),
    ],
)
def test_a_change_is_wanted_by_source_and_kind(
    accept: str, reject: str, kinds: list[str], is_allowed: bool
) -> None:
    choice = WantedChanges(pairs(accept, "--accept"), pairs(reject, "--reject"))
    assert all(choice.has("herald", kind) for kind in kinds) is is_allowed


@pytest.mark.parametrize("text", ["titel", "herald:titel", ":title", "herald:", "title;image"])
def test_a_kind_that_there_is_not_is_named(text: str) -> None:
    with pytest.raises(SettingsError, match=r"--reject '.*': no kind of change"):
        pairs(text, "--reject")


def test_the_kinds_of_a_change_are_in_their_order() -> None:
    differences = tuple(Difference(kind, "", "") for kind in ("order", "title", "order"))
    change = FileChange(
        code="", path="", url="", source="", outcome="rejected", differences=differences
    )
    assert change.kinds == ("title", "order")
    assert set(change.kinds) <= set(KINDS)
