"""The items of a list to Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.items import Block, Span
from pipelines.document.inline import inline

MOST_LEVELS = 20  # of lists in lists; what is deeper stands beside, and is not indented for ever


@dataclass(slots=True)
class _List:
    """A list that is open for items."""

    indent: str
    level: int  # of its last item, as the page has it
    number: int | None  # of its last item; None: bullets

    def takes(self, number: int | None) -> bool:
        """Return whether an item of this number goes on with the list."""
        if self.number is None or number is None:
            return self.number == number
        return number == self.number + 1

    @property
    def marker(self) -> str:
        return f"{self.indent}- " if self.number is None else f"{self.indent}{self.number}. "


def lists(items: Iterable[Block], keep_links: bool) -> list[str]:
    """Return the Markdown of each list.

    An item whose number goes on from nothing is a paragraph: kramdown counts for itself, from 1.
    """
    parts: list[list[str]] = [[]]
    nested: list[_List] = []
    for item in items:
        words = inline(item.spans, "item", keep_links=keep_links)
        if not words:
            continue
        level = min(item.level, MOST_LEVELS)
        # A page may leave levels out: then those beneath move up, and stay beside each other.
        while len(nested) > 1 and nested[-2].level >= level:
            nested.pop()
        is_beside = bool(nested) and nested[-1].level >= level
        if is_beside and not nested[-1].takes(item.number):
            nested.pop()
            is_beside = False
            parts[-1] += [""] * bool(nested)  # kramdown begins no list of another kind without
        if not is_beside:
            if item.number not in (None, 1):
                numbered = (Span(f"{item.number}. "), *item.spans)
                parts += [[inline(numbered, keep_links=keep_links)], []]
                nested.clear()
                continue
            if not nested:
                parts.append([])
            indent = " " * len(nested[-1].marker) if nested else ""
            nested.append(_List(indent, level, item.number))
        nested[-1].level, nested[-1].number = level, item.number
        marker = nested[-1].marker
        parts[-1].append(marker + words.replace("\n", "\n" + " " * len(marker)))
    return ["\n".join(part) for part in parts if part]
