"""Formulas as a line of text: MathML, TeX, and the alternative text of their pictures."""

import re
from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.inline.raised import exponent, index

_LONGEST = 2000  # characters of a formula that are read
_RELATIONS = frozenset("=≠<>≤≥≈≃≅≡∼∝→←⇒⇔↦∈∉⊂⊆:")
_OPERATORS = frozenset("+-−±×÷∗·∪∩∧∨")
_WRAPPED = re.compile(r"\{\\(?:displaystyle|textstyle)\s?(.*)\}", re.S)
_LATEX = re.compile(r"\$latex\s+(.*?)\$?|\$+(.*?)\$+|\\\((.*?)\\\)|\\\[(.*?)\\\]", re.S)
_PICTURED = re.compile(
    r"latex|\btex\b|math|formula|formel|equation|gleichung|codecogs|cht=tx", re.I
)
_SKIPPED = frozenset(("annotation", "annotation-xml", "mphantom", "maligngroup", "malignmark"))


def formula(math: HtmlElement) -> str:
    """Return what a math element says on one line, "" if it says nothing."""
    return _linear(math) or tex(math.get("alttext") or "") or tex(_annotation(math))


def tex(source: str) -> str:
    """Return the source of a formula without what TeX needs around it."""
    line = _line(source[:_LONGEST])
    if found := _WRAPPED.fullmatch(line):
        line = found[1].strip()
    if found := _LATEX.fullmatch(line):
        line = next(group for group in found.groups() if group is not None).strip()
    return line


def pictured_formula(picture: HtmlElement) -> str:
    """Return the formula that a picture shows, as its alternative text has it; "" if it is none."""
    alt = picture.get("alt")
    if not alt or len(alt) > _LONGEST:
        return ""
    signs = f"{picture.get('class')} {(picture.get('src') or '')[:_LONGEST]}"
    return tex(alt) if _PICTURED.search(signs) else ""


def _annotation(math: HtmlElement) -> str:
    found = next((e for e in math.iter("annotation") if "tex" in e.get("encoding", "")), None)
    return found.text or "" if found is not None else ""


def _linear(math: HtmlElement) -> str:
    """Return Presentation MathML as a line; W3C's MathML Core names the elements."""
    rows: list[list[str]] = [[]]
    length = 0
    walk = etree.iterwalk(math, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _SKIPPED:
                walk.skip_subtree()
            rows.append([_line(element.text or "")])
            length += len(rows[-1][0])
            if length > _LONGEST:
                return ""
            continue
        text, *parts = rows.pop()
        if element.tag not in _SKIPPED:
            rows[-1].append(_said(element.tag, text, parts))
    return _line("".join(rows[0]))


def _said(tag: str, text: str, parts: Sequence[str]) -> str:
    if tag == "mo":
        return f" {text} " if text in _RELATIONS or text in _OPERATORS else text
    if tag == "mtext":
        return f" {text} "
    if tag == "mspace":
        return " " + "".join(parts)
    base, *others = [part.strip() for part in parts] or [""]
    match tag, others:
        case "msup", [over]:
            return base + exponent(over)
        case "msub", [under]:
            return base + index(under)
        case (("msubsup" | "munderover"), [under, over]):
            return base + index(under) + exponent(over)
        case "munder", [under]:
            return base + index(under)
        case "mover", [over]:
            return base + (exponent(over) if over.isalnum() else over)
        case "mfrac", [below]:
            return f"{_grouped(base)}/{_grouped(below)}"
        case "mroot", [degree]:
            return f"{exponent(degree)}√{_grouped(base)}"
        case "mtd" | "mtr", _:
            return "".join(parts) + ("; " if tag == "mtr" else " ")
        case "mfenced", _:
            return f"({', '.join(part.strip() for part in parts)})"
        case "msqrt", _:
            return f"√{_grouped(''.join(parts).strip())}"
        case "semantics", _:
            return parts[0] if parts else text
    return _row(text, parts)


def _row(text: str, parts: Sequence[str]) -> str:
    """Return a row; an operator before which nothing stands is a sign, close to what follows."""
    line = text
    for part in parts:
        is_sign = part.strip() in _OPERATORS and (not line.strip() or line.endswith((" ", "(")))
        line += part.strip() if is_sign else part
    return line


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _line(text: str) -> str:
    return " ".join(text.split())
