"""Which elements no browser shows, by their attributes and by the rules of the page itself."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

BY_RULE = "hidden-by-rule"  # attribute of our own, for elements that a style element hides
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"(?:left|top|right|text-indent)\s*:\s*-(?:\d{4,}px|\d{3,}r?em)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)",
    re.I,
)
_ANIMATED = re.compile(r"animat|transition|opacity", re.I)  # a script will show it
_STREAMED = re.compile("[SBP]:[0-9a-f]+")  # ids of what React sends later and puts into its place
_MOST_STYLES = 50  # style elements that are read
_LONGEST = 200_000  # characters of one
_NONE = re.compile(r"display\s*:\s*none", re.I)
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w|animat|opacity", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_IN_SOME_CASE = re.compile(r"@[^{};]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")  # @media, @supports
_RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?:p|div|span|section|li)?([.#][\w-]+)")  # .name, #name, p.name
_NAMES = re.compile(r"[.#][\w-]+")


def is_invisible(element: HtmlElement) -> bool:
    """Return whether no browser shows the element, for itself."""
    if element.get("hidden", "until-found") != "until-found":
        return not _STREAMED.fullmatch(element.get("id") or "")
    if element.get(BY_RULE) is not None:
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style) and not _ANIMATED.search(style))


def mark_hidden(tree: HtmlElement) -> None:
    """Mark the elements that the page's own style elements hide, each by one class or id alone.

    What any other rule shows in some case, on a small screen or when a script adds a class, is not
    marked.
    """
    names = set(_hidden_names(tree))
    if not names:
        return
    for element in tree.iter():
        own = element.get("class")
        identity = element.get("id")
        if (own and any(f".{name}" in names for name in own.split())) or f"#{identity}" in names:
            element.set(BY_RULE, "")


def _hidden_names(tree: HtmlElement) -> Iterator[str]:
    """Yield the classes, as `.name`, and ids, as `#name`, whose elements are not shown."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for style in islice(tree.iter("style"), _MOST_STYLES):
        text = style.text or ""
        if len(text) > _LONGEST or not _NONE.search(text) or "print" in (style.get("media") or ""):
            continue
        text = _COMMENT.sub("", text)
        for selectors, rule in _RULE.findall(_IN_SOME_CASE.sub("", text)):
            if _NONE.search(rule):
                simple = (_SIMPLE.fullmatch(part.strip()) for part in selectors.split(","))
                hidden.update(found[1] for found in simple if found)
        for selectors, rule in _RULE.findall(text):
            if _SHOWN.search(rule):
                shown.update(_NAMES.findall(selectors))
    yield from hidden - shown
