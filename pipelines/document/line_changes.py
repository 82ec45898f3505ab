"""In what the lines of two texts differ, and the one text with some of the changes to the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from crawler.changes import Difference

ALIKE = 0.6  # of two lines: the one is the other with some words changed

Wanted = Callable[[str], bool]  # whether changes of a kind are


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines that stand next to each other and are others in the new text."""

    old: Sequence[str]
    new: Sequence[str]
    changed: Sequence[tuple[str, str]]  # lines, and what they are now
    gone: Sequence[str]
    come: Sequence[str]
    moved: Sequence[str]  # of the old ones: those that stand elsewhere now

    def differences(self) -> Iterator[Difference]:
        """Yield what is otherwise, but for the order."""
        for before, after in self.changed:
            yield Difference("lines-changed", before, after)
        if self.gone:
            yield Difference("lines-gone", "\n\n".join(self.gone), "")
        if self.come:
            yield Difference("lines-come", "", "\n\n".join(self.come))

    def with_some(self, wanted: Wanted) -> list[str]:
        """Return the old lines with the changes of wanted kinds."""
        kinds = {difference.kind for difference in self.differences()}
        if self.moved or len(self.new) > len(self.changed) + len(self.come):
            kinds.add("order")
        if all(map(wanted, kinds)):
            return list(self.new)
        if not any(map(wanted, kinds)):
            return list(self.old)
        former = {after: before for before, after in self.changed}
        stay = {*([] if wanted("lines-gone") else self.gone)}
        stay |= {*([] if wanted("order") else self.moved)}
        lines: list[str] = []
        rest = 0  # where that begins which follows the lines that have changed
        for line in self.new:
            if line in former:
                lines.append(line if wanted("lines-changed") else former[line])
                rest = len(lines)
            elif wanted("lines-come" if line in self.come else "order"):
                lines.append(line)
        return [*lines[:rest], *(line for line in self.old if line in stay), *lines[rest:]]


def line_differences(old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """Yield the lines that are gone, come or changed; those that have moved are of the order."""
    moved: list[str] = []
    for part in _parts(old, new):
        if isinstance(part, Hunk):
            yield from part.differences()
            moved += part.moved
    if moved:
        yield Difference("order", "\n\n".join(moved), "\n\n".join(moved))


def lines_with_some(old: Sequence[str], new: Sequence[str], wanted: Wanted) -> list[str]:
    """Return the old lines with the changes to the new ones that are of wanted kinds."""
    lines: list[str] = []
    for part in _parts(old, new):
        lines += part.with_some(wanted) if isinstance(part, Hunk) else part
    return lines


def are_alike(line: str, other: str) -> bool:
    """Return whether the one line may be the other with some words changed."""
    return SequenceMatcher(None, line, other, autojunk=False).ratio() >= ALIKE


def _parts(old: Sequence[str], new: Sequence[str]) -> Iterator[Sequence[str] | Hunk]:
    """Yield the lines that both have, and what stands between them."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield old[i:j]
            continue
        gone = [line for line in old[i:j] if line not in new]
        come = [line for line in new[k:m] if line not in old]
        changed = []
        while gone and come and are_alike(gone[0], come[0]):
            changed.append((gone.pop(0), come.pop(0)))
        moved = [line for line in old[i:j] if line in new]
        yield Hunk(old[i:j], new[k:m], changed, gone, come, moved)
