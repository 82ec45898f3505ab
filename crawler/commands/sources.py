"""`scrapy sources`: the sources that there are, and how they are doing."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from rich.box import SIMPLE
from rich.table import Table
from scrapy.commands import ScrapyCommand

from crawler.cli.command_line import CommandLine
from crawler.clock import clock_in
from crawler.console import (
    NO_CONTACT,
    console,
    mistakes_reported,
    print_table,
    printable,
    write_out,
)
from crawler.downloader.robots_rules import product_token
from crawler.ledger import ledger_to_read
from crawler.probes.listing_check import ListingSpider
from crawler.profiles.files import load_profiles, profile_folders
from crawler.report.source_states import SourceState, source_states
from crawler.run.error_log import ErrorLog

# Times are UTC, as the headings say where the screen has room.
HEADINGS = ("source", "domain", "listings", "last article UTC", "day", "week", "next poll UTC")
SHOWN = 5  # held articles of a source


class Command(CommandLine, ScrapyCommand):
    """Exit codes: 0; with --check 1 if a source has a problem; 2 a profile that can't be used."""

    requires_project = True
    default_settings = {"LOG_LEVEL": "ERROR"}  # noqa: RUF012  # Scrapy reads it from the class

    def short_desc(self) -> str:
        return "List the sources: last article, articles a day and a week, problems"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument(
            "--check",
            action="store_true",
            help="ask each listing for an answer; exit with 1 if one has a problem",
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        with mistakes_reported():
            profiles = load_profiles(profile_folders(self.settings))
            with ledger_to_read(self.settings) as ledger:
                now = clock_in(self.settings)()
                states = source_states(profiles, ledger, now, product_token(self.settings))
            faults: dict[str, list[str]] = {}
            if opts.check:
                assert self.crawler_process is not None
                with ErrorLog():  # robots.txt files that fail are no matter here either
                    self.crawler_process.crawl(ListingSpider, profiles=profiles, faults=faults)
                    self.crawler_process.start()
        states = [
            replace(state, problems=(*state.problems, *faults.get(state.name, ())))
            for state in states
        ]
        if opts.json:
            rows = [asdict(state) for state in states]
            write_out(json.dumps(rows, default=datetime.isoformat, indent=2) + "\n")
        else:
            out = console()
            print_table(out, table(states))
            for state in states:
                if state.held:
                    out.out(f"{state.name}: {printable(held_line(state.held))}", highlight=False)
                if any(percent < 100 for _, percent in state.fit):
                    shown = ", ".join(f"{day} {percent} %" for day, percent in state.fit)
                    out.out(f"{state.name}: pages that fit its model: {shown}", highlight=False)
                for problem in state.problems:
                    out.out(f"{state.name}: {printable(problem)}", highlight=False)
            if not self.settings["CONTACT"]:
                out.out(NO_CONTACT, highlight=False)
        self.exitcode = int(opts.check and any(state.problems for state in states))


def held_line(held: Sequence[tuple[str, str]]) -> str:
    """Return how many articles of a source are held, and of the first of them why."""
    named = ", ".join(f"{code} ({reason})" for code, reason in held[:SHOWN])
    rest = f", … and {len(held) - SHOWN} more" if len(held) > SHOWN else ""
    return f"{len(held)} held: {named}{rest}"


def table(states: Iterable[SourceState]) -> Table:
    """Return one line per source."""
    lines = Table(box=SIMPLE)
    for heading in HEADINGS:
        is_number = heading in {"day", "week", "listings"}
        lines.add_column(heading, justify="right" if is_number else "left")
    for state in states:
        last = f"{state.last_article:%Y-%m-%d %H:%M}" if state.last_article else "-"
        counts = (str(state.listings), last, str(state.day), str(state.week))
        due = f"{state.next_poll:%Y-%m-%d %H:%M}" if state.next_poll else "now"
        due = "never" if state.retired else due
        lines.add_row(state.name, state.domain, *counts, due)
    return lines
