"""The items of a list to Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass

from crawler.items import Block, Span
from pipelines.inline import inline


@dataclass(slots=True)
class _List:
    """A list that is open for items."""

    indent: str
    number: int | None  # of its last item; None: bullets

    def takes(self, number: int | None) -> bool:
        """Say whether an item of this number goes on with the list."""
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
        level = min(max(item.level, 1), len(nested) + 1)
        del nested[level:]
        if len(nested) == level and not nested[-1].takes(item.number):
            nested.pop()
        if len(nested) < level:
            if item.number not in (None, 1):
                numbered = (Span(f"{item.number}. "), *item.spans)
                parts += [[inline(numbered, keep_links=keep_links)], []]
                nested.clear()
                continue
            nested.append(_List(" " * len(nested[-1].marker) if nested else "", item.number))
            if level == 1:
                parts.append([])
        nested[-1].number = item.number
        marker = nested[-1].marker
        parts[-1].append(marker + words.replace("\n", "\n" + " " * len(marker)))
    return ["\n".join(part) for part in parts if part]
