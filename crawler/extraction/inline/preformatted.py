"""Preformatted text: its lines as they are laid out, without the numbers beside them."""

from itertools import islice, pairwise

from lxml import etree
from lxml.html import HtmlElement

_NO_TEXT = frozenset("script style noscript template button".split())
_LINES = frozenset("div p tr li dd dt figcaption blockquote h1 h2 h3 h4 h5 h6".split())
_NUMBERED = frozenset(  # class names
    "gutter rouge-gutter lineno linenos line-number line-numbers line-numbers-rows linenumber "
    "linenumbers line_number linenum linenums lnum lnt ln hljs-ln-n hljs-ln-numbers "
    "blob-num".split()
)
_LONGEST_NUMBER = 6  # characters
_MOST_WITHIN = 5  # elements of a line's number

Segment = tuple[str, bool]  # text, and whether it is an element's that holds a number alone


def preformatted_text(element: HtmlElement) -> tuple[str, int]:
    """Return the lines of a pre element, and the number of characters in links."""
    lines: list[list[Segment]] = [[]]
    links = 0
    number: HtmlElement | None = None  # the element of a line's number that is being read
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _NO_TEXT:
                walk.skip_subtree()
                continue
            if inner.tag == "br":
                lines.append([])
            elif inner.tag in _LINES:
                _end_line(lines)
            if number is None and inner is not element and not _has_text(lines[-1]):
                if is_numbered(inner) and _is_number(inner):
                    walk.skip_subtree()
                    continue
                number = inner if _is_number(inner) else None
            _add(lines, inner.text or "", is_number=number is not None)
            links += _link_length(inner)
        elif inner is not element:
            number = None if inner is number else number
            if inner.tag in _LINES:
                _end_line(lines)
            _add(lines, inner.tail or "", is_number=number is not None)
    shown = "\n".join("".join(text for text, _ in line) for line in _unnumbered(lines))
    return shown.strip("\n"), links


def is_gutter(element: HtmlElement) -> bool:
    """Return whether a pre element holds nothing but the numbers of the lines beside it."""
    parts = "\n".join(islice(element.itertext(), 20_000)).split()
    return len(parts) > 1 and _count_up(parts)


def is_numbered(element: HtmlElement) -> bool:
    """Tell by its class whether an element holds the numbers of the lines beside it."""
    return not _NUMBERED.isdisjoint((element.get("class") or "").split())


def _end_line(lines: list[list[Segment]]) -> None:
    """Begin a new line unless nothing stands in this one: a line's element may end in a feed."""
    if any(text for text, _ in lines[-1]):
        lines.append([])


def _add(lines: list[list[Segment]], text: str, *, is_number: bool) -> None:
    if not text:
        return
    first, *others = text.split("\n")
    lines[-1].append((first, is_number))
    lines += [[(other, False)] for other in others]


def _has_text(line: list[Segment]) -> bool:
    return any(text.strip() for text, _ in line)


def _is_number(element: HtmlElement) -> bool:
    text = "".join(islice(element.itertext(), _MOST_WITHIN)).strip()
    return text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _link_length(element: HtmlElement) -> int:
    return len(element.text_content()) if element.tag == "a" and len(element) < _MOST_WITHIN else 0


def _unnumbered(lines: list[list[Segment]]) -> list[list[Segment]]:
    """Return the lines without the numbers that count them, each in an element of its own."""
    written = [line for line in lines if _has_text(line)]
    firsts = [next(segment for segment in line if segment[0].strip()) for line in written]
    numbers = [text.strip() for text, is_number in firsts if is_number]
    if len(numbers) < 2 or len(numbers) < len(written) or not _count_up(numbers):
        return lines
    counted = set(firsts)
    return [[segment for segment in line if segment not in counted] for line in lines]


def _count_up(numbers: list[str]) -> bool:
    if not all(number.isdecimal() and len(number) <= _LONGEST_NUMBER for number in numbers):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(numbers))
