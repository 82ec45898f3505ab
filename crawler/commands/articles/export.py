"""`scrapy export`: all articles as a table."""

import argparse
import os
import sys
from collections.abc import Collection, Iterator
from datetime import datetime, timezone
from pathlib import Path

from scrapy.commands import ScrapyCommand

from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, printable
from crawler.errors import ArgumentError, OutputError, did_you_mean
from crawler.ledger import Ledger, ledger_to_read
from pipelines.document.options import Options, existing_output, options
from pipelines.document.reading import UnreadableFile, article_file
from pipelines.export.rows import Row, file_row
from pipelines.export.writers import FILES, STREAMS
from pipelines.files.inventory import inventory

FORMATS = (*STREAMS, *FILES)


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 1 a file can't be read or written, 2 wrong use."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def short_desc(self) -> str:
        return "Write all articles as JSON lines, CSV, Parquet or SQLite"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}; else by FILE's ending"
        )
        parser.add_argument("-o", "--output", metavar="FILE", help="else to standard output")
        parser.add_argument("--since", metavar="DATE", help="only what was fetched then or later")
        parser.add_argument("--source", metavar="NAMES", help="only these, separated by commas")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with mistakes_reported():
            form = format_of(opts.format, opts.output)
            existing_output(self.settings)
            since = instant(opts.since) if opts.since else None
            with ledger_to_read(self.settings) as ledger:
                rows = Rows(options(self.settings), ledger, since, source_names(opts.source))
                write(rows, form, Path(opts.output) if opts.output else None)
            rows.report_unmet(opts.source)
        self.exitcode = int(bool(rows.unreadable))


class Rows:
    """The articles that are asked for, one at a time."""

    def __init__(
        self, where: Options, ledger: Ledger, since: datetime | None, sources: Collection[str]
    ) -> None:
        self.where = where
        self.ledger = ledger
        self.since = since
        self.sources = sources
        self.unreadable = 0
        self.unmet = dict.fromkeys(sources)  # sources of which there is no article

    def __iter__(self) -> Iterator[Row]:
        """Yield them by the path of their files; report those that can't be read."""
        for holding in inventory(self.where.output, self.where.article_path, self.ledger):
            if not holding.is_file:
                continue
            try:
                file = article_file((self.where.output / holding.path).read_bytes())
            except FileNotFoundError:  # removed meanwhile
                continue
            except (UnreadableFile, OSError) as error:
                self.unreadable += 1
                message = printable(f"{holding.path}: {error}")
                console(stderr=True).out(message, highlight=False)
                continue
            row = file_row(holding.path, file, holding.entry)
            if self.is_asked_for(row):
                yield row

    def is_asked_for(self, row: Row) -> bool:
        """Return whether an article's source and time are among those asked for."""
        if self.sources:
            self.unmet.pop(row["source"], None)
            if row["source"] not in self.sources:
                return False
        changed = row["date_updated"] or row["date_retrieved"]
        return self.since is None or (isinstance(changed, datetime) and changed >= self.since)

    def report_unmet(self, asked: str | None) -> None:
        """Warn of sources without an article: a typing error would look like an empty result."""
        for name in self.unmet:
            message = f"--source {asked}: there is no article of {name!r}"
            console(stderr=True).out(printable(message), highlight=False)


def write(rows: Rows, form: str, path: Path | None) -> None:
    """Write the rows to a file, whole or not at all, or to standard output."""
    if path is None:
        try:
            STREAMS[form](rows, sys.stdout.buffer)
            sys.stdout.flush()
        except BrokenPipeError:  # such as `| head`: nobody reads on, at exit neither
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        if form in FILES:
            FILES[form](rows, unfinished)
        else:
            with unfinished.open("wb") as stream:
                STREAMS[form](rows, stream)
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def format_of(name: str | None, path: str | None) -> str:
    """Return the format that is named, or that a file's ending means; raises ArgumentError."""
    known = f"known are {', '.join(FORMATS)}"
    form = name or (Path(path).suffix.lstrip(".") if path else "jsonl")
    if form not in FORMATS:
        said = f"--format {name}" if name else f"-o {path}: say --format"
        raise ArgumentError(f"{said}{did_you_mean(form, FORMATS)}; {known}")
    if form in FILES and path is None:
        raise ArgumentError(f"--format {form} needs a file: -o articles.{form}")
    return form


def instant(text: str) -> datetime:
    """Return a day's beginning or an instant, UTC if it names no zone; raises ArgumentError."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise ArgumentError(
            f"--since {text}: needs a day or an instant, such as 2024-10-25 or 2024-10-25T08:39Z"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def source_names(text: str | None) -> list[str]:
    """Return the names in a list separated by commas."""
    return [name.strip() for name in (text or "").split(",") if name.strip()]
