"""`scrapy publish`: moves held articles to where the published ones are."""

import argparse
from contextlib import closing

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.cli.command_line import CommandLine
from crawler.clock import utc_now
from crawler.console import console, mistakes_reported, printable
from crawler.errors import ArgumentError, did_you_mean
from crawler.ledger import Entry, Ledger
from crawler.ledger.opening import open_ledger
from crawler.profiles.files import load_profiles, profile_folders
from crawler.system.lock import RunLock
from pipelines.document.options import Options, existing_output, options
from pipelines.files.shelf import recover, shelf_of
from pipelines.publishing import NotPublished, held_of, publish

AT_A_TIME = 500  # files, between two commits


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 1 a held file can't be published, 2 wrong use, 75 a run is at work."""

    requires_project = True
    most_words = 1000
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def syntax(self) -> str:
        return "CODE … | --all | --source NAME"

    def short_desc(self) -> str:
        return "Move held articles to the published ones"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--all", action="store_true", help="every article that is held")
        parser.add_argument("--source", metavar="NAME", help="those of a source")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if sum(map(bool, (args, opts.all, opts.source))) != 1:
            raise UsageError("which articles? Give codes, --source NAME or --all", print_help=False)
        with mistakes_reported():
            output = existing_output(self.settings)
            where = options(self.settings)
            with (
                RunLock(output, "scrapy publish"),
                closing(open_ledger(self.settings, "scrapy publish")) as ledger,
            ):
                recover(output, ledger)
                if args:
                    held, faults = held_of(args, ledger)
                    if faults:
                        raise ArgumentError(printable("; ".join(faults)))
                else:
                    held = list(ledger.entries.held(opts.source))
                    if opts.source and not held:
                        self.check_source(opts.source)
                self.exitcode = self.publish(held, where, ledger)
        if not held:
            whose = f"of {opts.source} " if opts.source else ""
            console().out(printable(f"no article {whose}is held"), highlight=False)

    def check_source(self, name: str) -> None:
        """Raise ArgumentError for a source that no profile has."""
        profiles = load_profiles(profile_folders(self.settings))
        if name not in profiles:
            near = did_you_mean(name, profiles)
            raise ArgumentError(f"--source {printable(name)}: there is no such source{near}")

    def publish(self, held: list[Entry], where: Options, ledger: Ledger) -> int:
        """Move the files, name each, and return the exit code."""
        shelf, now, exit_code = shelf_of(ledger, where.output), utc_now(), 0
        for start in range(0, len(held), AT_A_TIME):
            published: list[str] = []
            for entry in held[start : start + AT_A_TIME]:
                try:
                    published.append(publish(entry, shelf, ledger, where, now))
                except NotPublished as problem:
                    exit_code = 1
                    console(stderr=True).out(printable(str(problem)), highlight=False)
            ledger.commit()
            for path in published:
                console().out(printable(path), highlight=False)
        return exit_code
