"""What style does to elements: which no browser shows, which stand on a line of their own."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.inline.text_runs import BREAK

BY_RULE = "hidden-by-rule"  # attribute of our own, for elements that a style element hides
_INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|"
    r"(?:left|top|right|text-indent)\s*:\s*-(?:\d{4,}px|\d{3,}r?em)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|"
    r"clip\s*:\s*rect\(\s*[01](?:px)?(?:[\s,]+[01](?:px)?){3}\s*\)|"
    r"clip-path\s*:\s*inset\(\s*(?:50|100)%\s*\)",
    re.I,
)
_BOX = re.compile(
    r"display\s*:\s*(?:(block|flex|grid|flow-root|list-item|table(?:-row|-caption)?|-webkit-box)|"
    r"table-cell)(?![\w-])",
    re.I,
)
_WHITE_SPACE = re.compile(r"white-space\s*:\s*(pre\b|break-spaces)?", re.I)
_KEEPING = frozenset(f"whitespace-{way}" for way in ("pre", "pre-line", "pre-wrap", "break-spaces"))
_ANIMATED = re.compile(r"animat|transition|opacity", re.I)  # a script will show it
_STREAMED = re.compile("[SBP]:[0-9a-f]+")  # ids of what React sends later and puts into its place
_MOST_STYLES = 50  # style elements that are read
_LONGEST = 200_000  # characters of one
_NONE = re.compile(r"display\s*:\s*none", re.I)
_SHOWN = re.compile(r"display\s*:\s*(?!none)\w|animat|opacity", re.I)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_SIMPLE = re.compile(r"(?:p|div|span|section|li)?([.#][\w-]+)")  # .name, #name, p.name
_MOST_RULES = 500  # of a style element that hide, or that name what another hides
_names: Callable[[HtmlElement], list[str]] = etree.XPath(  # type: ignore[assignment]
    "//@class | //@id", smart_strings=False
)
_named: Callable[[HtmlElement], list[HtmlElement]] = etree.XPath(  # type: ignore[assignment]
    "//*[@class or @id]"
)


def is_invisible(element: HtmlElement) -> bool:
    """Return whether no browser shows the element, for itself."""
    if element.get("hidden", "until-found") != "until-found":
        return not _STREAMED.fullmatch(element.get("id") or "")
    if element.get(BY_RULE) is not None or element.get("popover") is not None:
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style) and not _ANIMATED.search(style))


def box_of(element: HtmlElement) -> str:
    """Return what parts an inline element from what is beside it, "" where its style says nothing.

    That is BREAK where it stands on lines of its own, and a space where it is a cell.
    """
    style = element.get("style")
    box = _BOX.search(style) if style and "display" in style else None
    return "" if box is None else BREAK if box[1] else " "


class KeptLines:
    """Whether line feeds break lines, at each element of a walk through a page, by its style.

    https://www.w3.org/TR/css-text-3/#white-space-property, and Tailwind's classes for it.
    """

    def __init__(self) -> None:
        self.are_kept = False
        self._open: list[tuple[HtmlElement, bool]] = []  # whose style says so; what was before

    def enter(self, element: HtmlElement) -> None:
        """Begin an element."""
        style, names = element.get("style"), element.get("class")
        if style and "white-space" in style and (found := _WHITE_SPACE.search(style)):
            self._begin(element, keeps=found[1] is not None)
        elif names and "whitespace-" in names and not _KEEPING.isdisjoint(names.split()):
            self._begin(element, keeps=True)

    def _begin(self, element: HtmlElement, *, keeps: bool) -> None:
        self._open.append((element, self.are_kept))
        self.are_kept = keeps

    def leave(self, element: HtmlElement) -> None:
        """End an element."""
        if self._open and self._open[-1][0] is element:
            _, self.are_kept = self._open.pop()


def mark_hidden(tree: HtmlElement) -> None:
    """Mark the elements that the page's own style elements hide, each by one class or id alone.

    What any other rule shows in some case, on a small screen or when a script adds a class, is not
    marked.
    """
    styles = [
        _COMMENT.sub("", text)
        for style in islice(tree.iter("style"), _MOST_STYLES)
        if (text := style.text) and len(text) <= _LONGEST and "print" not in style.get("media", "")
    ]
    hidden = {name for style in styles for name in _hidden_names(style)}
    if not hidden:
        return
    used = set(" ".join(_names(tree)).split())
    hidden = {name for name in hidden if name[1:] in used}
    hidden -= {name for name in hidden if any(_is_shown(name, style) for style in styles)}
    classes = {name[1:] for name in hidden if name[0] == "."}
    for element in _named(tree) if hidden else ():
        is_hidden = not classes.isdisjoint((element.get("class") or "").split())
        if is_hidden or f"#{element.get('id')}" in hidden:
            element.set(BY_RULE, "")


def _hidden_names(style: str) -> Iterator[str]:
    """Yield the classes, as `.name`, and ids, as `#name`, that a rule for all cases hides."""
    depth = at = 0  # of open brackets there
    for found in islice(_NONE.finditer(style), _MOST_RULES):
        start = style.rfind("{", at, found.start())
        if start < 0:
            continue
        depth += style.count("{", at, start) - style.count("}", at, start)
        if depth == 0:  # not in @media or @supports
            before = max(style.rfind(end, at, start) for end in "{};")
            parts = style[max(before + 1, at) : start].split(",")
            simple = (_SIMPLE.fullmatch(part.strip()) for part in parts)
            yield from (match[1] for match in simple if match)
        at = start


def _is_shown(name: str, style: str) -> bool:
    """Return whether a rule that names an element shows it in some case."""
    named = re.compile(re.escape(name) + r"(?![\w-])[^{}]*\{([^{}]*)")
    return any(_SHOWN.search(rule[1]) for rule in islice(named.finditer(style), _MOST_RULES))
