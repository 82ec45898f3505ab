"""Raised and lowered text as plain text."""

import pytest

from crawler.extraction.inline.raised import lowered, raised


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("10", "6", "⁶"),
        ("10", "-6", "⁻⁶"),
        ("m", "2", "²"),
        ("boats", "1, 2", "¹, ²"),
        ("so.”", "12", "¹²"),
        ("x", "n", "ⁿ"),
        ("2", "k", "^k"),
        ("e", "x+1", "^(x+1)"),
        ("10", "6.5", "^6.5"),
        ("word", "a", "^a"),
        ("end.", "b", "^b"),
        ("", "1", "¹"),
    ],
)
def test_what_is_raised_has_a_mark(before: str, text: str, said: str) -> None:
    assert raised(text, before) == said


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("5", "th", "th"),
        ("1", "er", "er"),
        ("2", "e", "e"),
        ("3.", "o", "º"),
        ("n", "o", "º"),
        ("D", "r", "r"),
        ("M", "me", "me"),
        ("Rope", "TM", "™"),
        ("Rope", "®", "®"),
        ("1911", "[4]", "[4]"),
        ("word", "*", "*"),
        ("a rope at $4", ".99", ".99"),
        ("4", ",99", ",99"),
        ("ropes at $3 or $4", "99", ".99"),
        ("nur € 1.299", "99", ",99"),
        ("word ", "a story that is set small", "a story that is set small"),
    ],
)
def test_what_is_raised_by_custom_stays(before: str, text: str, said: str) -> None:
    assert raised(text, before) == said


@pytest.mark.parametrize(
    ("before", "text", "said"),
    [
        ("CO", "2", "₂"),
        ("PM", "2.5", "₂.₅"),
        ("x", "i", "ᵢ"),
        ("v", "max", "_max"),
        ("a", "n+1", "_(n+1)"),
        ("a ", "note", "note"),
    ],
)
def test_what_is_lowered_has_a_mark(before: str, text: str, said: str) -> None:
    assert lowered(text, before) == said
