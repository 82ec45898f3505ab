"""What `scrapy check --fix` does: nothing that a person wrote is lost or changed by it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from crawler.items import Fate
from crawler.ledger import Entry, Ledger
from crawler.output import folder_of, is_held
from pipelines.audit.looks import Look
from pipelines.files.shelf import Shelf

# Why an article is held of which the ledger does not say so.
MOVED = "moved there by hand"
ADOPTED = "held before the ledger was lost"


class Remedies:
    """Each mends one thing and returns how."""

    def __init__(self, output: Path, ledger: Ledger, now: datetime) -> None:
        self.output = output
        self.ledger = ledger
        self.now = now
        self.shelf = Shelf(output)  # with the ledger: a file is moved when its entry knows of it
        ledger.keep_with(self.shelf)

    def set_aside(self, path: str, entry: Entry | None) -> str:
        """Move a file where no site generator looks, and have its page read again."""
        aside = self.free_path(path)
        self.shelf.move(self.output / path, aside)
        if entry is not None:
            self.ledger.save(replace(entry, path=None, content=None, held=None))
            page = entry.page_url or entry.url
            self.ledger.record(
                page,
                "failed",
                at=self.now,
                reason="its file was broken",
                due=self.now,
                canonical_url=entry.url,
            )
            self.ledger.agenda.plan(page, self.now)
        return f"set aside as {aside.relative_to(self.output)}"

    def free_path(self, path: str) -> Path:
        """Return where a file can be put aside, taking no other's place."""
        wanted = aside = folder_of(self.output, "broken") / path
        number = 2
        while self.shelf.has(aside):
            aside = wanted.with_suffix(f".{number}.md")
            number += 1
        return aside

    def forget(self, code: str, path: str) -> str:
        """Record that an article has no file; its code and fate stay."""
        entry = self.ledger.holder(code)
        if entry is not None and entry.path == path:
            self.ledger.save(replace(entry, path=None, content=None, held=None))
        return "forgotten: a page that is read again writes it again"

    def note_path(self, entry: Entry, path: str) -> str:
        """Record where a file is now."""
        self.ledger.save(replace(entry, path=path, held=MOVED if is_held(path) else None))
        return "noted in the ledger"

    def adopt(self, path: str, look: Look) -> str:
        """Take a file into a ledger that has lost it: its address has its code for ever."""
        keys = look.keys
        entry = Entry(
            url=keys["origin_url"],
            code=keys["code"],
            source=keys.get("source", ""),
            run=0,
            first_retrieved=keys["date"],
            retrieved=keys["date"],
            path=path,
            held=ADOPTED if is_held(path) else None,
            hash=keys.get("hash"),
            content=look.content,
        )
        self.ledger.save(entry)
        fate: Fate = "held" if entry.held else "written"
        self.ledger.record(entry.url, fate, at=self.now, canonical_url=entry.url)
        return "taken into the ledger"

    def remove(self, path: str) -> str:
        """Remove a file that was never whole."""
        (self.output / path).unlink(missing_ok=True)
        return "removed"
