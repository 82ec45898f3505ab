"""What is not as the writer left it: files, the ledger, and what either says of the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from crawler.ledger import Entry, Ledger
from pipelines.audit.looks import Look
from pipelines.audit.remedies import Remedies
from pipelines.document.reading import CODE
from pipelines.files.inventory import Holding

Kind = Literal[
    "unreadable",
    "edited",
    "not as written",
    "duplicate",
    "missing image",
    "missing file",
    "moved",
    "unknown",
    "unfinished",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should know of."""

    path: str  # relative to OUTPUT_DIR
    kind: Kind
    detail: str
    remedy: Callable[[], str] | None = None  # mends it and returns how; None: a person has to


class Audit:
    """Compares files with the ledger; what it looks up is not what is being streamed."""

    def __init__(
        self, output: Path, ledger: Ledger, remedies: Remedies, image_base: str, images: Path | None
    ) -> None:
        self.output = output
        self.ledger = ledger
        self.remedies = remedies
        self.image_base = f"{image_base}/"
        self.images = images  # None: they are not in a folder
        self.checked = 0  # files
        self._strays: set[int] = set()  # hashes of the codes that files without an entry have
        self._missing: list[tuple[str, str]] = []  # path and code; a file may have moved
        self._moved: set[str] = set()  # codes

    def findings(self, held: Iterable[tuple[Holding, Look | None]]) -> Iterator[Finding]:
        """Yield what is wrong, the missing files last."""
        for holding, look in held:
            if look is not None:
                self.checked += 1
                yield from self.of_file(holding, look)
            elif holding.entry is not None:
                self._missing.append((holding.path, holding.entry.code))
        for path, code in self._missing:
            if code not in self._moved:
                remedy = partial(self.remedies.forget, code, path)
                yield Finding(path, "missing file", f"the ledger has it under {code}", remedy)

    def of_file(self, holding: Holding, look: Look) -> Iterator[Finding]:
        """Yield what is wrong with a file that is there."""
        path, entry = holding.path, holding.entry
        if look.unreadable:
            remedy = partial(self.remedies.set_aside, path, entry)
            yield Finding(path, "unreadable", look.unreadable, remedy)
            return
        if entry is None:
            yield from self.of_stray(path, look)
        elif look.keys.get("code") != entry.code:
            yield Finding(path, "edited", f"the ledger has it under {entry.code}")
        else:
            yield from differences(path, entry, look)
        for address in look.images:
            if self.lacks(address):
                yield Finding(path, "missing image", address)

    def of_stray(self, path: str, look: Look) -> Iterator[Finding]:
        """Yield what a file is that the ledger does not have at its path."""
        code, url = str(look.keys.get("code")), str(look.keys.get("origin_url"))
        holder = self.ledger.holder(code)
        if hash(code) in self._strays or (holder and holder.path and self.has(holder.path)):
            same = holder is not None and look.content == holder.content
            remedy = partial(self.remedies.set_aside, path, None) if same else None
            where = holder.path if holder and holder.path else "another file"
            likeness = "a copy of" if same else "has the code of"
            yield Finding(path, "duplicate", f"{likeness} {where}", remedy)
            return
        self._strays.add(hash(code))
        if holder is not None:
            self._moved.add(code)
            before = f"was {holder.path}" if holder.path else "the ledger has no file for its code"
            yield Finding(path, "moved", before, partial(self.remedies.note_path, holder, path))
            yield from differences(path, holder, look)
        elif (other := self.ledger.entry(url)) is not None:
            yield Finding(path, "duplicate", f"its origin_url has the code {other.code}")
        else:
            is_whole = not look.faults and CODE.fullmatch(code) and url.startswith("http")
            remedy = partial(self.remedies.adopt, path, look) if is_whole else None
            detail = "; ".join(("not in the ledger", *look.faults))
            yield Finding(path, "unknown", detail, remedy)

    def has(self, path: str) -> bool:
        """Return whether there is a file."""
        return (self.output / path).is_file()

    def lacks(self, address: str) -> bool:
        """Return whether an image's address is that of a downloaded copy, and the copy is gone."""
        if self.images is None or not address.startswith(self.image_base):
            return False
        return not (self.images / address.removeprefix(self.image_base)).is_file()


def differences(path: str, entry: Entry, look: Look) -> Iterator[Finding]:
    """Yield in what a file is not the one that was written; an old ledger may not know."""
    if entry.content is not None and look.content != entry.content:
        yield Finding(path, "edited", "; ".join(look.faults) or "not the text that was written")
    elif look.faults:
        yield Finding(path, "not as written", "; ".join(look.faults))


def unfinished(paths: Iterable[str], remedies: Remedies) -> Iterator[Finding]:
    """Yield the files that a killed run has left half written, of all files' paths."""
    for path in paths:
        if path.endswith(".unfinished"):
            remedy = partial(remedies.remove, path)
            yield Finding(path, "unfinished", "a killed run left it", remedy)
