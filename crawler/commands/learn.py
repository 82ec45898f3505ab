"""`scrapy learn`: learns what a site's pages have in common, from the archive or saved pages."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.cli.command_line import CommandLine
from crawler.console import console, mistakes_reported, print_table, printable
from crawler.errors import ArgumentError, did_you_mean
from crawler.ledger import ledger_to_read
from crawler.profiles.files import load_profiles, profile_folders
from crawler.spiders.replay import existing_paths
from crawler.system.lock import RunLock
from pipelines.document.options import existing_output

if TYPE_CHECKING:
    from crawler.memory.lessons import Lesson


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0, 1 a page could not be read, 2 wrong use, 75 a run is at work."""

    requires_project = True
    most_words = 1000
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def syntax(self) -> str:
        return "[source or host …]"

    def short_desc(self) -> str:
        return "Learn the furniture of sites from their pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-a",
            dest="arguments",
            action="append",
            default=[],
            metavar="path=PATH",
            help="saved pages, folders and WARC files to learn from, in place of the archive",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        # Scrapy loads every command to run one, and extraction takes a while to load.
        from crawler.memory.lessons import archived, lessons, saved

        with mistakes_reported():
            paths = paths_of(opts.arguments)
            profiles = load_profiles(profile_folders(self.settings))
            output = Path(self.settings["OUTPUT_DIR"]) if paths else existing_output(self.settings)
            names = frozenset(args)
            with RunLock(output, "scrapy learn"), ledger_to_read(self.settings) as ledger:
                pages = saved(paths) if paths else archived(output, ledger, args)
                made = list(
                    lessons(self.settings, profiles, pages, lambda site: not names or site in names)
                )
        if missing := sorted(names - {lesson.site for lesson in made}):
            where = "those files" if paths else "the archive"
            known = [*profiles, *(lesson.site for lesson in made)]
            for name in missing:
                said = f"{name}: no page of it is in {where}{did_you_mean(name, known)}"
                console(stderr=True).out(printable(said), highlight=False)
            self.exitcode = 2
        if made or not missing:
            show(made)
        if not self.exitcode and any(lesson.unread for lesson in made):
            self.exitcode = 1


def paths_of(arguments: list[str]) -> list[Path]:
    """Return what `-a path=` names; raises ArgumentError."""
    paths: list[Path] = []
    for argument in arguments:
        name, _, value = argument.partition("=")
        if name != "path":
            raise ArgumentError(f"-a {name}: learn takes -a path=PATH alone")
        if not value:
            raise UsageError("-a path= is empty: give it a value, or leave it out")
        paths += existing_paths(value)
    return paths


def show(made: list["Lesson"]) -> None:
    """Print a line for each site, and what a person should know."""
    if not made:
        console().out("there is no page to learn from", highlight=False)
        return
    table = Table(box=SIMPLE)
    for heading in ("site", "pages", "new", "furniture"):
        table.add_column(heading, justify="left" if heading == "site" else "right")
    for lesson in made:
        counts = (lesson.pages, lesson.new, lesson.lines)
        table.add_row(printable(lesson.site), *map(str, counts))
    print_table(console(), table)
    for lesson in made:
        for sentence in lesson.sentences:
            console().out(printable(sentence), highlight=False)
        for problem in lesson.unread:
            console(stderr=True).out(printable(problem), highlight=False)
