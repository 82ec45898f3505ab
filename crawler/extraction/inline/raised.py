"""Raised and lowered text (sup, sub) as plain text that keeps its meaning.

Digits have raised and lowered forms in Unicode: `10⁶`, `CO₂`, and the mark of a note behind a word
or a year. Where there is no such form, `^` and `_` say the same: `2^k`, `v_max`. What is raised by
custom alone stays as it is: `5th`, `Mme`, `®`, `[4]`.
"""

import re

_DIGITS = "0123456789+-−–=()"
_RAISED = dict(zip(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾", strict=True))
_LOWERED = dict(zip(_DIGITS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True))
_RAISED_LETTERS = {"n": "ⁿ", "i": "ⁱ"}
_LOWERED_LETTERS = dict(zip("aehijklmnoprstuvxβγρφχ", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
_BY_CUSTOM = {"TM": "™", "SM": "℠", "(R)": "®"}
_ORDINALS = {**{letter: letter for letter in "eèéοηйяго"}, "a": "ª", "o": "º"}
_ABBREVIATED = frozenset("aekorst")  # the last letter behind a capital: Mr, Sr, St, Me
_NOTES = re.compile(r"\d+(?:\s*[,;–-]\s*\d+)+")  # 1, 2
_DECIMAL = re.compile(r"\d+[.,]\d+")
_CENTS = re.compile(r"[.,]\d\d?")
_PRICE = re.compile(r"([$€£¥₹₽])\s?\d[\d.,']*\Z")  # before cents that nothing parts from it
_ONE = re.compile(r"[-−–]?[\w.,]+")
_LONGEST = 12  # characters: what is longer is raised for its looks


def raised(text: str, before: str) -> str:
    """Return what stands in a sup element as plain text, behind the text before it."""
    core = text.strip()
    if core in _BY_CUSTOM:
        return text.replace(core, _BY_CUSTOM[core])
    if _CENTS.fullmatch(core) and before[-1:].isdecimal():
        return text
    price = _PRICE.search(before) if len(core) == 2 and core.isdecimal() else None
    if price:
        return text.replace(core, f",{core}" if price[1] == "€" else f".{core}")
    if _NOTES.fullmatch(core):
        return "".join(_RAISED.get(char, char) for char in text)
    if not _has_meaning(core, before) or core[0] in "[(*":
        return text
    last = before[-1:]
    if core.isalpha():
        number = last in "nN" or before[-2:].rstrip(".")[-1:].isdecimal()
        if number and core in _ORDINALS:
            return text.replace(core, _ORDINALS[core])
        if len(core) > 1 or (last.isupper() and core in _ABBREVIATED):
            return text
    return text.replace(core, exponent(core))


def lowered(text: str, before: str) -> str:
    """Return what stands in a sub element as plain text, behind the text before it."""
    core = text.strip()
    if _DECIMAL.fullmatch(core):  # PM₂.₅
        return "".join(_LOWERED.get(char, char) for char in text)
    return text.replace(core, index(core)) if _has_meaning(core, before) else text


def exponent(text: str) -> str:
    """Return the text raised, as an exponent in a formula."""
    return _marked(text, _RAISED, _RAISED_LETTERS, "^")


def index(text: str) -> str:
    """Return the text lowered, as an index in a formula."""
    return _marked(text, _LOWERED, _LOWERED_LETTERS, "_")


def _has_meaning(core: str, before: str) -> bool:
    return (
        0 < len(core) <= _LONGEST
        and any(map(str.isalnum, core))
        and (core.isdecimal() or not (before[-1:] or " ").isspace())
    )


def _marked(text: str, forms: dict[str, str], letters: dict[str, str], sign: str) -> str:
    if text in letters:
        return letters[text]
    if all(char in forms for char in text):
        return "".join(forms[char] for char in text)
    return f"{sign}{text}" if _ONE.fullmatch(text) else f"{sign}({text})"
