"""`scrapy settings`: each setting with its value, where that comes from, and its reason."""

import argparse
import json
import sys

from rich.padding import Padding
from rich.text import Text
from scrapy.commands.settings import Command as ScrapySettings

from crawler.cli.command_line import CommandLine
from crawler.cli.reasons import origin, reasons, shown
from crawler.console import console, mistakes_reported, print_trimmed, write_out
from crawler.errors import ArgumentError, did_you_mean

PLAIN = ("get", "getbool", "getint", "getfloat", "getlist")  # Scrapy's options: the value alone
WIRING = ("_MIDDLEWARES", "_PIPELINES", "EXTENSIONS", "EXPORTERS", "_HANDLERS", "_HEADERS")


class Command(CommandLine, ScrapySettings):
    """Exit codes: 0; 2 a setting that there isn't."""

    most_words = sys.maxsize

    def syntax(self) -> str:
        return "[options] [NAME …]"

    def short_desc(self) -> str:
        return "Show the settings: value, where it comes from, reason"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print JSON instead")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        if any(getattr(opts, name) for name in PLAIN):
            super().run(args, opts)
            return
        why = reasons()
        with mistakes_reported():
            for name in args:
                if name not in self.settings:
                    near = did_you_mean(name.upper(), self.settings)
                    raise ArgumentError(f"no setting {name!r}{near}")
        names = args or [name for name in why if why[name] and not name.endswith(WIRING)]
        rows = [
            {
                "name": name,
                "value": shown(self.settings[name]),
                "origin": origin(self.settings, name),
                "reason": why.get(name, "Scrapy's own; see its documentation"),
            }
            for name in names
        ]
        if opts.json:
            write_out(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
            return
        out = console()
        out.print("A reason names Scrapy's default, or says that the setting is ours.")
        for row in rows:
            line = Text.assemble(
                (row["name"], "bold"), " = ", row["value"], "  ", (f"[{row['origin']}]", "cyan")
            )
            print_trimmed(
                out, line, Padding(Text(row["reason"], style="dim"), (0, 0, 0, 4), expand=False)
            )
