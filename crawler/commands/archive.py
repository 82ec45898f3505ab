"""`scrapy archive`: how much of which pages the archive has, and less of it if asked to."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table
from scrapy.commands import ScrapyCommand

from crawler.archive.file_index import bring_up_to_date
from crawler.archive.pruning import Rewriting, Wish, doomed, versions_in
from crawler.cli.amounts import bytes_of, day_of, shown_bytes
from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, print_table, printable
from crawler.downloader.fetched_pages import setting_bytes
from crawler.errors import ArgumentError, OutputError, did_you_mean
from crawler.ledger import Ledger, ledger_to_read
from crawler.ledger.captures import Holdings
from crawler.ledger.opening import open_ledger
from crawler.output import folder_of
from crawler.run.verdict import count
from crawler.system.lock import RunLock, RunLocked
from pipelines.document.options import existing_output
from pipelines.files.shelf import recover

NAME = "scrapy archive"
NEARLY = 0.99  # of the bound: the next page may have no room


@dataclass(frozen=True)
class OpenArchive:
    """An archive that is open."""

    folder: Path
    ledger: Ledger


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 2 wrong use, 75 a run is at work, where something is to go."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def syntax(self) -> str:
        return "[--prune [--bytes 500MB] [--source NAME] [--before DAY] [--newest-too]]"

    def short_desc(self) -> str:
        return "Show what the archive of fetched pages has, or prune it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--prune", action="store_true", help="let former versions of pages go, oldest first")
        add("--bytes", metavar="SIZE", help="… until so much is left, such as 500MB")
        add("--source", metavar="NAME", help="… of a source only")
        add("--before", metavar="DAY", help="… that were fetched before a day, UTC")
        add("--newest-too", action="store_true", help="… and the newest version of each page")
        add("--dry-run", action="store_true", help="say what would go")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        given = [opts.bytes, opts.source, opts.before, opts.newest_too, opts.dry_run]
        with mistakes_reported():
            if any(given) and not opts.prune:
                raise ArgumentError("the other options say what --prune lets go: add it")
            wish = self.wish(opts)
            with self.held(changes=opts.prune) as held:
                if opts.source is not None:
                    check_source(opts.source, held.ledger)
                if opts.prune:
                    prune(held, wish, is_dry=opts.dry_run)
                else:
                    self.show(held)

    def wish(self, opts: argparse.Namespace) -> Wish:
        """Return what is to go; without a word, what is more than ARCHIVE_MAX_BYTES."""
        most = None if opts.bytes is None else bytes_of(opts.bytes, "--bytes")
        before = None if opts.before is None else day_of(opts.before, "--before")
        if most is None and before is None and opts.source is None and not opts.newest_too:
            most = setting_bytes(self.settings, "ARCHIVE_MAX_BYTES")
            if not most:
                raise ArgumentError(
                    "ARCHIVE_MAX_BYTES is 0, which is no bound: say how much is to be left, with"
                    " --bytes, or what is to go, with --source or --before"
                )
        if opts.newest_too and most is None and before is None and opts.source is None:
            raise ArgumentError(
                "--newest-too alone would empty the archive: say what is to go, with --bytes,"
                " --source or --before"
            )
        return Wish(most=most, source=opts.source, before=before, takes_newest=opts.newest_too)

    @contextmanager
    def held(self, *, changes: bool) -> Iterator[OpenArchive]:
        """Open the archive with its index brought up to date; as it is if a run is at work.

        changes: it must not be; raises RunLocked then, OutputError or LedgerError.
        """
        output = existing_output(self.settings)
        folder = folder_of(output, "archive")
        with ExitStack() as stack:
            try:
                stack.enter_context(RunLock(output, NAME))
                ledger = stack.enter_context(closing(open_ledger(self.settings, NAME)))
            except RunLocked:
                if changes:
                    raise
                ledger = stack.enter_context(ledger_to_read(self.settings))
            else:
                recover(output, ledger)
                try:
                    bring_up_to_date(folder, ledger)
                    ledger.commit()
                except OSError as error:
                    raise OutputError(f"{folder}: can't be read: {error.strerror}") from error
            yield OpenArchive(folder, ledger)

    def show(self, held: OpenArchive) -> None:
        """Print what the archive has, in all and of each source."""
        assert self.settings is not None
        total, out = held.ledger.captures.total(), console()
        files = held.ledger.captures.files()
        size = sum(known for _, known in files.values())
        most = setting_bytes(self.settings, "ARCHIVE_MAX_BYTES")
        bound = f" of {shown_bytes(most)} (ARCHIVE_MAX_BYTES)" if most else ", with no bound"
        lines = [f"{held.folder}: {shown_bytes(size)}{bound}, {count(len(files), 'file')}"]
        if total.first and total.last:
            span = f"{total.first:%Y-%m-%d %H:%M} to {total.last:%Y-%m-%d %H:%M} UTC"
            lines.append(f"{count(total.pages, 'page')}, {total.versions:,} versions, {span}")
            is_full = most and size > most * NEARLY
            if is_full and all(one.is_needed for one in versions_in(held.ledger)):
                lines.append(
                    "full: all that is left of each page is needed, and no more are kept;"
                    " raise ARCHIVE_MAX_BYTES, or see --newest-too"
                )
        elif not self.settings.getbool("ARCHIVE_PAGES"):
            lines.append("ARCHIVE_PAGES is off: no page is kept")
        for line in lines:
            out.out(printable(line), highlight=False)
        if total.captures:
            print_table(out, table(held.ledger.captures.sources()))


def prune(held: OpenArchive, wish: Wish, *, is_dry: bool) -> None:
    """Let go of what is wished, or say what would go; raises OutputError."""
    captures = held.ledger.captures
    size = sum(known for _, known in captures.files().values())
    gone = doomed(versions_in(held.ledger), wish, size)
    freed = sum(version.size for version in gone)
    if gone and not is_dry:
        try:
            freed = Rewriting(held.folder, held.ledger).leave_out(gone)
            held.ledger.commit()
        except OSError as error:
            raise OutputError(f"{held.folder}: can't be written: {error.strerror}") from error
    pages = sum(version.is_page for version in gone)
    left = f"{shown_bytes(size - freed)} {'would be' if is_dry else 'are'} left"
    verb = "would go" if is_dry else "went"
    line = f"{count(pages, 'version')} of pages {verb}, {shown_bytes(freed)}; {left}"
    if not gone:
        line = f"nothing is to go; {shown_bytes(size)} are left"
    if wish.most is not None and size - freed > wish.most and not wish.takes_newest:
        line += ", which the newest versions take: see --newest-too"
    console().out(line, highlight=False)


def check_source(name: str, ledger: Ledger) -> None:
    """Raise ArgumentError for a source of which the archive has nothing."""
    known = ledger.captures.sources()
    if name not in known:
        raise ArgumentError(
            f"--source {name}: the archive has no page of it{did_you_mean(name, known)}"
        )


def table(sources: Mapping[str, Holdings]) -> Table:
    """Return one line per source."""
    lines = Table(box=SIMPLE)
    for heading in ("source", "pages", "versions", "size", "first UTC", "last UTC"):
        is_number = heading in {"pages", "versions", "size"}
        lines.add_column(heading, justify="right" if is_number else "left")
    for name, held in sources.items():
        span = [f"{at:%Y-%m-%d}" if at else "" for at in (held.first, held.last)]
        numbers = f"{held.pages:,}", f"{held.versions:,}", shown_bytes(held.size)
        lines.add_row(name or "-", *numbers, *span)
    return lines
