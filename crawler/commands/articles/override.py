"""`scrapy override`: what a person says of an article in place of its page, kept for ever."""

from collections.abc import Callable, Mapping
from contextlib import closing

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.cli.command_line import CommandLine
from crawler.clock import utc_now
from crawler.console import console, mistakes_reported, printable
from crawler.errors import ArgumentError
from crawler.ledger.opening import open_ledger
from crawler.system.lock import RunLock
from pipelines.decisions.overriding import apply, keep
from pipelines.document.options import existing_output, options
from pipelines.document.overrides import KEYS, check, dumped, read_overrides
from pipelines.files.shelf import recover, shelf_of

# Keys whose values have one case, whichever a person types.
CASES: Mapping[str, Callable[[str], str]] = {"category": str.upper, "language": str.lower}


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 2 wrong use, 75 a run is at work."""

    requires_project = True
    most_words = 100

    def syntax(self) -> str:
        return "CODE [key=value …]"

    def short_desc(self) -> str:
        return "Set an article's title, category and the like, hold=true or never=true"

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
                recover(output, ledger)
                entry = ledger.holder(code)
                if entry is None:
                    raise ArgumentError(f"{printable(code)}: no article has this code")
                shelf = shelf_of(ledger, output)
                overrides = keep(output, shelf, code, changes)
                apply(entry, overrides, options(self.settings), shelf, ledger, utc_now())
                ledger.commit()
                changed = ledger.entries.holder(code) or entry
        place = changed.path or f"{code}, without a file"
        console().out(printable(f"{place}: {', '.join(pairs)}"), highlight=False)
        for key in (key for key, value in changes.items() if not value):
            again = f"scrapy crawl article -a url={entry.url}"
            console().out(f"{key} is the page's own again after {again}", highlight=False)


def pair_of(text: str) -> tuple[str, str]:
    """Return the key and the value of `key=value`; raises ArgumentError."""
    key, mark, value = text.partition("=")
    if not mark:
        raise ArgumentError(f"{text!r} is no key=value, such as category=WORLD")
    return key, CASES.get(key, str)(value)
