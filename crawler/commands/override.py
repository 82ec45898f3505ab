"""`scrapy override`: what a person says of an article in place of its page, kept for ever."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, printable
from crawler.errors import ArgumentError
from crawler.ledger import Entry, Ledger
from crawler.ledger.opening import open_ledger
from crawler.system.lock import RunLock
from crawler.system.whole_files import write_whole
from pipelines.document.options import existing_output
from pipelines.document.overrides import (
    KEYS,
    NAME,
    Overrides,
    check,
    dumped,
    overridden,
    read_overrides,
)
from pipelines.files.shelf import shelf_of
from pipelines.files.store import content_key


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 2 wrong use, 75 a run is at work."""

    requires_project = True
    most_words = 100

    def syntax(self) -> str:
        return "CODE [key=value …]"

    def short_desc(self) -> str:
        return "Set an article's title, description, category, image or language, or never=true"

    def run(self, args: list[str], opts: object) -> None:
        assert self.settings is not None
        if not args:
            raise UsageError("which article? Give its code", print_help=False)
        code, *pairs = args
        with mistakes_reported():
            output = existing_output(self.settings)
            changes = dict(map(pair_of, pairs))
            for key, value in changes.items():
                if value or key not in KEYS:  # an empty one takes what is overridden away
                    check(code, key, value)
            overrides = read_overrides(output)
            if not pairs:
                text = dumped({code: overrides.of.get(code, {})})
                console().out(text.rstrip() or f"{code}: nothing is overridden", highlight=False)
                return
            with (
                RunLock(output, "scrapy override"),
                closing(open_ledger(self.settings, "scrapy override")) as ledger,
            ):
                entry = ledger.holder(code)
                if entry is None:
                    raise ArgumentError(f"{printable(code)}: no article has this code")
                self.keep(output, overrides, code, changes)
                self.apply(output, ledger, entry)
        for key in (key for key, value in changes.items() if not value):
            again = f"scrapy crawl article -a url={entry.url}"
            console().out(f"{key} is the page's own again after {again}", highlight=False)

    def keep(self, output: Path, overrides: Overrides, code: str, changes: dict[str, str]) -> None:
        """Write the file of overrides with the changes; an empty value takes a key away."""
        values = {**overrides.of.get(code, {}), **changes}
        kept = {key: value for key, value in values.items() if value}
        write_whole(output / NAME, dumped({**overrides.of, code: kept}).encode())

    def apply(self, output: Path, ledger: Ledger, entry: Entry) -> None:
        """Have the article's file say so at once, or go."""
        shelf = shelf_of(ledger, output)
        overrides = read_overrides(output)
        before = shelf.content(entry.path)
        if entry.path is None or before is None:
            return
        if overrides.is_never(entry.code):
            shelf.remove(output / entry.path)
            ledger.save(replace(entry, path=None, held=None))
        else:
            after = overridden(before.decode(), overrides.of.get(entry.code, {})).encode()
            shelf.put(output / entry.path, after)
            if content_key(before) == entry.content:  # else it is edited by hand, and stays so
                ledger.save(replace(entry, content=content_key(after)))
        ledger.commit()


def pair_of(text: str) -> tuple[str, str]:
    """Return the key and the value of `key=value`; raises ArgumentError."""
    key, mark, value = text.partition("=")
    if not mark:
        raise ArgumentError(f"{text!r} is no key=value, such as category=WORLD")
    return key, value
